import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The user's own data folder, by the custom of the operating system. */
export function userDataFolder(): string {
  const { platform, env } = process;
  const home = homedir();
  const base =
    platform === 'win32'
      ? (env.APPDATA ?? join(home, 'AppData', 'Roaming'))
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : (env.XDG_DATA_HOME ?? join(home, '.local', 'share'));
  return join(base, 'uept-workbench');
}

/** `--workspace`, else UEPT_WORKSPACE, else a file in the user's data folder. */
export function workspaceFile(option: string | undefined): string {
  return option ?? process.env.UEPT_WORKSPACE ?? join(userDataFolder(), 'workbench.uept');
}

const root = new URL('../../', import.meta.url);

/** A file of the program's own data. Bundled hosts lie one folder deeper than their sources, in the same place. */
export const fixture = (path: string): string => fileURLToPath(new URL(`fixtures/${path}`, root));

/** The built interface. */
export const rendererFolder = (): string => fileURLToPath(new URL('out/renderer', root));

export const packageJson = (): string => fileURLToPath(new URL('package.json', root));
