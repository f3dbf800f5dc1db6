import { startBrowserHost } from '../browser.ts';
import { whyNoWindow } from '../electronProgram.ts';
import { launch, urlOpener } from '../openers.ts';
import { workspaceFile } from '../paths.ts';
import { showBySystem } from '../showInFolder.ts';
import { roam } from '../workspaces.ts';
import type { Command } from './arguments.ts';
import { printJson, printLine, remark } from './output.ts';

/** Shows an address in the person's own browser, where there is a desktop to show it on; the address is printed anyway. */
function openInBrowser(url: string): void {
  const opener = urlOpener(process.platform, url);
  if (!opener || whyNoWindow(process.platform, process.env) !== undefined) return;
  launch(opener).catch((error: Error) =>
    remark(`The browser could not be opened (${error.message}); open the address above yourself`),
  );
}

export const serve: Command = {
  synopsis: '[--port N] [--open]',
  summary: 'The workbench in a browser on this machine; prints the URL with its token.',
  options: { port: { type: 'string' }, open: { type: 'boolean' } },
  words: [0, 0],
  async run(line) {
    const composition = roam({
      workspace: workspaceFile(line.text('workspace')),
      showInFolder: showBySystem,
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
