import { WorkbenchError } from '../../shared/errors.ts';
import { combineOutcomes, type RunOutcome } from '../../shared/run.ts';
import type { LoadedCampaign, SendStep, Sequence, Step, WaitStep } from '../../shared/sequence.ts';
import type { Observation, ObservedResponse } from '../checks/observation.ts';
import { parseServiceRequest } from '../duis/parse.ts';
import { formatRequestId } from '../duis/requestId.ts';
import { composeStep } from './composeStep.ts';
import { type Core, momentOf } from './core.ts';
import { judgeStep } from './judgeStep.ts';
import type { RunState, StepState, StoredFinding } from './ports.ts';
import { formatDuisDateTime, parseDuration, parseRelativeTime } from './relativeTime.ts';
import { sendThroughCriticalPath } from './sendThroughCriticalPath.ts';
import { captureText, stepResult } from './stepResult.ts';
import { waitForMessages } from './waitForMessages.ts';

/** What a sequence remembers while it runs. */
interface Memory {
  captures: Map<string, string>;
  sent: Map<string, { requestId: string; originatorCounter: string; businessTargetId: string }>;
  observations: Map<string, Observation>;
}

/** What a step did, before it is judged. */
interface Done {
  observation: Observation;
  requestId: string | null;
}

const stepTitle = (step: Step): string => step.title ?? ('send' in step ? `Send ${step.send}` : 'Wait');

