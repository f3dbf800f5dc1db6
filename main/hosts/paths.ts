import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
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

const usualWorkspace = (): string => join(userDataFolder(), 'workbench.uept');

/** `--workspace`, else UEPT_WORKSPACE, else a file in the user's data folder. */
export function workspaceFile(option: string | undefined): string {
  return option ?? process.env.UEPT_WORKSPACE ?? usualWorkspace();
}

/** Whether a workspace is the one that is used when nobody names another. */
export const isUsualWorkspace = (file: string): boolean => resolve(file) === usualWorkspace();

/**
 * Where the user's own schemas, credentials and catalogue lie: beside the workspace, and in the user's data folder. New
 * ones are kept in the first, so a workspace in a folder of its own has its own; both are read, the first before the
 * other.
 */
export function ownFolders(workspace: string): [first: string, ...others: string[]] {
  const [first, second] = [dirname(resolve(workspace)), userDataFolder()];
  return first === second ? [first] : [first, second];
}

const root = new URL('../../', import.meta.url);

/** A file of the program's own data. Bundled hosts lie one folder deeper than their sources, in the same place. */
export const fixture = (path: string): string => fileURLToPath(new URL(`fixtures/${path}`, root));

/** The built interface. */
export const rendererFolder = (): string => fileURLToPath(new URL('out/renderer', root));

export const packageJson = (): string => fileURLToPath(new URL('package.json', root));
