import type { Handlers } from '../../shared/contract/contract.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import { compareRuns } from '../application/compareRuns.ts';
import { latestResults, summariseCampaign } from '../application/coverage.ts';
import type { RunState, StepState } from '../application/ports.ts';
import { recordCassette } from '../application/recordCassette.ts';
import { parseDuration } from '../application/relativeTime.ts';
import { definitionOf, resumeRun } from '../application/resumeRun.ts';
import { createRun, selectSequences } from '../application/runCampaign.ts';
import type { RunControl } from '../application/runControl.ts';
import { newRunId } from '../application/runId.ts';
import { estimateTimeLeft } from '../application/timeLeft.ts';
import { carryOut, ensureNoRun, settle } from './carryOutRun.ts';
import type { HostServices, HostSession } from './hostServices.ts';
import { messageSummary } from './messageViews.ts';

type Operations =
  | 'campaign.get'
  | 'run.start'
  | 'run.resume'
  | 'run.attest'
  | 'run.pause'
  | 'run.continue'
  | 'run.stop'
  | 'run.replay'
  | 'run.compare'
  | 'run.list'
  | 'run.get';

function mustFindRun(session: HostSession, runId: string) {
  const run = session.core.store.findRun(runId);
  if (!run) throw new WorkbenchError('not-found', `There is no run ${runId} in this workspace`);
  return run;
}

/** How a run that is under way here is steered. @throws WorkbenchError `conflict` where it is not */
function mustControl(session: HostSession, runId: string): RunControl {
  mustFindRun(session, runId);
  const control = session.runs.get(runId);
  if (!control) throw new WorkbenchError('conflict', `Run ${runId} is not under way here`);
  return control;
}

/** How long a run will still take, by the last one of its campaign that was finished. */
function timeLeftOf({ store }: HostSession['core'], run: RunState, steps: readonly StepState[]): number | null {
  if (run.status === 'finished') return null;
  const earlier = store.listRuns(run.campaignId).find(({ id, status }) => id !== run.id && status === 'finished');
  return estimateTimeLeft(run, steps, earlier ? store.listSteps(earlier.id) : []) ?? null;
}

/** Sequences that did not pass in an earlier run. */
function failuresOf(session: HostSession, runId: string): string[] {
  mustFindRun(session, runId);
  const steps = session.core.store.listSteps(runId);
  return [...Map.groupBy(steps, (step) => step.sequenceId)]
    .filter(([, members]) => members.some((step) => step.outcome !== 'pass'))
    .map(([id]) => id);
}

/** Whether a step, as its run defines it, must have a file. */
function needsAttachment(definition: string | undefined, state: StepState | undefined): boolean {
  if (definition === undefined || !state) return false;
  const { sequences } = JSON.parse(definition) as LoadedCampaign;
  const step = sequences.find(({ id }) => id === state.sequenceId)?.steps.find(({ id }) => id === state.stepId);
  return step !== undefined && 'pause' in step && step.attachment === 'required';
}

/** The campaign's standing, and runs of it. */
export function runHandlers(host: HostServices): Pick<Handlers, Operations> {
  return {
    'campaign.get': async () => {
      const { campaign, core, evidenceOf } = await host.session();
      return summariseCampaign(campaign, latestResults(campaign, core.store, evidenceOf), evidenceOf);
    },
    'run.start': async ({ only, failuresOf: earlier, pace }) => {
      const session = await host.session();
      ensureNoRun(session);
      const { campaign, core } = session;
      const sequences = selectSequences(
        campaign,
        only ?? (earlier === undefined ? undefined : failuresOf(session, earlier)),
      );
      if (sequences.length === 0)
        throw new WorkbenchError('conflict', 'Nothing failed in that run; there is nothing to run again');
      const runId = newRunId(new Date(core.now()).toISOString());
      const created = createRun(core, runId, campaign, sequences);
      carryOut(host, session, campaign, sequences, created, pace === undefined ? undefined : parseDuration(pace));
      return { runId };
    },
    'run.resume': async ({ runId, pace }) => {
      const session = await host.session();
      ensureNoRun(session);
      const { campaign, sequences, ...open } = resumeRun(session.core, runId);
      carryOut(host, session, campaign, sequences, open, pace === undefined ? undefined : parseDuration(pace));
      return { runId };
    },
    'run.attest': async ({ runId, position, outcome, note, attachments }) => {
      const { core } = await host.session();
      const run = core.store.findRun(runId);
      if (!run) throw new WorkbenchError('not-found', `There is no run ${runId} in this workspace`);
      if (!core.attestations.isAwaited(runId, position))
        throw new WorkbenchError('conflict', `Step ${position + 1} of run ${runId} does not wait for a person`);
      if (
        attachments.length === 0 &&
        needsAttachment(core.store.findRunDefinition(runId), core.store.listSteps(runId)[position])
      )
        throw new WorkbenchError('incomplete', 'This step asks for a file: a photograph, a log, a screenshot');
      const files = attachments.map(({ bytes, ...file }) => ({ ...file, bytes: Buffer.from(bytes, 'base64') }));
      const said = { outcome, note, person: core.tester, attachments: files };
      core.store.recordAttestation(
        { campaignId: run.campaignId, runId, position },
        said,
        new Date(core.now()).toISOString(),
      );
      core.attestations.give(runId, position, { outcome, note, attachments: files.length });
      return {};
    },
    'run.pause': async ({ runId }) => {
      mustControl(await host.session(), runId).pause();
      host.announce({ name: 'run.changed', data: { runId } });
      return {};
    },
    'run.continue': async ({ runId }) => {
      mustControl(await host.session(), runId).goOn();
      host.announce({ name: 'run.changed', data: { runId } });
      return {};
    },
    'run.stop': async ({ runId }) => {
      mustControl(await host.session(), runId).stop();
      return {};
    },
    'run.replay': async ({ runId: recorded }) => {
      const session = await host.session();
      ensureNoRun(session);
      const { store, target } = session.core;
      const { status } = mustFindRun(session, recorded);
      if (status !== 'finished')
        throw new WorkbenchError(
          'conflict',
          `Run ${recorded} is not finished; there is a cassette of a whole run only`,
        );
      const cassette = recordCassette(store, recorded, target.accessControlBroker);
      const { campaign, sequences } = definitionOf(store, recorded);
      const replay = await session.openReplay(cassette);
      const runId = newRunId(new Date(session.core.now()).toISOString());
      const created = createRun(replay.core, runId, campaign, sequences);
      carryOut(host, { ...session, core: replay.core }, campaign, sequences, created, undefined, replay.close);
      return { runId };
    },
    'run.compare': async ({ before, after }) => compareRuns((await host.session()).core.store, before, after),
    'run.list': async ({ limit }) => (await host.session()).core.store.listRuns().slice(0, limit),
    'run.get': async ({ runId }) => {
      const session = await host.session();
      settle(session);
      const { store } = session.core;
      const run = mustFindRun(session, runId);
      const steps = store.listSteps(runId);
      return {
        ...run,
        trouble: session.troubles.get(runId)?.message ?? null,
        paused: session.runs.get(runId)?.isPaused ?? false,
        timeLeftMs: timeLeftOf(session.core, run, steps),
        steps: steps.map((step) => ({
          ...step,
          awaitsPerson: session.core.attestations.isAwaited(runId, step.position),
        })),
        findings: store.listFindings(runId),
        messages: store.listMessages({ runId }).map(messageSummary),
      };
    },
  };
}
