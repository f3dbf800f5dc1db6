// Starts the built desktop host on the stand-in for Electron and does with it what a window and its page do. Each line
// on standard input is one act, as a JSON array of its number, name and arguments; each is answered by a line with its
// number, and what the page would be told of is a line of its own.
import { existsSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Frame } from './electron.ts';

const url = new URL('electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});
const { app, ask, exposed, isChecked, isGranted, load, seen } = await import('./electron.ts');

const out = fileURLToPath(new URL('../../../out/', import.meta.url));
await import(pathToFileURL(join(out, 'main/electron.js')).href);
createRequire(import.meta.url)(join(out, 'preload/preload.cjs'));

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 10));
};
await until(() => seen.menus.length > 0 || seen.ended !== null);

/** What the preload gives the page. */
const { call, on } = exposed.workbench as {
  call(name: string, input: unknown): Promise<string>;
  on(listener: (event: unknown) => void): () => void;
};
const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
on((event) => print({ event }));

const acts = {
  /** How the window was made, and where it is. */
  window() {
    const { options, address, isShown } = seen.windows[0] ?? {};
    const { preload, ...settings } = options?.webPreferences ?? {};
    return { address, isShown, settings, hasPreload: existsSync(String(preload)) };
  },
  program: () => ({ schemes: seen.schemes, userData: seen.paths.userData, menus: seen.menus.length }),
  shown: () => seen.shown,
  async load(address: string) {
    const answer = await load(address);
    const body = Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer()).toString('base64');
    return { status: answer?.status, headers: Object.fromEntries(answer?.headers ?? []), body };
  },
  call,
  /** A call from somewhere else than the page. */
  callFrom: async (frame: Frame | null) =>
    JSON.parse((await ask(frame, 'workbench', 'workbench.status', {})) as string),
  permission: async (permission: string, origin: string) => [
    isChecked(permission, origin),
    await isGranted(permission, origin),
  ],
  async close() {
    seen.windows[0]?.emit('close');
    app.emit('window-all-closed');
    await until(() => seen.ended !== null);
    return seen.ended;
  },
} as Readonly<Record<string, (...args: unknown[]) => unknown>>;

async function answer(line: string): Promise<void> {
  const [id, name = '', ...args] = JSON.parse(line) as [number, string, ...unknown[]];
  print({ id, value: (await acts[name]?.(...args)) ?? null });
}

for await (const line of createInterface({ input: process.stdin })) void answer(line);
process.exit(0);
