import { WorkbenchError, type WorkbenchErrorCode } from '../../shared/errors.ts';
import { combineOutcomes, type RunOutcome } from '../../shared/run.ts';
import type { LoadedCampaign, LoadedSequence, Step } from '../../shared/sequence.ts';
import { alertsAwaited } from './alertKeys.ts';
import { carryOutStep, type Memory } from './carryOutStep.ts';
import { type Core, momentOf } from './core.ts';
import { judgeStep } from './judgeStep.ts';
import type { RunState, StepState, StoredFinding } from './ports.ts';
import { type RecalledStep, recallStep } from './recallStep.ts';
import type { RunControl } from './runControl.ts';
import { captureText, stepResult } from './stepResult.ts';

function stepTitle(step: Step): string {
  if (step.title !== undefined) return step.title;
  if ('send' in step) return `Send ${step.send}`;
  return 'pause' in step ? step.pause : 'Wait';
}

/** The sequences of a campaign that are asked for. @throws WorkbenchError for one that it does not have */
export function selectSequences(campaign: LoadedCampaign, only: readonly string[] | undefined): LoadedSequence[] {
  if (only === undefined) return campaign.sequences;
  return only.flatMap((id) => {
    const found = campaign.sequences.filter((one) => one.id === id || one.rowOf === id);
    if (found.length === 0)
      throw new WorkbenchError(
        'not-found',
        `The campaign has no sequence ${id}; it has ${[...new Set(campaign.sequences.map((one) => one.rowOf ?? one.id))].join(', ')}`,
      );
    return found;
  });
}

/**
 * Writes a run down, with every step, before anything is sent.
 *
 * @returns the run and its steps, all in the state `created`
 */
export function createRun(
  core: Core,
  runId: string,
  campaign: LoadedCampaign,
  sequences: readonly LoadedSequence[],
): OpenRun {
  const { at } = momentOf(core);
  const run: RunState = {
    id: runId,
    campaignId: campaign.id,
    title: sequences.length === campaign.sequences.length ? campaign.title : sequences.map((one) => one.id).join(', '),
    target: core.target.name,
    status: 'created',
    outcome: null,
    createdAt: at,
    finishedAt: null,
    tester: core.tester,
  };
  const steps = sequences
    .flatMap((sequence) => sequence.steps.map((step) => ({ sequence, step })))
    .map(
      ({ sequence, step }, position): StepState => ({
        position,
        sequenceId: sequence.id,
        stepId: step.id,
        title: stepTitle(step),
        status: 'created',
        outcome: null,
        requestId: null,
        waitingFor: null,
        startedAt: null,
        finishedAt: null,
      }),
    );
  core.store.createRun(run, JSON.stringify(campaign), steps);
  return { run, steps };
}

/** A run to be carried out: its sequences, and every step's state so far. */
export interface OpenRun {
  run: RunState;
  steps: readonly StepState[];
}

/**
 * Runs sequences one after the other. A step that fails ends its sequence: what builds on it is skipped; the next
 * sequence starts afresh. Every change of state is durable before the next act. Steps that are finished already, in a
 * run that is resumed, are not carried out again.
 */
export async function runCampaign(
  core: Core,
  campaign: LoadedCampaign,
  sequences: readonly LoadedSequence[],
  { run, steps }: OpenRun,
  control: RunControl,
): Promise<RunOutcome> {
  const { signal } = control;
  setStatus(core, run.id, 'running');
  let position = 0;
  const outcomes: RunOutcome[] = [];
  for (const sequence of sequences) {
    const own = steps.slice(position, position + sequence.steps.length);
    position += sequence.steps.length;
    outcomes.push(await runSequence(core, { campaign, sequence, runId: run.id, control }, own));
  }
  const outcome = combineOutcomes(outcomes);
  if (signal.aborted) setStatus(core, run.id, 'interrupted');
  else setStatus(core, run.id, 'finished', outcome);
  return outcome;
}

function setStatus(core: Core, runId: string, status: RunState['status'], outcome?: RunOutcome): void {
  core.store.updateRun(runId, { status, at: momentOf(core).at, ...(outcome === undefined ? {} : { outcome }) });
  core.announce({ name: 'run.changed', data: { runId } });
}

interface SequenceContext {
  campaign: LoadedCampaign;
  sequence: LoadedSequence;
  runId: string;
  control: RunControl;
}

async function runSequence(core: Core, context: SequenceContext, states: readonly StepState[]): Promise<RunOutcome> {
  const awaited = alertsAwaited(context.campaign, context.sequence);
  const release = awaited.map(({ key, index }) =>
    core.inbox.claim(key, {
      campaignId: context.campaign.id,
      runId: context.runId,
      position: states[index]?.position ?? index,
    }),
  );
  const memory: Memory = {
    captures: new Map(),
    sent: new Map(),
    observations: new Map(),
    keys: new Set(awaited.map(({ key }) => key)),
    // What a resumed run had received before it was interrupted belongs to it.
    alertsBefore: new Map(
      awaited.map(({ key }) => [key, states.some((one) => one.status !== 'created') ? 0 : core.inbox.list(key).length]),
    ),
  };
  try {
    return await runSteps(core, context, states, memory);
  } finally {
    for (const giveBack of release) giveBack();
    for (const key of memory.keys) core.inbox.forget(key);
  }
}

