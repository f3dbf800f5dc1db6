import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Electron's program, where it is on this machine: its installer leaves the name in a file of its own. */
export function findElectron(): string | undefined {
  const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const marker = join(folder, 'path.txt');
  if (!existsSync(marker)) return undefined;
  const program = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(marker, 'utf8').trim(),
  );
  return existsSync(program) ? program : undefined;
}

/** Why no window can be shown on this machine; undefined where one can. */
export function whyNoWindow(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | undefined {
  return platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY ? 'there is no display for a window' : undefined;
}

/** A program that ends badly within this time never had a window: its sandbox, its libraries or its display failed it. */
const startMs = 15_000;

/**
 * Runs the desktop program until its user closes it.
 * @returns the exit code to leave with; undefined where it could not start, of which it has told on standard error itself
 */
export function runElectron(program: string, args: readonly string[], cwd: string): Promise<number | undefined> {
  const began = performance.now();
  const child = spawn(program, args, { cwd, stdio: 'inherit' });
  let stopped = false;
  const stop = (signal: NodeJS.Signals): void => {
    stopped = true;
    child.kill(signal);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return new Promise((resolve) => {
    const end = (code: number | undefined): void => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      resolve(code);
    };
    child.on('error', () => end(undefined));
    child.on('exit', (code) => {
      const isBad = code !== 0 && !stopped;
      end(isBad && performance.now() - began < startMs ? undefined : (code ?? 1));
    });
  });
}
