import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign, LoadedSequence } from '../../shared/sequence.ts';
import { type OpenRun, runCampaign } from '../application/runCampaign.ts';
import { makeRunControl } from '../application/runControl.ts';
import type { HostServices, HostSession } from './hostServices.ts';

/** Marks a run as interrupted, now or, where nothing can be written, when it is next asked for. */
function interrupt({ core, troubles }: HostSession, runId: string, error: unknown): void {
  const message =
    error instanceof WorkbenchError ? error.message : 'It failed inside the workbench; the log has the details';
  troubles.set(runId, { message, settled: false });
  settle({ core, troubles });
}

export function settle({ core, troubles }: Pick<HostSession, 'core' | 'troubles'>): void {
  for (const [runId, trouble] of troubles) {
    if (trouble.settled) continue;
    try {
      core.store.interruptRun(runId, new Date(core.now()).toISOString());
      trouble.settled = true;
    } catch (error) {
      // The disk is as full as it was: the next call tries again.
      if (!(error instanceof WorkbenchError)) throw error;
    }
  }
}

/** @throws WorkbenchError `conflict` */
export function ensureNoRun(session: HostSession): void {
  settle(session);
  if (session.runs.size > 0)
    throw new WorkbenchError('conflict', 'A run is under way; wait for it to finish, or stop it');
}

/** Lets a run go on by itself; how it goes is in the workspace, and announced. */
export function carryOut(
  host: HostServices,
  session: HostSession,
  campaign: LoadedCampaign,
  sequences: readonly LoadedSequence[],
  open: OpenRun,
  paceMs: number | undefined,
  close: () => Promise<void> = async () => {},
): void {
  const { core, runs, troubles } = session;
  const runId = open.run.id;
  troubles.delete(runId);
  const control = makeRunControl(paceMs);
  runs.set(runId, control);
  void runCampaign(core, campaign, sequences, open, control)
    .catch((error: unknown) => {
      if (!(error instanceof WorkbenchError)) host.report(error);
      interrupt(session, runId, error);
    })
    .finally(() => {
      runs.delete(runId);
      host.announce({ name: 'run.changed', data: { runId } });
      close().catch(host.report);
    });
}
