import { connect } from '../../../shared/contract/client.ts';
import type { Workbench } from '../../../shared/contract/contract.ts';
import type { WorkbenchEvent } from '../../../shared/contract/events.ts';
import { dispatch } from '../../ipc/dispatch.ts';
import { composeWorkbench } from '../compose.ts';
import { workspaceFile } from '../paths.ts';
import type { CommandLine } from './arguments.ts';
import { remark } from './output.ts';
import { askPassphrase } from './passphrase.ts';

/**
 * Gives a command the workbench, in this process, through the same entrance as every other host; closes it afterwards.
 */
export async function withWorkbench<T>(
  line: CommandLine,
  use: (workbench: Workbench) => Promise<T>,
  options: {
    workspace?: string;
    campaign?: string | undefined;
    target?: string | undefined;
    confirmation?: string | undefined;
    onEvent?: (event: WorkbenchEvent) => void;
  } = {},
): Promise<T> {
  const catalogue = line.text('catalogue');
  const composition = composeWorkbench({
    workspace: options.workspace ?? workspaceFile(line.text('workspace')),
    ...(options.campaign === undefined ? {} : { campaign: options.campaign }),
    ...(options.target === undefined ? {} : { target: options.target }),
    ...(options.confirmation === undefined ? {} : { confirmation: options.confirmation }),
    ...(catalogue === undefined ? {} : { catalogue }),
    askPassphrase,
    report: (error) => remark(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  if (options.onEvent) composition.listen(options.onEvent);
  try {
    return await use(connect((name, input) => dispatch(composition.handlers, name, input, composition.report)));
  } finally {
    await composition.close();
  }
}
