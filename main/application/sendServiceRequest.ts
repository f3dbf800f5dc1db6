import type { ObservedResponse } from '../checks/observation.ts';
import { parseServiceRequest, type ServiceRequest } from '../duis/parse.ts';
import { formatRequestId } from '../duis/requestId.ts';
import { type SchemaFinding, validateAgainstSchema } from '../duis/schema.ts';
import { signXml } from '../smki/xmlSignature.ts';
import { type Core, momentOf } from './core.ts';
import { judgementOf, observeResponse } from './judgeMessage.ts';
import type { Judgement, WebService } from './ports.ts';

export type DccService = Exclude<WebService, 'receiveResponse'>;

/** The web service that a Command Variant is sent to (DUIS, XSD comment on CommandVariant). */
export function serviceFor(commandVariant: number): DccService {
  if (commandVariant === 4) return 'transform';
  return [1, 3, 5, 7].includes(commandVariant) ? 'sendCommand' : 'nonDevice';
}

export interface SentRequest {
  request: ServiceRequest;
  requestId: string;
  sentAtMs: number;
  acknowledgement: ObservedResponse;
}

/**
 * Signs a request as the target's User, keeps it, sends it, keeps the synchronous answer, and judges it.
 *
 * @param place the step that it belongs to; nulls for one that somebody sends by hand
 * @throws WorkbenchError `target-unreachable`; the request is in the evidence all the same
 */
export async function sendServiceRequest(
  core: Core,
  unsigned: string,
  place: Pick<Judgement, 'campaignId' | 'runId' | 'position'>,
  service?: DccService,
): Promise<SentRequest> {
  const request = parseServiceRequest(unsigned);
  const xml = signXml(unsigned, core.target.user.signing);
  const to = service ?? serviceFor(request.commandVariant);
  const sent = momentOf(core);
  const sentAtMs = core.target.clock.now();
  const peer = new URL(core.target.baseUrl).host;
  const headers = [['content-type', 'application/xml']] as const;
  const sentId = core.store.recordSent(
    { ...sent, service: to, peer, headers, httpStatus: null, body: Buffer.from(xml) },
    place.campaignId,
  );
  const findings = validateAgainstSchema(core.material.schema(request.schemaVersion), xml);
  core.store.recordJudgement(judgeRequest(sentId, request, findings, place), sent.at);
  core.announce({ name: 'message.stored', data: { id: sentId, runId: place.runId } });

  const answer = await core.target.send(to, xml);
  const received = momentOf(core);
  const receivedAtMs = core.target.clock.now();
  const messageId = core.store.recordReceived(
    {
      ...received,
      service: to,
      peer: answer.peer,
      headers: answer.headers,
      httpStatus: answer.status,
      body: answer.body,
    },
    place.campaignId,
    sentId,
  );
  const acknowledgement = observeResponse(core, answer.body, { messageId, receivedAtMs, httpStatus: answer.status });
  core.store.recordJudgement(
    judgementOf(acknowledgement, { ...place, standing: 'expected' }, answer.durationMs),
    received.at,
  );
  core.announce({ name: 'message.stored', data: { id: messageId, runId: place.runId } });
  return { request, requestId: formatRequestId(request.requestId), sentAtMs, acknowledgement };
}

function judgeRequest(
  messageId: number,
  request: ServiceRequest,
  findings: readonly SchemaFinding[],
  place: Pick<Judgement, 'campaignId' | 'runId' | 'position'>,
): Judgement {
  return {
    ...place,
    messageId,
    kind: request.signedPreCommand === undefined ? 'serviceRequest' : 'signedPreCommand',
    serviceReferenceVariant: request.serviceReferenceVariant,
    requestId: formatRequestId(request.requestId),
    responseId: null,
    responseCode: null,
    payloadSha256: null,
    dspScheduleId: null,
    duplicateOf: null,
    standing: 'expected',
    signatureVerdict: 'ours',
    schemaVerdict: findings.length === 0 ? 'valid' : 'invalid',
    detail: { schemaFindings: findings },
  };
}