/** The sequences of a campaign that are asked for. @throws WorkbenchError for one that it does not have */
export function selectSequences(campaign: LoadedCampaign, only: readonly string[] | undefined): Sequence[] {
  if (only === undefined) return campaign.sequences;
  return only.map((id) => {
    const sequence = campaign.sequences.find((one) => one.id === id);
    if (!sequence)
      throw new WorkbenchError(
        'not-found',
        `The campaign has no sequence ${id}; it has ${campaign.sequences.map((one) => one.id).join(', ')}`,
      );
    return sequence;
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
  sequences: readonly Sequence[],
): { run: RunState; steps: StepState[] } {
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

/**
 * Runs sequences one after the other. A step that fails ends its sequence: what builds on it is skipped; the next
 * sequence starts afresh. Every change of state is durable before the next act.
 */
export async function runCampaign(
  core: Core,
  campaign: LoadedCampaign,
  sequences: readonly Sequence[],
  created: { run: RunState; steps: StepState[] },
  signal: AbortSignal,
): Promise<RunOutcome> {
  const { run } = created;
  setStatus(core, run.id, 'running');
  let position = 0;
  const outcomes: RunOutcome[] = [];
  for (const sequence of sequences) {
    const steps = created.steps.slice(position, position + sequence.steps.length);
    position += sequence.steps.length;
    outcomes.push(await runSequence(core, campaign, sequence, run.id, steps, signal));
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

async function runSequence(
  core: Core,
  campaign: LoadedCampaign,
  sequence: Sequence,
  runId: string,
  states: readonly StepState[],
  signal: AbortSignal,
): Promise<RunOutcome> {
  const memory: Memory = { captures: new Map(), sent: new Map(), observations: new Map() };
  const outcomes: RunOutcome[] = [];
  for (const [index, step] of sequence.steps.entries()) {
    const state = states[index];
    if (!state) throw new WorkbenchError('internal', `The run has no state for step ${step.id}`);
    if (signal.aborted) break;
    const failed = outcomes.includes('fail');
    outcomes.push(
      failed ? skip(core, runId, state) : await runStep(core, campaign, sequence, step, runId, state, memory, signal),
    );
  }
  return combineOutcomes(outcomes);
}

function save(core: Core, runId: string, state: StepState): void {
  core.store.updateStep(runId, state, momentOf(core).at);
  core.announce({ name: 'run.changed', data: { runId } });
}

function skip(core: Core, runId: string, state: StepState): RunOutcome {
  save(core, runId, { ...state, status: 'finished', outcome: 'skipped', finishedAt: momentOf(core).at });
  return 'skipped';
}

async function runStep(
  core: Core,
  campaign: LoadedCampaign,
  sequence: Sequence,
  step: Step,
  runId: string,
  initial: StepState,
  memory: Memory,
  signal: AbortSignal,
): Promise<RunOutcome> {
  let state: StepState = { ...initial, status: 'running', startedAt: momentOf(core).at };
  const change = (next: Partial<StepState>): void => {
    state = { ...state, ...next };
    save(core, runId, state);
  };
  const requirements = step.requirements ?? sequence.requirements;
  const finish = (findings: StoredFinding[], outcome: RunOutcome): RunOutcome => {
    core.store.insertFindings(runId, findings, momentOf(core).at);
    change({ status: 'finished', outcome, waitingFor: null, finishedAt: momentOf(core).at });
    return outcome;
  };
  try {
    const done =
      'send' in step
        ? await send(core, campaign, step, { runId, position: state.position, memory, signal, change })
        : await wait(core, step, { memory, signal, change });
    memory.observations.set(step.id, done.observation);
    const { findings, outcome } = judgeStep(state.position, requirements, step.expect, done.observation);
    for (const [name, path] of Object.entries(step.capture ?? {})) {
      if (outcome !== 'fail') memory.captures.set(name, captureText(stepResult(done.observation), path));
    }
    return finish(findings, outcome);
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    const finding: StoredFinding = {
      check: 'step-is-carried-out',
      outcome: 'fail',
      message: error.message,
      requirements: [...requirements],
      position: state.position,
      messageId: null,
      cause: error.code === 'target-unreachable' ? 'transport' : 'configuration',
    };
    return finish([finding], 'fail');
  }
}

interface StepContext {
  memory: Memory;
  signal: AbortSignal;
  change(next: Partial<StepState>): void;
}

async function send(
  core: Core,
  campaign: LoadedCampaign,
  step: SendStep,
  context: StepContext & { runId: string; position: number },
): Promise<Done> {
  const { memory, signal, change, runId, position } = context;
  const { xml, unknownRemoteParty } = composeStep(core, campaign, step, memory.captures, memory.sent);
  const requestId = formatRequestId(parseServiceRequest(xml).requestId);
  // Written down before it is sent: the response may overtake the acknowledgement.
  change({ requestId, status: 'running' });
  if (step.fault) await addFault(core, step.fault, requestId);
  const place = { campaignId: campaign.id, runId, position };
  const sent = await sendThroughCriticalPath(core, xml, place, step);
  const { businessTargetId, originatorCounter } = sent.request.requestId;
  memory.sent.set(step.id, { requestId, businessTargetId, originatorCounter });
  const expected = step.expect?.response;
  const withinMs = expected === undefined ? undefined : parseDuration(expected.within);
  let deliveries: readonly ObservedResponse[] = [];
  if (expected !== undefined && withinMs !== undefined && sent.acknowledgement.response?.responseCode === 'I99') {
    change({ status: 'waiting', waitingFor: `the response to ${step.send}, at most ${expected.within}` });
    const count = step.expect?.deliveries ?? 1;
    deliveries = await waitForMessages(core, requestId, count, sent.sentAtMs + withinMs, signal);
  }
  const observation: Observation = {
    request: sent.request,
    sentAtMs: sent.sentAtMs,
    acknowledgement: sent.acknowledgement,
    ...(sent.preCommand === undefined ? {} : { preCommand: sent.preCommand }),
    deliveries,
    unknownRemoteParty,
    expected: {
      ...(step.expect?.acknowledgement === undefined ? {} : { acknowledgement: step.expect.acknowledgement }),
      ...(expected === undefined ? {} : { responseCode: expected.code }),
      ...(withinMs === undefined ? {} : { withinMs }),
      ...(step.expect?.deliveries === undefined ? {} : { deliveries: step.expect.deliveries }),
    },
  };
  return { observation, requestId };
}

async function addFault(core: Core, fault: NonNullable<SendStep['fault']>, requestId: string): Promise<void> {
  if (!core.target.emulator) {
    throw new WorkbenchError(
      'target-refused',
      'This step asks the target to misbehave, which only the emulator does; run it there',
    );
  }
  await core.target.emulator.addFault({ ...fault, requestId });
}

async function wait(core: Core, step: WaitStep, { memory, signal, change }: StepContext): Promise<Done> {
  const startedMs = core.target.clock.now();
  const empty: Observation = { sentAtMs: startedMs, deliveries: [], unknownRemoteParty: false, expected: {} };
  const { wait: what } = step;
  if ('clock' in what) {
    const moment = parseRelativeTime(what.clock, startedMs);
    if (moment === undefined)
      throw new WorkbenchError('invalid-document', `"${what.clock}" is not a moment to wait for`);
    change({ status: 'waiting', waitingFor: `the target’s clock to reach ${formatDuisDateTime(moment)}` });
    await reachMoment(core, moment, signal);
    return { observation: empty, requestId: null };
  }
  const withinMs = parseDuration(what.within);
  const expected = { responseCode: step.expect?.response?.code ?? 'I0', withinMs };
  if ('response' in what) {
    const earlier = memory.observations.get(what.response);
    const sent = memory.sent.get(what.response);
    if (!earlier || !sent)
      throw new WorkbenchError('invalid-document', `Step ${what.response} sent nothing to wait for`);
    change({
      status: 'waiting',
      requestId: null,
      waitingFor: `the response to step ${what.response}, at most ${what.within}`,
    });
    const deliveries = await waitForMessages(core, sent.requestId, 1, startedMs + withinMs, signal);
    const { acknowledgement: _, ...rest } = earlier;
    return { observation: { ...rest, sentAtMs: startedMs, deliveries, expected }, requestId: sent.requestId };
  }
  const schedule = what.scheduledResponse.replace(
    /\$\{([^}]+)\}/g,
    (_, name: string) => memory.captures.get(name) ?? '',
  );
  change({
    status: 'waiting',
    waitingFor: `${what.count} scheduled response${what.count === 1 ? '' : 's'} of schedule ${schedule}, at most ${what.within}`,
  });
  const deliveries = await waitForMessages(core, `schedule:${schedule}`, what.count, startedMs + withinMs, signal);
  const enough = deliveries.length >= what.count;
  return {
    observation: { ...empty, unknownRemoteParty: true, deliveries: enough ? deliveries : [], expected },
    requestId: null,
  };
}

async function reachMoment(core: Core, moment: number, signal: AbortSignal): Promise<void> {
  const { emulator, clock } = core.target;
  if (emulator) return emulator.advanceClock(moment);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, moment - clock.now()))]);
  await core.inbox.wait('clock', Number.POSITIVE_INFINITY, limit);
}
