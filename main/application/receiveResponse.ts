import type { ObservedResponse } from '../checks/observation.ts';
import { formatRequestId } from '../duis/requestId.ts';
import { alertKeysOf } from './alertKeys.ts';
import { type Core, momentOf } from './core.ts';
import { judgementOf, observeResponse } from './judgeMessage.ts';
import type { Headers, Judgement } from './ports.ts';
import { scheduleOf } from './scheduleOf.ts';

/**
 * Where a message belongs: by its Request ID, by its schedule, or nowhere. The outcome of a future-dated command bears the
 * Request ID of a request that was answered before; it goes to the step that waits for its alert, where there is one.
 */
function locate(
  core: Core,
  observed: ObservedResponse,
): Pick<Judgement, 'campaignId' | 'runId' | 'position' | 'standing'> & { keys: string[] } {
  const { response } = observed;
  const keys: string[] = [];
  if (response?.requestId) keys.push(formatRequestId(response.requestId));
  const schedule = response && scheduleOf(response);
  if (schedule !== undefined) keys.push(`schedule:${schedule}`);
  const alertKeys = response === undefined ? [] : alertKeysOf(response);
  const claimed = alertKeys.map((key) => core.inbox.claimant(key)).find((place) => place !== undefined);
  if (claimed) return { ...claimed, standing: 'expected', keys: alertKeys };
  const [key] = keys;
  const step =
    key === undefined
      ? undefined
      : key.startsWith('schedule:')
        ? core.store.findStepBySchedule(key.slice('schedule:'.length))
        : core.store.findStepByRequest(key);
  if (!step) {
    const standing = key !== undefined && core.store.wasSent(key) ? 'expected' : 'orphan';
    return { campaignId: null, runId: null, position: null, standing, keys };
  }
  const run = core.store.findRun(step.runId);
  return { ...step, standing: run?.status === 'running' || run?.status === 'waiting' ? 'expected' : 'late', keys };
}

/**
 * Reads a delivery that is safe on disk, judges it, matches it to the step that it answers, and hands it to whoever
 * waits.
 */
export function judgeDelivery(
  core: Core,
  delivery: { messageId: number; receivedAtMs: number; at: string; body: Uint8Array },
): ObservedResponse {
  const { messageId, receivedAtMs, at, body } = delivery;
  const first = observeResponse(core, body, { messageId, receivedAtMs, httpStatus: null });
  const { keys, ...place } = locate(core, first);
  const draft = judgementOf(first, place, null);
  const duplicateOf =
    draft.responseId === null || draft.payloadSha256 === null
      ? null
      : (core.store.findFirstDelivery(draft.responseId, draft.kind, draft.payloadSha256) ?? null);
  const observed: ObservedResponse = { ...first, duplicateOf };
  core.store.recordJudgement({ ...draft, duplicateOf }, at);
  // What no step under way may look for is in the evidence, and need not stay in memory as well.
  if (place.standing === 'expected') for (const key of keys) core.inbox.file(key, observed);
  core.announce({ name: 'message.stored', data: { id: messageId, runId: place.runId } });
  return observed;
}

/**
 * Takes a delivery to the Receive Response Service: first the bytes go to disk, then they are read, judged, matched to
 * the step that they answer, and handed to whoever waits.
 *
 * @returns whether it is a schema-valid Response with a valid signature, so that it may be acknowledged as such
 */
export function receiveResponse(core: Core, delivery: { body: Uint8Array; headers: Headers; peer: string }): boolean {
  const moment = momentOf(core);
  const messageId = core.store.recordReceived(
    { ...moment, service: 'receiveResponse', httpStatus: null, ...delivery },
    null,
    null,
  );
  const receivedAtMs = core.target.clock.now();
  const observed = judgeDelivery(core, { messageId, receivedAtMs, at: moment.at, body: delivery.body });
  return (
    observed.response !== undefined && observed.schemaFindings.length === 0 && observed.signature.verdict === 'valid'
  );
}
