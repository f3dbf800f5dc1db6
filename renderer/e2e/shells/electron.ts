import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication } from '@playwright/test';
import { findElectron, whyNoWindow } from '../../../main/hosts/electronProgram.ts';
import { ownHome, type Shell } from './shell.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Why no window of Electron can be opened on this machine; undefined where one can. */
export function whyNoElectron(): string | undefined {
  if (findElectron() === undefined) return 'Electron’s program is not on this machine; npm start fetches it';
  const hindrance = whyNoWindow(process.platform, process.env);
  return hindrance === undefined ? undefined : `Electron: ${hindrance}`;
}

type ColorScheme = 'light' | 'dark' | 'no-preference' | null;

const savedBy = (app: ElectronApplication, folder: string) =>
  app.evaluateHandle(
    ({ session }, where) => ({
      done: new Promise<string>((resolve) => {
        session.defaultSession.once('will-download', (_event, item) => {
          // Without a path its user would be asked for one.
          item.setSavePath(`${where}/${item.getFilename()}`);
          item.once('done', () => resolve(item.getFilename()));
        });
      }),
    }),
    folder,
  );

/** The desktop program, with the window that it opens. */
export async function startElectron(folder: string, colorScheme: ColorScheme): Promise<Shell> {
  const app = await _electron.launch({
    // As root, Chromium runs only without its own sandbox.
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    colorScheme,
    env: ownHome(folder),
  });
  const window = await app.firstWindow();
  await window.setViewportSize({ width: 1440, height: 900 });
  await window.emulateMedia({ reducedMotion: 'reduce' });
  const child = app.process();
  return {
    url: 'app://workbench/',
    pid: child.pid ?? 0,
    window,
    ask: async (name, input) => {
      const json = await window.evaluate(
        ([wanted, given]) => {
          const { workbench } = globalThis as unknown as {
            workbench: { call(name: string, input: unknown): Promise<string> };
          };
          return workbench.call(wanted, given);
        },
        [name, input] as const,
      );
      return JSON.parse(json);
    },
    async save(_page, act) {
      const saved = await savedBy(app, folder);
      await act();
      const name = await saved.evaluate(({ done }) => done);
      return { name, file: join(folder, name) };
    },
    kill: () => void child.kill('SIGKILL'),
    close: () => app.close(),
  };
}
