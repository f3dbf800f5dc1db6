/** Critical commands: the User signs the Pre-Command, then the Access Control Broker adds its MAC (GBCS 6.2). */
import { WorkbenchError } from '../../shared/errors.ts';
import { concatenate, octets } from './bytes.ts';
import { addMac, addSignature } from './encodeMessage.ts';
import type { GbcsKeys } from './keys.ts';
import { readMessage } from './readMessage.ts';

/**
 * Signs a Pre-Command with its originator's Digital Signature key: the Signed Pre-Command, from DF to the signature.
 * @param preCommand from DF, with or without the signature length 00 at its end
 * Throws WorkbenchError 'invalid-document' where it is not an unsigned command, 'credential-unavailable' without the key.
 */
export function signPreCommand(preCommand: Uint8Array, keys: GbcsKeys): Uint8Array {
  const { header, signed, signature = 'none', mac } = readMessage(preCommand, undefined, 'Pre-Command');
  if (header.cra !== 'command' || signature !== 'none' || mac !== undefined) {
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
  const { header, signed, signature = 'none', mac } = readMessage(command, undefined, 'command');
  if (header.cra !== 'command' || mac !== undefined) {
    throw new WorkbenchError('invalid-document', 'Only a command that has no MAC yet can be given one.');
  }
  const tail = signature === 'none' ? octets(0) : concatenate(octets(signature.length), signature);
  return addMac(header, concatenate(signed, tail), keys);
}
