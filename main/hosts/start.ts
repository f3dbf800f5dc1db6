import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findElectron, runElectron, whyNoWindow } from './electronProgram.ts';

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));
/** A download that has not come by then will not come: a laptop on a slow line has two minutes. */
const longestDownloadMs = 120_000;

/** Fetches Electron's program as its own installer does. Returns why it could not, in one line. */
function fetchElectron(): string | undefined {
  const installer = require.resolve('electron/install.js');
  const result = spawnSync(process.execPath, [installer], {
    encoding: 'utf8',
    timeout: longestDownloadMs,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (result.error) return `its download took longer than ${longestDownloadMs / 1000} s`;
  if (result.status === 0) return undefined;
  const line = result.stderr.split('\n').find((text) => /error/i.test(text)) ?? 'its download failed';
  return line.trim().slice(0, 160);
}

function build(): void {
  const vite = join(dirname(require.resolve('electron-vite/package.json')), 'bin', 'electron-vite.js');
  const result = spawnSync(
    process.execPath,
    [vite, 'build', '--config', 'renderer/electron.vite.config.ts', '--logLevel', 'error'],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (result.status !== 0) {
    process.stderr.write('uept: the interface could not be built; the lines above say why\n');
    process.exit(2);
  }
}

/** Shows the workbench in a window of its own. @returns why it could not; undefined once its user has closed it */
async function openWindow(args: readonly string[]): Promise<string | undefined> {
  const hindrance = whyNoWindow(process.platform, process.env);
  if (hindrance !== undefined) return hindrance;
  const reason = findElectron() === undefined ? fetchElectron() : undefined;
  const electron = findElectron();
  if (electron === undefined) return `it is not on this machine: ${reason ?? 'its program is missing'}`;
  const code = await runElectron(electron, ['.', ...args], root);
  if (code === undefined) return 'it ended at once; the lines above say why';
  process.exitCode = code;
  return undefined;
}

/** Serves the workbench to a browser until it is stopped. */
function serve(args: readonly string[]): void {
  const words = ['--disable-warning=ExperimentalWarning', 'main/hosts/cli.ts', 'serve', '--open', ...args];
  const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

const args = process.argv.slice(2);
const rest = args.filter((arg) => arg !== '--browser');
build();
if (args.includes('--browser')) serve(rest);
else {
  const hindrance = await openWindow(rest);
  if (hindrance !== undefined) {
    process.stdout.write(`Electron has no window here (${hindrance}); opening the workbench for a browser instead:\n`);
    serve(rest);
  }
}
