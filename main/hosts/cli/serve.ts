import { startBrowserHost } from '../browser.ts';
import { composeWorkbench } from '../compose.ts';
import { workspaceFile } from '../paths.ts';
import type { Command } from './arguments.ts';
import { printJson, printLine, remark } from './output.ts';

export const serve: Command = {
  synopsis: '[--port N]',
  summary: 'The workbench in a browser on this machine; prints the URL with its token.',
  options: { port: { type: 'string' } },
  words: [0, 0],
  async run(line) {
    const composition = composeWorkbench({
      workspace: workspaceFile(line.text('workspace')),
      report: (error) => remark(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    });
    const host = await startBrowserHost(composition, line.whole('port', 0, 65535) ?? 0);
    if (line.json) printJson({ url: host.url });
    else printLine(host.url);
    await new Promise<void>((resolve) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    });
    await host.close();
    await composition.close();
    return true;
  },
};
