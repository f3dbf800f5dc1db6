import { spawn } from 'node:child_process';
import { posix, win32 } from 'node:path';

/** A program of the system that opens something for the person at the desktop. */
export interface Opener {
  program: string;
  args: readonly string[];
  /** The arguments are quoted as the program wants them, which is not as others do. */
  isQuoted?: boolean;
  /** It ends with 1 even where all went well. */
  isMute?: boolean;
}

/** What shows an address in the usual browser; undefined for a system that is not known. */
export function urlOpener(platform: NodeJS.Platform, url: string): Opener | undefined {
  const openers: Partial<Record<NodeJS.Platform, Opener>> = {
    darwin: { program: 'open', args: [url] },
    win32: { program: 'cmd', args: ['/c', 'start', '', url] },
    linux: { program: 'xdg-open', args: [url] },
  };
  return openers[platform];
}

/** What shows a file in the file manager, chosen where the manager can choose; undefined for a system that is not known. */
export function folderOpener(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, file: string): Opener | undefined {
  const openers: Partial<Record<NodeJS.Platform, Opener>> = {
    darwin: { program: 'open', args: ['-R', file] },
    win32: {
      // By its whole path: Windows looks for a bare name in the folder that the workbench was started from first.
      program: win32.join(env.SystemRoot ?? 'C:\\Windows', 'explorer.exe'),
      // No name of a file has a quotation mark in Windows.
      args: [`/select,"${file}"`],
      isQuoted: true,
      isMute: true,
    },
    linux: { program: 'xdg-open', args: [posix.dirname(file)] },
  };
  return openers[platform];
}

/** An opener that has not failed by then has opened something: some stay for as long as it is open. */
const settledMs = 3000;

/** Starts an opener and leaves it to itself. @throws why it could not be started, or that it failed at once */
export function launch({ program, args, isQuoted = false, isMute = false }: Opener): Promise<void> {
  const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsVerbatimArguments: isQuoted });
  child.unref();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, settledMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (code === 0 || isMute) resolve();
      else reject(new Error(`${program} ended with ${code}`));
    });
  });
}
