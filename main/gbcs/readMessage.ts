import { WorkbenchError } from '../../shared/errors.ts';
import { decryptAll, type Open, openWithKeys } from './decryptAll.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import type { GbcsKeys } from './keys.ts';
import type { Message } from './message.ts';
import { createReader, DecodeFault, type Reader } from './reader.ts';
import type { CompleteHeader } from './useCases/codec.ts';

/** A message in parts, with the octets that its signature and MAC cover. */
export interface ReadMessage extends Message {
  readonly signature?: Uint8Array | 'none';
  readonly mac?: Uint8Array;
  /** From DF to the end of the payload. */
  readonly signed: Uint8Array;
}

function completeHeader({ header }: Envelope): CompleteHeader | undefined {
  const { cra, originatorCounter, originator, recipient, messageCode } = header;
  const isComplete = originatorCounter !== undefined && originator !== undefined && recipient !== undefined;
  if (cra === undefined || !isComplete || messageCode === undefined) return undefined;
  return { ...header, cra, originatorCounter, originator, recipient, messageCode };
}

function readOrThrow(reader: Reader, what: string): Envelope {
  const envelope: Envelope = { header: {} };
  try {
    readEnvelope(reader, envelope);
    return envelope;
  } catch (error) {
    if (!(error instanceof DecodeFault)) throw error;
    throw new WorkbenchError(
      'invalid-document',
      `The ${what} is not a GBCS message: at offset ${error.offset}, expected ${error.expected}.`,
      { detail: { offset: error.offset, expected: error.expected } },
    );
  }
}

function signatureOf({ signature, signatureEnd }: Envelope): Pick<ReadMessage, 'signature'> {
  if (signature !== undefined) return { signature };
  return signatureEnd === undefined ? {} : { signature: 'none' };
}

/**
 * Takes a message apart.
 * @param keys decrypt what is encrypted; without them it stays sealed
 * @param what the message is called where it is at fault
 * Throws WorkbenchError 'invalid-document' with the offset of the first octet that is wrong.
 */
export const readMessage = (bytes: Uint8Array, keys?: GbcsKeys, what = 'message'): ReadMessage =>
  takeApart(bytes, openWithKeys(keys), what);

/**
 * Takes a message apart, as {@link readMessage} does.
 * @param open opens what is encrypted in it
 */
export function takeApart(bytes: Uint8Array, open: Open, what: string): ReadMessage {
  const reader = createReader(bytes);
  const envelope = readOrThrow(reader, what);
  const header = completeHeader(envelope);
  const { payload, signingOffset, payloadEnd, mac } = envelope;
  if (header === undefined || payload === undefined || signingOffset === undefined) {
    throw new WorkbenchError('invalid-document', `The ${what} has no grouping header.`);
  }
  decryptAll(reader, header, open);
  return {
    header,
    payload,
    ...signatureOf(envelope),
    ...(mac === undefined ? {} : { mac }),
    signed: bytes.subarray(signingOffset, payloadEnd),
  };
}
