import type { RecordedMessage } from '../../../shared/cassette.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { parseServiceResponse, type ServiceResponse } from '../../duis/parse.ts';
import { formatRequestId, type RequestId } from '../../duis/requestId.ts';
import { fromHex } from '../../gbcs/bytes.ts';
import { resealMessage } from '../../gbcs/reseal.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import type { EmulatorPki } from '../pki.ts';
import { signProviderAnew } from './signProviderAnew.ts';

/** The counter that a message carried when it was recorded, and the one that it is to carry now. */
export interface CounterChange {
  from: bigint;
  to: bigint;
}

const signatureElement =
  /<(\w+:)?Signature[\s>](?:(?!<(?:\w+:)?Signature[\s>])[\s\S])*<\/(\w+:)?Signature>(?=\s*<\/[\w:]+>\s*$)/;

/**
 * A recorded message as an answer of now: with the counters of the request that it answers now, encrypted, given its
 * MAC and signed with the keys at hand, and else the same to the letter. What was not signed or was signed wrongly then
 * is so again; a body that is no DUIS Response is said as it was.
 *
 * @param log hears what could not be made anew
 */
export function sayAgain(
  message: RecordedMessage,
  change: CounterChange,
  pki: EmulatorPki,
  log: (text: string) => void,
): Buffer {
  if ('base64' in message.body) return Buffer.from(message.body.base64, 'base64');
  const xml = message.body.text;
  const response = readResponse(xml);
  if (!response) return Buffer.from(xml);
  const readdressed = withIds(xml, response, change);
  const payload = resealedPayload(message, response, change, pki, log);
  const renewed = payload === undefined ? readdressed : withPayload(readdressed, payload);
  if (message.signature !== 'valid') return Buffer.from(renewed);
  const unsigned = renewed.replace(signatureElement, '');
  const provider = message.providerSignature === 'valid' ? pki.smets1ServiceProvider : undefined;
  const said = provider === undefined ? unsigned : signProviderAnew(unsigned, change, provider, log);
  return Buffer.from(signXml(said, pki.dsp));
}

function readResponse(xml: string): ServiceResponse | undefined {
  try {
    return parseServiceResponse(xml);
  } catch (error) {
    // A body that was cut short, or a page of a proxy: what was received is what is said.
    if (error instanceof WorkbenchError) return undefined;
    throw error;
  }
}

/** Request and Response IDs hold a counter each and stand nowhere but where they are meant. */
function withIds(xml: string, { requestId, responseId }: ServiceResponse, { from, to }: CounterChange): string {
  const changed = (id: RequestId): RequestId =>
    BigInt(id.originatorCounter) === from ? { ...id, originatorCounter: to.toString() } : id;
  return [requestId, responseId].reduce(
    (text, id) => (id ? text.replaceAll(formatRequestId(id), formatRequestId(changed(id))) : text),
    xml,
  );
}

const withPayload = (xml: string, payload: string): string =>
  xml.replace(/(<(?:\w+:)?GBCSPayload>)[^<]*(<)/, (_, open: string, close: string) => `${open}${payload}${close}`);

function resealedPayload(
  { plaintexts, mac }: RecordedMessage,
  { gbcsPayload }: ServiceResponse,
  change: CounterChange,
  pki: EmulatorPki,
  log: (text: string) => void,
): string | undefined {
  // A MAC that was wrong then stays the one that it was.
  if (gbcsPayload === undefined || mac === 'invalid') return undefined;
  const recorded = {
    octets: Buffer.from(gbcsPayload, 'base64'),
    plaintexts: plaintexts.map((hex) => fromHex(hex) ?? new Uint8Array()),
  };
  try {
    return Buffer.from(resealMessage(recorded, change, pki.gbcsKeys)).toString('base64');
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    log(`a recorded payload is said as it was, under the keys of then: ${error.message}`);
    return undefined;
  }
}
