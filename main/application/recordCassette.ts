import type { Cassette, RecordedBody, RecordedExchange, RecordedMessage } from '../../shared/cassette.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import { parseServiceRequest } from '../duis/parse.ts';
import { formatRequestId } from '../duis/requestId.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import type { InnerVerdict } from '../smki/innerSignature.ts';
import type { EvidenceStore, StoredMessage } from './ports.ts';

type Source = Pick<EvidenceStore, 'findRun' | 'findRunDefinition' | 'listMessages' | 'findMessage'>;

const momentOf = ({ virtualAt, at }: StoredMessage): number => Date.parse(virtualAt ?? at);
const euiPattern = /^[0-9A-F]{2}(-[0-9A-F]{2}){7}$/i;

/**
 * Makes a cassette of a stored run: what the DCC answered to each request, and what it delivered, in the order of the
 * requests. What no request asked for, such as an alert, is told to follow the request before it.
 *
 * @param accessControlBroker EUI-64 of the target's
 * @throws WorkbenchError `not-found`; `conflict` where nothing was sent in the run
 */
export function recordCassette(store: Source, runId: string, accessControlBroker: string): Cassette {
  const run = store.findRun(runId);
  const definition = store.findRunDefinition(runId);
  if (!run || definition === undefined)
    throw new WorkbenchError('not-found', `There is no run ${runId} in this workspace; see runs`);
  const { userRole } = JSON.parse(definition) as LoadedCampaign;
  const messages = store.listMessages({ runId });
  const exchanges = new Map<number, RecordedExchange & { sentAtMs: number }>();
  let user = '';
  for (const message of messages) {
    if (message.direction === 'sent') {
      const { originator, ...exchange } = recordRequest(store, message);
      user ||= originator;
      exchanges.set(message.id, { ...exchange, sentAtMs: momentOf(message) });
    } else if (message.exchange !== null) {
      const exchange = exchanges.get(message.exchange);
      if (exchange) exchange.answer = { ...recordMessage(store, message), status: message.httpStatus ?? 0 };
    } else {
      const exchange = causeOf([...exchanges.values()], message);
      exchange?.deliveries.push({
        ...recordMessage(store, message),
        afterMs: Math.max(0, momentOf(message) - exchange.sentAtMs),
      });
    }
  }
  const [first] = exchanges.values();
  if (!first) throw new WorkbenchError('conflict', `Nothing was sent in run ${runId}; there is nothing to say again`);
  const recorded = [...exchanges.values()].map(({ sentAtMs: _, ...exchange }) => exchange);
  return {
    format: 'uept-cassette/1',
    run: runId,
    title: run.title,
    recordedFrom: run.target,
    startedAt: new Date(first.sentAtMs).toISOString(),
    accessControlBroker,
    user: { eui64: user, role: userRole },
    devices: devicesOf(recorded, [user, accessControlBroker]),
    exchanges: recorded,
  };
}

/** The request that a delivery answers, else the last one before it. */
function causeOf<E extends RecordedExchange>(exchanges: readonly E[], { judgement }: StoredMessage): E | undefined {
  const requestId = judgement?.requestId;
  return exchanges.findLast((one) => requestId && one.requestId === requestId) ?? exchanges.at(-1);
}

function mustFind(store: Source, { id }: StoredMessage) {
  const found = store.findMessage(id);
  if (!found) throw new WorkbenchError('workspace-damaged', `Message ${id} cannot be read back`);
  return found;
}

function recordRequest(store: Source, message: StoredMessage): RecordedExchange & { originator: string } {
  const request = parseServiceRequest(mustFind(store, message).body);
  if (message.service === 'receiveResponse')
    throw new WorkbenchError('workspace-damaged', `Message ${message.id} was sent to our own service`);
  return {
    originator: request.requestId.businessOriginatorId,
    service: message.service,
    serviceReferenceVariant: request.serviceReferenceVariant,
    commandVariant: request.commandVariant,
    target: request.requestId.businessTargetId,
    requestId: formatRequestId(request.requestId),
    answer: null,
    deliveries: [],
  };
}

/** What the evidence keeps beside the bytes of a message. */
interface Detail {
  gbcs?: DecodedMessage | null;
  innerSignatures?: readonly InnerVerdict[] | null;
}

function recordMessage(store: Source, message: StoredMessage): RecordedMessage {
  const { body, detail } = mustFind(store, message);
  const { gbcs, innerSignatures } = (detail ?? {}) as Detail;
  const [inner] = innerSignatures ?? [];
  return {
    body: asBody(body),
    signature: message.judgement?.signatureVerdict ?? 'absent',
    mac: gbcs?.mac ?? 'absent',
    ...(inner && { providerSignature: inner.verdict }),
    plaintexts: (gbcs?.decrypted ?? []).map(({ hex }) => hex),
  };
}

function asBody(body: Uint8Array): RecordedBody {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body) };
  } catch {
    return { base64: Buffer.from(body).toString('base64') };
  }
}

/** Targets of requests, and whatever a delivery's Response ID names. */
function devicesOf(exchanges: readonly RecordedExchange[], others: readonly string[]): string[] {
  const named = exchanges.flatMap(({ target, deliveries }) => [
    target,
    ...deliveries.flatMap(({ body }) => ('text' in body ? responders(body.text) : [])),
  ]);
  const known = new Set(others.map((one) => one.toUpperCase()));
  return [...new Set(named.map((one) => one.toUpperCase()))].filter((one) => euiPattern.test(one) && !known.has(one));
}

const responders = (xml: string): string[] =>
  [...xml.matchAll(/ResponseID>\s*([0-9A-Fa-f-]{23}):/g)].flatMap((match) => match[1] ?? []);
