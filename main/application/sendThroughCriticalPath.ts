import type { PreCommandObservation } from '../checks/observation.ts';
import { buildSignedPreCommand } from '../duis/build.ts';
import { signPreCommand } from '../gbcs/preCommand.ts';
import { correlate } from '../transform/correlate.ts';
import type { Core } from './core.ts';
import type { Judgement } from './ports.ts';
import { type DccService, type SentRequest, sendServiceRequest } from './sendServiceRequest.ts';

export interface Sending {
  /** In place of the web service that the Command Variant calls for. */
  service?: DccService | undefined;
  /** False ends a critical request with its Pre-Command. */
  signPreCommand?: boolean | undefined;
}

/** A request as it was asked for, the last acknowledgement, and what the Pre-Command was held to be on the way. */
export type Sent = SentRequest & { preCommand?: PreCommandObservation };

type Place = Pick<Judgement, 'campaignId' | 'runId' | 'position'>;

/**
 * Goes on from the first acknowledgement: where it is a Pre-Command (Command Variant 4), correlates it with the
 * request, signs it with the User's Digital Signature key and sends it back as Command Variant 5 under the same
 * Request ID (DUIS 2.4; the correlate step: "SEC Guidance I", third party). A Pre-Command that does something else
 * than the request asked is never signed.
 *
 * @param request the XML that was sent, signed or not
 * @throws WorkbenchError `target-unreachable`; `credential-unavailable` where the User has no key to sign with
 */
export async function goOnWithPreCommand(
  core: Core,
  request: string,
  first: SentRequest,
  place: Place,
  sending: Sending,
): Promise<Sent> {
  const { response, messageId } = first.acknowledgement;
  if (response?.kind !== 'preCommand' || response.gbcsPayload === undefined) return first;
  const bytes = Buffer.from(response.gbcsPayload, 'base64');
  const { differences } = correlate(first.request, bytes);
  const preCommand = { messageId, differences };
  if (differences.length > 0 || sending.signPreCommand === false) return { ...first, preCommand };
  const signed = Buffer.from(signPreCommand(bytes, core.target.user.gbcsKeys)).toString('base64');
  const second = await sendServiceRequest(core, buildSignedPreCommand(request, signed), place);
  return { ...second, request: first.request, preCommand };
}

/**
 * Sends a request, and goes on with the Pre-Command where that is the answer.
 *
 * @param place the step that it belongs to; nulls for one that somebody sends by hand
 * @throws WorkbenchError as {@link goOnWithPreCommand}
 */
export async function sendThroughCriticalPath(
  core: Core,
  unsigned: string,
  place: Place,
  sending: Sending = {},
): Promise<Sent> {
  const first = await sendServiceRequest(core, unsigned, place, sending.service);
  return goOnWithPreCommand(core, unsigned, first, place, sending);
}
