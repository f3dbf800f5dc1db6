// Starts the built desktop host on the stand-in for Electron and does with it what a window and its page do. Each line
// on standard input is one act, as a JSON array of its name and arguments; each is answered by a line of JSON.
import { existsSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Frame } from './standIn.ts';

const url = new URL('standIn.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context),
});
const { app, ask, exposed, isChecked, isGranted, load, seen } = await import('./standIn.ts');

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
  on(listener: (event: { name: string }) => void): () => void;
};
const heard = new Set<string>();
on(({ name }) => void heard.add(name));

const acts = {
  /** How the window was made, and where it is. */
  window() {
    const { options, address, isShown } = seen.windows[0] ?? {};
    const { preload, ...settings } = options?.webPreferences ?? {};
    return { address, isShown, settings, hasPreload: existsSync(String(preload)) };
  },
  program: () => ({ schemes: seen.schemes, userData: seen.paths.userData, menus: seen.menus.length }),
  async load(address: string) {
    const answer = await load(address);
    return { status: answer?.status, type: answer?.headers.get('content-type'), text: await answer?.text() };
  },
  call: async (name: string, input: unknown) => JSON.parse(await call(name, input)),
  /** A call from somewhere else than the page. */
  callFrom: async (frame: Frame | null) =>
    JSON.parse((await ask(frame, 'workbench', 'workbench.status', {})) as string),
  heard: () => [...heard].sort(),
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

for await (const line of createInterface({ input: process.stdin })) {
  const [name = '', ...args] = JSON.parse(line) as [string, ...unknown[]];
  process.stdout.write(`${JSON.stringify((await acts[name]?.(...args)) ?? null)}\n`);
}
process.exit(0);
