import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ownHome, type Shell, saveByBrowser } from './shell.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** The browser host on loopback, in a process of its own. */
export async function startForBrowser(folder: string): Promise<Shell> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'main/hosts/cli.ts', 'serve'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Whoever watches the journeys is not to have a file manager opened for each.
    env: { ...ownHome(folder), DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', (code) => reject(new Error(`The browser host ended with ${code}`)));
  });
  const { origin, hash } = new URL(url);
  const headers = {
    origin,
    authorization: `Bearer ${hash.replace('#token=', '')}`,
    'content-type': 'application/json',
  };
  const kill = (): void => void child.kill('SIGKILL');
  return {
    url,
    pid: child.pid ?? 0,
    window: undefined,
    async ask(name, input) {
      const answer = await fetch(`${origin}/workbench/${name}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(input),
      });
      return answer.json();
    },
    save: saveByBrowser,
    kill,
    close: async () => kill(),
  };
}
