import type { Observation, ObservedResponse } from '../checks/observation.ts';
import { parseServiceRequest, parseServiceResponse, type ServiceRequest } from '../duis/parse.ts';
import type { SchemaFinding } from '../duis/schema.ts';
import type { DecodedMessage, PartlyDecodedMessage } from '../gbcs/decodedMessage.ts';
import type { Smets1Content } from '../mmc/readSmets1.ts';
import type { InnerVerdict } from '../smki/innerSignature.ts';
import type { SignatureVerdict } from '../smki/xmlSignature.ts';
import { alertKeysOf } from './alertKeys.ts';
import type { Core } from './core.ts';
import type { EvidenceStore, StepState, StoredMessage } from './ports.ts';
import { scheduleOf } from './scheduleOf.ts';

/** What the evidence says that a step of an earlier process did. */
export interface RecalledStep {
  request: ServiceRequest;
  requestId: string;
  /** The last request as it was sent, signed. */
  xml: string;
  messageId: number;
  sentAtMs: number;
  /** Whether the last request brought the Signed Pre-Command of a critical service. */
  isSignedPreCommand: boolean;
  /** The synchronous answer to the last request; undefined where the process ended before it was safe. */
  acknowledgement: ObservedResponse | undefined;
  observation: Observation;
}

/** What `judgementOf` keeps beside the bytes. */
interface Detail {
  signature?: SignatureVerdict;
  schemaFindings?: SchemaFinding[];
  parseError?: string | null;
  gbcs?: DecodedMessage | PartlyDecodedMessage | null;
  gbcsError?: string | null;
  smets1?: Smets1Content | null;
  innerSignatures?: InnerVerdict[] | null;
}

const momentOf = (message: StoredMessage): number => Date.parse(message.virtualAt ?? message.at);

/** A message as it was observed when it came in: verdicts and decoded form are those of then. */
function recallResponse(store: EvidenceStore, stored: StoredMessage): ObservedResponse | undefined {
  const found = store.findMessage(stored.id);
  if (!found) return undefined;
  const detail = (found.detail ?? {}) as Detail;
  const { parseError, gbcs, gbcsError, smets1, innerSignatures } = detail;
  return {
    messageId: stored.id,
    receivedAtMs: momentOf(stored),
    httpStatus: stored.httpStatus,
    ...(parseError === null || parseError === undefined
      ? { response: parseServiceResponse(found.body) }
      : { parseError }),
    signature: detail.signature ?? { verdict: 'absent', digest: '' },
    schemaFindings: detail.schemaFindings ?? [],
    ...(gbcs ? { gbcs } : {}),
    ...(gbcsError ? { gbcsError } : {}),
    ...(smets1 ? { smets1 } : {}),
    ...(innerSignatures ? { innerSignatures } : {}),
    duplicateOf: stored.judgement?.duplicateOf ?? null,
  };
}

/**
 * Reads back what a step did, as far as the evidence goes: the last request that it sent, its answer, and what was
 * delivered. Undefined where nothing was sent.
 */
export function recallStep(
  { store, target }: Pick<Core, 'store' | 'target'>,
  runId: string,
  { position }: StepState,
): RecalledStep | undefined {
  const unknownRemoteParty = !target.rolesKnownToDevices.includes(target.user.role);
  const messages = store.listMessages({ runId }).filter(({ judgement }) => judgement?.position === position);
  const sent = messages.findLast(({ direction }) => direction === 'sent');
  const found = sent && store.findMessage(sent.id);
  if (!sent || !found) return undefined;
  const xml = Buffer.from(found.body).toString('utf8');
  const requestId = sent.judgement?.requestId ?? '';
  const isSignedPreCommand = sent.judgement?.kind === 'signedPreCommand';
  const asked = messages.find(({ direction, judgement }) => direction === 'sent' && judgement?.requestId === requestId);
  const askedXml = asked && store.findMessage(asked.id)?.body;
  const request = parseServiceRequest(isSignedPreCommand && askedXml ? Buffer.from(askedXml).toString('utf8') : xml);
  const answer = messages.find(({ exchange }) => exchange === sent.id);
  const acknowledgement = answer && recallResponse(store, answer);
  const deliveries = messages
    .filter(({ service, judgement }) => service === 'receiveResponse' && judgement?.requestId === requestId)
    .flatMap((message) => recallResponse(store, message) ?? []);
  const sentAtMs = momentOf(sent);
  return {
    request,
    requestId,
    xml,
    messageId: sent.id,
    sentAtMs,
    isSignedPreCommand,
    acknowledgement,
    observation: {
      request,
      sentAtMs,
      ...(acknowledgement === undefined ? {} : { acknowledgement }),
      deliveries,
      unknownRemoteParty,
      expected: {},
    },
  };
}

/** What was delivered to a run, with the keys under which whoever waits would look for it. */
export function recallDeliveries(store: EvidenceStore, runId: string): { keys: string[]; message: ObservedResponse }[] {
  return store.listMessages({ runId }).flatMap((stored) => {
    if (stored.service !== 'receiveResponse') return [];
    const message = recallResponse(store, stored);
    const { requestId } = stored.judgement ?? {};
    const schedule = message?.response && scheduleOf(message.response);
    const keys = [...(requestId ? [requestId] : []), ...(schedule === undefined ? [] : [`schedule:${schedule}`])];
    if (message?.response) keys.push(...alertKeysOf(message.response));
    return message ? [{ keys, message }] : [];
  });
}
