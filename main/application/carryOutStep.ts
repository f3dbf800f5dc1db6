import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign, PauseStep, SendStep, Step, WaitStep } from '../../shared/sequence.ts';
import type { Observation, ObservedResponse } from '../checks/observation.ts';
import { parseServiceRequest } from '../duis/parse.ts';
import { formatRequestId } from '../duis/requestId.ts';
import { alertKey, describeAlert } from './alertKeys.ts';
import { composeStep } from './composeStep.ts';
import type { Core } from './core.ts';
import type { StepState } from './ports.ts';
import type { RecalledStep } from './recallStep.ts';
import { formatDuisDateTime, parseDuration, parseRelativeTime } from './relativeTime.ts';
import { goOnWithPreCommand, type Sent, sendThroughCriticalPath } from './sendThroughCriticalPath.ts';
import { waitForMessages } from './waitForMessages.ts';

/** What a sequence remembers while it runs. */
export interface Memory {
  captures: Map<string, string>;
  sent: Map<string, { requestId: string; originatorCounter: string; businessTargetId: string }>;
  observations: Map<string, Observation>;
  /** Where the inbox files what the sequence waits for; it lets go of it at the end. */
  keys: Set<string>;
  /** How many alerts lay under a key before the sequence began: those are not what it waits for. */
  alertsBefore: Map<string, number>;
}

/** What a step did, before it is judged. */
export interface Done {
  observation: Observation;
  requestId: string | null;
}

export interface StepContext {
  campaign: LoadedCampaign;
  runId: string;
  position: number;
  memory: Memory;
  signal: AbortSignal;
  /** What an earlier process had done of this step when it ended. */
  recalled: RecalledStep | undefined;
  change(next: Partial<StepState>): void;
}

/** Does what a step says, and tells what was seen. */
export function carryOutStep(core: Core, step: Step, context: StepContext): Promise<Done> {
  if ('send' in step) return send(core, step, context);
  return 'pause' in step ? pause(core, step, context) : wait(core, step, context);
}

/** Sends the request of a step, or goes on from where an earlier process left off; no request is sent twice. */
async function sendOrGoOn(core: Core, step: SendStep, context: StepContext): Promise<Sent> {
  const { campaign, runId, position, recalled, memory, change } = context;
  const place = { campaignId: campaign.id, runId, position };
  if (recalled?.acknowledgement !== undefined) {
    const { request, requestId, sentAtMs, acknowledgement } = recalled;
    const first = { request, requestId, sentAtMs, acknowledgement };
    if (recalled.isSignedPreCommand) return first;
    return goOnWithPreCommand(core, recalled.xml, first, place, step);
  }
  const { xml } = composeStep(core, campaign, step, memory.captures, memory.sent);
  const requestId = formatRequestId(parseServiceRequest(xml).requestId);
  // Written down before it is sent: the response may overtake the acknowledgement.
  change({ requestId, status: 'running' });
  if (step.fault) await addFault(core, step.fault, requestId);
  return sendThroughCriticalPath(core, xml, place, step);
}

async function send(core: Core, step: SendStep, context: StepContext): Promise<Done> {
  const { memory, signal, change } = context;
  const sent = await sendOrGoOn(core, step, context);
  const { requestId } = sent;
  memory.keys.add(requestId);
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
    unknownRemoteParty: !core.target.rolesKnownToDevices.includes(core.target.user.role),
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
  await core.target.emulator.addRule({ when: { requestId }, times: 1, fault });
}

async function wait(core: Core, step: WaitStep, context: StepContext): Promise<Done> {
  const { memory, signal, change } = context;
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
  if ('alert' in what) {
    const key = alertKey(context.campaign, what.alert);
    change({
      status: 'waiting',
      waitingFor: `${what.count === 1 ? 'an alert' : `${what.count} alerts`} ${describeAlert(what.alert)}, at most ${what.within}`,
    });
    const earlier = memory.alertsBefore.get(key) ?? 0;
    const all = await waitForMessages(core, key, earlier + what.count, startedMs + withinMs, signal);
    const deliveries = all.slice(earlier);
    return {
      observation: {
        ...empty,
        unknownRemoteParty: true,
        deliveries: deliveries.length >= what.count ? deliveries : [],
        expected: { ...expected, responseCode: step.expect?.response?.code ?? 'I0' },
      },
      requestId: null,
    };
  }
  const schedule = what.scheduledResponse.replace(
    /\$\{([^}]+)\}/g,
    (_, name: string) => memory.captures.get(name) ?? '',
  );
  memory.keys.add(`schedule:${schedule}`);
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

/** Waits for a person; what they said before an interruption stands. */
async function pause(core: Core, step: PauseStep, context: StepContext): Promise<Done> {
  const { runId, position, signal, change } = context;
  const said = core.store.findAttestation(runId, position);
  if (!said) change({ status: 'waiting', waitingFor: `a person: ${step.pause}` });
  const attested = said ?? (await core.attestations.wait(runId, position, signal));
  const nothing = { sentAtMs: core.target.clock.now(), deliveries: [], unknownRemoteParty: false, expected: {} };
  return {
    observation: { ...nothing, attested: attested ?? { outcome: 'fail', note: 'The run was stopped' } },
    requestId: null,
  };
}

async function reachMoment(core: Core, moment: number, signal: AbortSignal): Promise<void> {
  const { emulator, clock } = core.target;
  if (emulator) return emulator.advanceClock(moment);
  const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, moment - clock.now()))]);
  await core.inbox.wait('clock', Number.POSITIVE_INFINITY, limit);
}
