import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign, LoadedSequence } from '../../shared/sequence.ts';
import type { Core } from './core.ts';
import type { EvidenceStore } from './ports.ts';
import { recallDeliveries } from './recallStep.ts';
import type { OpenRun } from './runCampaign.ts';

/** A run that ended before it was finished, ready to go on: as it was defined then, not as the file says now. */
export interface ResumedRun extends OpenRun {
  campaign: LoadedCampaign;
  sequences: LoadedSequence[];
}

/**
 * What a run was to do, as its campaign said when it was begun.
 *
 * @throws WorkbenchError `not-found`
 */
export function definitionOf(
  store: Pick<EvidenceStore, 'findRunDefinition' | 'listSteps'>,
  runId: string,
): { campaign: LoadedCampaign; sequences: LoadedSequence[] } {
  const definition = store.findRunDefinition(runId);
  if (definition === undefined) throw new WorkbenchError('not-found', `There is no run ${runId} in this workspace`);
  // A definition is written by createRun alone, out of a campaign that was checked when it was read.
  const campaign = JSON.parse(definition) as LoadedCampaign;
  const ids = [...new Set(store.listSteps(runId).map(({ sequenceId }) => sequenceId))];
  return { campaign, sequences: ids.flatMap((id) => campaign.sequences.find((one) => one.id === id) ?? []) };
}

/**
 * Takes an interrupted run up again: what it had received lies in the inbox, as if it had never stopped.
 *
 * @throws WorkbenchError `not-found`; `conflict` where the run is finished, under way elsewhere, or of another target
 */
export function resumeRun(core: Core, runId: string): ResumedRun {
  const { store, inbox, target } = core;
  const run = store.findRun(runId);
  if (!run) throw new WorkbenchError('not-found', `There is no run ${runId} in this workspace; see runs`);
  if (run.status === 'finished')
    throw new WorkbenchError(
      'conflict',
      `Run ${runId} is finished; run its failures again with --failures-of ${runId}`,
    );
  if (run.status !== 'interrupted')
    throw new WorkbenchError('conflict', `Run ${runId} is under way in another process; stop it there first`);
  if (run.target !== target.name) {
    throw new WorkbenchError(
      'conflict',
      `Run ${runId} was begun against "${run.target}"; resume it there, with --target ${run.target}`,
    );
  }
  for (const { keys, message } of recallDeliveries(store, runId)) for (const key of keys) inbox.file(key, message);
  return { run, steps: store.listSteps(runId), ...definitionOf(store, runId) };
}
