/** Writes the payload of a message, in whichever of the three formats it is. */
import { WorkbenchError } from '../../shared/errors.ts';
import { writeElement } from './asn1/writeElement.ts';
import { concatenate } from './bytes.ts';
import { encryptedHeader } from './cryptography.ts';
import type { DecryptedPayload } from './decryptedPayload.ts';
import { writeData } from './dlms/writeData.ts';
import { writeAccessRequest, writeAccessResponse, writeDataNotification } from './dlms/writeService.ts';
import { encryptFor } from './encrypt.ts';
import type { Seal } from './encryptedPart.ts';
import type { GbcsKeys } from './keys.ts';
import type { Payload } from './payload.ts';
import type { CompleteHeader } from './useCases/codec.ts';
import { writeGbz, writeGbzAlert, writeZigbeeCommand } from './zigbee/writePayload.ts';

function plaintextOf(content: DecryptedPayload, seal: Seal): Uint8Array {
  return content.kind === 'gbz' ? writeZigbeeCommand(content.command) : writeData(content.value, seal);
}

/** For what can hold no encrypted part, as the values of a command. */
export const refuseEncryption: Seal = () => {
  throw new WorkbenchError('invalid-argument', 'Encrypted data stands where it cannot be.');
};

/** Encrypts the content of a part; a part without it is carried over as it is sealed. */
function sealFor(header: CompleteHeader, keys: GbcsKeys): Seal {
  const seal: Seal = ({ content, sealed }) => {
    if (content !== undefined) return encryptFor(header, plaintextOf(content, seal), keys);
    if (sealed !== undefined) return concatenate(encryptedHeader, sealed.ciphertext, sealed.tag);
    throw new WorkbenchError('invalid-argument', 'An encrypted part needs its content, or what is sealed.');
  };
  return seal;
}

/**
 * The octets of a payload. What is encrypted is encrypted for the parties and counters of `header`.
 * Throws WorkbenchError 'invalid-argument' where a value does not fit its type, 'credential-unavailable' where the key of
 * encrypted data cannot be agreed.
 */
export function writePayload(payload: Payload, header: CompleteHeader, keys: GbcsKeys): Uint8Array {
  const seal = sealFor(header, keys);
  switch (payload.kind) {
    case 'accessRequest':
      return writeAccessRequest(payload, header.originatorCounter, seal);
    case 'accessResponse':
      return writeAccessResponse(payload, header.originatorCounter, seal);
    case 'dataNotification':
      return writeDataNotification(payload, header.originatorCounter, seal);
    case 'gbz':
      return writeGbz(payload, seal);
    case 'gbzAlert':
      return writeGbzAlert(payload, seal);
    case 'asn1':
      return concatenate(...payload.elements.map((element) => writeElement(element).bytes));
    case 'empty':
      return new Uint8Array();
  }
}
