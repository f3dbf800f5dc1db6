/** Reads a message from its first octet to its last: MAC header, grouping header, payload, signature, MAC. */
import { type GroupingHeader, macLength, readGroupingHeader, readMacHeader, readMacSecurityHeader } from './header.ts';
import { type Payload, readPayload } from './payload.ts';
import { fault, peek, type Reader, readOctets, readUint8, remaining, within } from './reader.ts';

/** Where the parts that cryptography works on stand in the input. */
export interface Envelope {
  readonly header: GroupingHeader;
  payload?: Payload;
  /** From the general-signing tag DF. */
  signingOffset?: number;
  /** The end of the payload, which is the end of what is signed. */
  payloadEnd?: number;
  signature?: Uint8Array;
  /** The end of the signature, which is the end of what the MAC covers. */
  signatureEnd?: number;
  mac?: Uint8Array;
}

const signatureLength = 64;

function readSignature(reader: Reader, envelope: Envelope): void {
  const length = peek(reader);
  if (length !== 0 && length !== signatureLength) throw fault(reader, 'Signature.Length 00 or 40');
  readUint8(reader, 'Signature.Length', String);
  if (length === signatureLength) envelope.signature = readOctets(reader, signatureLength, 'Signature.Signature');
  envelope.signatureEnd = reader.offset;
}

function readSigned(reader: Reader, envelope: Envelope): void {
  envelope.signingOffset = reader.offset;
  const contentLength = readGroupingHeader(reader, envelope.header);
  within(reader, contentLength, 'Payload', () => {
    envelope.payload = readPayload(reader, envelope.header);
  });
  envelope.payloadEnd = reader.offset;
}

/** Fills `envelope` on the way, so that what was read before a fault is not lost. */
export function readEnvelope(reader: Reader, envelope: Envelope): void {
  const length = readMacHeader(reader);
  if (length === undefined) {
    readSigned(reader, envelope);
    // A Pre-Command ends with its payload, or with a signature length of 00.
    if (remaining(reader) > 0) readSignature(reader, envelope);
  } else {
    within(reader, length, 'the ciphered service', () => {
      readMacSecurityHeader(reader);
      readSigned(reader, envelope);
      readSignature(reader, envelope);
      envelope.mac = readOctets(reader, macLength, 'MAC');
    });
  }
  if (remaining(reader) > 0) throw fault(reader, 'the end of the message');
}
