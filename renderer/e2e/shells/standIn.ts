import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { ownHome, type Shell, saveByBrowser } from './shell.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** Chromium knows no `app:`; here it is a host that nobody has (RFC 6761 section 6.2). */
const address = 'https://workbench.test/';

export interface StandIn extends Shell {
  /** Does one of the acts of `standIn/drive.ts`. */
  act<T>(name: string, ...args: unknown[]): Promise<T>;
}

type Line = { id: number; value: unknown } | { event: unknown };

/** The built desktop host and preload, on a stand-in for Electron: all of the program but Electron's own. */
export async function startOnStandIn(folder: string): Promise<StandIn> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'renderer/e2e/standIn/drive.ts'], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: ownHome(folder),
  });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const listeners = new Set<(event: unknown) => void>();
  let last = 0;
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line;
    if ('event' in line) for (const listener of listeners) listener(line.event);
    else waiting.get(line.id)?.resolve(line.value);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('The desktop host has ended'));
  });
  // What is asked of one that has ended is refused by its exit.
  child.stdin.on('error', () => {});
  const act = async <T>(name: string, ...args: unknown[]): Promise<T> => {
    last += 1;
    const id = last;
    child.stdin.write(`${JSON.stringify([id, name, ...args])}\n`);
    const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
    return answer.finally(() => waiting.delete(id)) as Promise<T>;
  };
  const kill = (): void => void child.kill('SIGKILL');
  return {
    url: address,
    pid: child.pid ?? 0,
    window: undefined,
    act,
    ask: async (name, input) => JSON.parse(await act<string>('call', name, input)),
    async prepare(page: Page) {
      await page.route(`${address}**`, async (route) => {
        const { pathname } = new URL(route.request().url());
        const { status, headers, body } = await act<{ status: number; headers: Record<string, string>; body: string }>(
          'load',
          `app://workbench${pathname}`,
        );
        await route.fulfill({ status, headers, body: Buffer.from(body, 'base64') });
      });
      await page.exposeFunction('askWorkbench', (name: string, input: unknown) => act('call', name, input));
      // As the preload gives it to the page.
      await page.addInitScript(() => {
        const page = globalThis as unknown as Record<string, unknown>;
        const heard = new EventTarget();
        page.tellPage = (data: unknown) => heard.dispatchEvent(new CustomEvent('told', { detail: data }));
        page.workbench = {
          call: page.askWorkbench,
          on(listener: (data: unknown) => void) {
            const receive = (event: Event): void => listener((event as CustomEvent).detail);
            heard.addEventListener('told', receive);
            return () => heard.removeEventListener('told', receive);
          },
        };
      });
      listeners.add((event) => {
        // A page that is being left hears nothing more.
        page
          .evaluate((data) => (globalThis as unknown as { tellPage?(data: unknown): void }).tellPage?.(data), event)
          .catch(() => {});
      });
    },
    save: saveByBrowser,
    kill,
    close: async () => kill(),
  };
}