async function runSteps(
  core: Core,
  context: SequenceContext,
  states: readonly StepState[],
  memory: Memory,
): Promise<RunOutcome> {
  const outcomes: RunOutcome[] = [];
  for (const [index, step] of context.sequence.steps.entries()) {
    const state = states[index];
    if (!state) throw new WorkbenchError('internal', `The run has no state for step ${step.id}`);
    if (context.control.signal.aborted) break;
    if (state.outcome !== null) {
      rememberStep(core, context.runId, step, state, memory);
      outcomes.push(state.outcome);
    } else if (outcomes.includes('fail')) outcomes.push(skip(core, context.runId, state));
    else {
      await context.control.beforeStep('send' in step, (paused) =>
        setStatus(core, context.runId, paused ? 'waiting' : 'running'),
      );
      if (context.control.signal.aborted) break;
      outcomes.push(await runStep(core, context, step, state, memory));
    }
  }
  return combineOutcomes(outcomes);
}

/** What later steps build on, out of the evidence of one that an earlier process finished. */
function rememberStep(core: Core, runId: string, step: Step, state: StepState, memory: Memory): void {
  const recalled = recallStep(core, runId, state);
  if (!recalled) return;
  const { requestId, request, observation } = recalled;
  const { originatorCounter, businessTargetId } = request.requestId;
  memory.sent.set(step.id, { requestId, originatorCounter, businessTargetId });
  memory.observations.set(step.id, observation);
  for (const [name, path] of Object.entries(step.capture ?? {})) {
    if (state.outcome !== 'fail') memory.captures.set(name, captureText(stepResult(observation), path));
  }
}

function save(core: Core, runId: string, state: StepState): void {
  core.store.updateStep(runId, state, momentOf(core).at);
  core.announce({ name: 'run.changed', data: { runId } });
}

function skip(core: Core, runId: string, state: StepState): RunOutcome {
  save(core, runId, { ...state, status: 'finished', outcome: 'skipped', finishedAt: momentOf(core).at });
  return 'skipped';
}

const ofWorkspace: ReadonlySet<string> = new Set<WorkbenchErrorCode>([
  'disk-full',
  'unwritable-file',
  'workspace-busy',
  'workspace-damaged',
]);

async function runStep(
  core: Core,
  { campaign, sequence, runId, control }: SequenceContext,
  step: Step,
  initial: StepState,
  memory: Memory,
): Promise<RunOutcome> {
  const { signal } = control;
  const recalled = initial.status === 'interrupted' ? recallStep(core, runId, initial) : undefined;
  let state: StepState = { ...initial, status: 'running', startedAt: initial.startedAt ?? momentOf(core).at };
  const change = (next: Partial<StepState>): void => {
    state = { ...state, ...next };
    save(core, runId, state);
  };
  const requirements = step.requirements ?? sequence.requirements;
  const { position } = initial;
  const finish = (findings: StoredFinding[], outcome: RunOutcome): RunOutcome => {
    const { at } = momentOf(core);
    state = { ...state, status: 'finished', outcome, waitingFor: null, finishedAt: at };
    core.store.finishStep(runId, state, findings, at);
    core.announce({ name: 'run.changed', data: { runId } });
    return outcome;
  };
  try {
    const context = { campaign, runId, position, memory, signal, recalled, change };
    const done = await carryOutStep(core, step, context);
    memory.observations.set(step.id, done.observation);
    const judged = judgeStep(position, requirements, step.expect, done.observation);
    if (signal.aborted && judged.outcome === 'fail') {
      // It failed because it was stopped: what was waited for may still come.
      change({ status: 'interrupted', waitingFor: null });
      return 'skipped';
    }
    const asked = reasked(position, requirements, initial, recalled);
    const { findings, outcome } = asked.length > 0 ? forReview(judged) : judged;
    for (const [name, path] of Object.entries(step.capture ?? {})) {
      if (outcome !== 'fail') memory.captures.set(name, captureText(stepResult(done.observation), path));
    }
    return finish([...asked, ...findings], outcome);
  } catch (error) {
    // Where the evidence cannot be kept, the run ends here, and goes on from here when it can.
    if (!(error instanceof WorkbenchError) || ofWorkspace.has(error.code)) throw error;
    const finding: StoredFinding = {
      check: 'step-is-carried-out',
      outcome: 'fail',
      message: error.message,
      requirements: [...requirements],
      position,
      messageId: null,
      cause: error.code === 'target-unreachable' ? 'transport' : 'configuration',
    };
    return finish([finding], 'fail');
  }
}

/**
 * What failed when a service was asked for a second time may have failed because the first time had its effect (a
 * schedule that was deleted then is not there now): that is for a person to look at.
 */
function forReview({ findings, outcome }: { findings: StoredFinding[]; outcome: RunOutcome }) {
  if (outcome !== 'fail') return { findings, outcome };
  const reviewed = findings.map((one) => (one.outcome === 'fail' ? { ...one, outcome: 'review' as const } : one));
  return { findings: reviewed, outcome: 'review' as const };
}

/** Says, in the record, that a request whose acknowledgement was never received was followed by another. */
function reasked(
  position: number,
  requirements: readonly string[],
  { requestId }: StepState,
  recalled: RecalledStep | undefined,
): StoredFinding[] {
  if (!recalled || recalled.acknowledgement !== undefined) return [];
  return [
    {
      check: 'request-is-sent-once',
      outcome: 'pass',
      message: `The program ended after ${requestId} had been sent and before its acknowledgement was safe; the service was asked for again under a new Request ID`,
      requirements: [...requirements],
      position,
      messageId: recalled.messageId,
    },
  ];
}
