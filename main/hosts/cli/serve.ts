import { spawn } from 'node:child_process';
import { startBrowserHost } from '../browser.ts';
import { workspaceFile } from '../paths.ts';
import { roam } from '../workspaces.ts';
import type { Command } from './arguments.ts';
import { printJson, printLine, remark } from './output.ts';

const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
  linux: ['xdg-open'],
};

/** Shows an address in the person's own browser, where there is a desktop to show it on; the address is printed anyway. */
function openInBrowser(url: string): void {
  const opener = openers[process.platform];
  if (!opener || (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)) return;
  const [program, ...args] = opener;
  const child = spawn(program, [...args, url], {
    stdio: 'ignore',
    detached: true,
  });
  child.on('error', (error) =>
    remark(`The browser could not be opened (${error.message}); open the address above yourself`),
  );
  child.unref();
}

export const serve: Command = {
  synopsis: '[--port N] [--open]',
  summary: 'The workbench in a browser on this machine; prints the URL with its token.',
  options: { port: { type: 'string' }, open: { type: 'boolean' } },
  words: [0, 0],
  async run(line) {
    const composition = roam({
      workspace: workspaceFile(line.text('workspace')),
      report: (error) => remark(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    const host = await startBrowserHost(composition, line.whole('port', 0, 65535) ?? 0);
    if (line.json) printJson({ url: host.url });
    else printLine(host.url);
    composition.warm();
    if (line.flag('open')) openInBrowser(host.url);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    });
    await host.close();
    await composition.close();
    return true;
  },
};
