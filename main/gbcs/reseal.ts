/** Makes a recorded message one of another exchange, under other keys. */
import { openAsKnown } from './decryptAll.ts';
import { protectionParameters } from './dlms/protect.ts';
import { readValue } from './dlms/readValue.ts';
import type { TaggedValue } from './dlms/taggedValue.ts';
import type { GbcsKeys } from './keys.ts';
import type { Payload } from './payload.ts';
import { type ReadMessage, takeApart } from './readMessage.ts';
import type { CompleteHeader } from './useCases/codec.ts';
import { writeMessage } from './writeMessage.ts';

/** A message as it was kept: its octets, and the plaintext of each encrypted block in order. */
export interface RecordedMessage {
  readonly octets: Uint8Array;
  readonly plaintexts: readonly Uint8Array[];
}

/** The counter of a User's request, wherever GBCS carries it: as its own, or beside the Access Control Broker's. */
function withCounter(header: CompleteHeader, { from, to }: { from: bigint; to: bigint }): CompleteHeader {
  return {
    ...header,
    ...(header.originatorCounter === from ? { originatorCounter: to } : {}),
    ...(header.supplementaryRemotePartyCounter === from ? { supplementaryRemotePartyCounter: to } : {}),
  };
}

/** What of a payload follows from the header: the invocation, and the parties and counter of protected attributes. */
function withHeader(payload: Payload, header: CompleteHeader): Payload {
  if (payload.kind === 'accessResponse') {
    const { longInvokeId: _, ...rest } = payload;
    return { ...rest, data: payload.data.map((value) => withParameters(value, header)) };
  }
  if (payload.kind !== 'accessRequest') return payload;
  const { longInvokeId: _, ...rest } = payload;
  return rest;
}

function withParameters(value: TaggedValue, header: CompleteHeader): TaggedValue {
  if (!('items' in value) || !value.items.some((item) => 'encrypted' in item)) return value;
  const parameters = protectionParameters(header.originatorCounter, header.originator, header.recipient);
  return { ...value, items: [readValue(parameters), ...value.items.slice(1)] };
}

const protectionOf = ({ signature, mac }: ReadMessage) => ({
  ...(signature === undefined ? {} : { signature: signature === 'none' ? signature : ('compute' as const) }),
  ...(mac === undefined ? {} : { mac: 'compute' as const }),
});

/**
 * A message as it was recorded, encrypted, signed and given its MAC anew.
 * @param counter of the request that was answered then, and of the one that is answered now
 * @param keys those of the originator, and what it knows of the others
 * Throws WorkbenchError 'invalid-document' where the octets are no message, 'invalid-argument' where a plaintext is not
 * known, 'credential-unavailable' where a key is not at hand.
 */
export function resealMessage(
  { octets, plaintexts }: RecordedMessage,
  counter: { from: bigint; to: bigint },
  keys: GbcsKeys,
): Uint8Array {
  const read = takeApart(octets, openAsKnown(plaintexts), 'recorded message');
  const header = withCounter(read.header, counter);
  return writeMessage({ header, payload: withHeader(read.payload, header), ...protectionOf(read) }, keys);
}
