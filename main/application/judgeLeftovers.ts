import { type Core, momentOf } from './core.ts';
import { judgementOf, observeResponse } from './judgeMessage.ts';
import type { StoredMessage } from './ports.ts';
import { judgeDelivery } from './receiveResponse.ts';

/** The answer to a request belongs where the request does. */
function judgeAnswer(core: Core, answer: StoredMessage, body: Uint8Array, receivedAtMs: number): void {
  const request = answer.exchange === null ? undefined : core.store.findMessage(answer.exchange)?.message.judgement;
  const observed = observeResponse(core, body, { messageId: answer.id, receivedAtMs, httpStatus: answer.httpStatus });
  const { campaignId = null, runId = null, position = null } = request ?? {};
  const place = { campaignId, runId, position, standing: request ? ('expected' as const) : ('orphan' as const) };
  core.store.recordJudgement(judgementOf(observed, place, null), momentOf(core).at);
}

/**
 * Judges what an earlier process had stored and no longer came to judge, so that nothing that was received is lost.
 *
 * @returns how many there were
 */
export function judgeLeftovers(core: Core): number {
  const left = core.store.listUnjudged();
  for (const message of left) {
    const found = core.store.findMessage(message.id);
    if (!found) continue;
    const receivedAtMs = Date.parse(message.virtualAt ?? message.at);
    if (message.service === 'receiveResponse')
      judgeDelivery(core, { messageId: message.id, receivedAtMs, at: momentOf(core).at, body: found.body });
    else judgeAnswer(core, message, found.body, receivedAtMs);
  }
  return left.length;
}
