import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import type { RunDetail } from '../../shared/contract/shapes/runs.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { followRun } from './cli/followRun.ts';
import { composeWorkbench } from './compose.ts';

export interface CampaignRun {
  /** A folder of its own, gone after `close`. */
  folder: string;
  workbench: Workbench;
  run: RunDetail;
  /** Faults of the program on the way; none, if all is well. */
  problems: unknown[];
  close(): Promise<void>;
}

/**
 * Runs a campaign for a test: a fresh workspace, the bundled emulator, real HTTP on loopback.
 *
 * @param campaign the bundled MDR campaign where none is named
 * @param only the sequences that are wanted; all of them where none is named
 */
export async function runCampaignOnce(campaign?: string, only?: string[]): Promise<CampaignRun> {
  const folder = mkdtempSync(join(tmpdir(), 'uept-campaign-'));
  const problems: unknown[] = [];
  const composition = composeWorkbench({
    workspace: join(folder, 'a.uept'),
    ...(campaign === undefined ? {} : { campaign }),
    report: (error) => problems.push(error),
  });
  const workbench = connect((name, input) => dispatch(composition.handlers, name, input, composition.report));
  const follow = followRun(() => {});
  composition.listen(follow.onEvent);
  const { runId } = await workbench['run.start'](only === undefined ? {} : { only });
  await follow.untilFinished(workbench, runId);
  return {
    folder,
    workbench,
    run: await workbench['run.get']({ runId }),
    problems,
    async close() {
      await composition.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
