/** Critical commands: the User signs the Pre-Command, then the Access Control Broker adds its MAC (GBCS 6.2). */
import { WorkbenchError } from '../../shared/errors.ts';
import { concatenate, octets } from './bytes.ts';
import { addMac, addSignature } from './encodeMessage.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import type { GbcsKeys } from './keys.ts';
import { createReader, DecodeFault } from './reader.ts';
import type { CompleteHeader } from './useCases/codec.ts';

interface ReadMessage {
  readonly header: CompleteHeader;
  /** From DF to the end of the payload. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array | undefined;
  readonly hasMac: boolean;
}

function readMessage(bytes: Uint8Array, what: string): ReadMessage {
  const envelope: Envelope = { header: {} };
  try {
    readEnvelope(createReader(bytes), envelope);
  } catch (error) {
    if (!(error instanceof DecodeFault)) throw error;
    throw new WorkbenchError(
      'invalid-document',
      `The ${what} is not a GBCS message: at offset ${error.offset}, expected ${error.expected}.`,
      { detail: { offset: error.offset, expected: error.expected } },
    );
  }
  const { cra, originatorCounter, originator, recipient, messageCode } = envelope.header;
  const { signingOffset, payloadEnd } = envelope;
  const isComplete = originatorCounter !== undefined && originator !== undefined && recipient !== undefined;
  if (cra === undefined || !isComplete || messageCode === undefined || signingOffset === undefined) {
    throw new WorkbenchError('invalid-document', `The ${what} has no grouping header.`);
  }
  return {
    header: { ...envelope.header, cra, originatorCounter, originator, recipient, messageCode },
    signed: bytes.subarray(signingOffset, payloadEnd),
    signature: envelope.signature,
    hasMac: envelope.mac !== undefined,
  };
}

/**
 * Signs a Pre-Command with its originator's Digital Signature key: the Signed Pre-Command, from DF to the signature.
 * @param preCommand from DF, with or without the signature length 00 at its end
 * Throws WorkbenchError 'invalid-document' where it is not an unsigned command, 'credential-unavailable' without the key.
 */
export function signPreCommand(preCommand: Uint8Array, keys: GbcsKeys): Uint8Array {
  const { header, signed, signature, hasMac } = readMessage(preCommand, 'Pre-Command');
  if (header.cra !== 'command' || signature !== undefined || hasMac) {
    throw new WorkbenchError('invalid-document', 'Only a command without signature and MAC can be signed.');
  }
  return addSignature(header, signed, keys);
}

/**
 * Adds the Access Control Broker's MAC to a command that is signed, or to one that needs no signature: the Command as
 * the device takes it, from DD.
 * Throws WorkbenchError 'invalid-document' where it is not a command without MAC, 'credential-unavailable' without keys.
 */
export function addCommandMac(command: Uint8Array, keys: GbcsKeys): Uint8Array {
  const { header, signed, signature, hasMac } = readMessage(command, 'command');
  if (header.cra !== 'command' || hasMac) {
    throw new WorkbenchError('invalid-document', 'Only a command that has no MAC yet can be given one.');
  }
  const tail = signature === undefined ? octets(0) : concatenate(octets(signature.length), signature);
  return addMac(header, concatenate(signed, tail), keys);
}
