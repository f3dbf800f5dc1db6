/** Encrypts the sensitive data of a message (GBCS 8). */
import { WorkbenchError } from '../../shared/errors.ts';
import { concatenate, formatEui64 } from './bytes.ts';
import { encryptData, encryptedHeader } from './cryptography.ts';
import type { GbcsKeys } from './keys.ts';
import type { CompleteHeader } from './useCases/codec.ts';
import { dataKeyOf } from './verify.ts';

/**
 * Encrypted data as it stands on the wire, from its security header to its tag: for the Supplementary Remote Party where
 * there is one, else for the recipient.
 * Throws WorkbenchError 'credential-unavailable' where the key cannot be agreed.
 */
export function encryptFor(header: CompleteHeader, plaintext: Uint8Array, keys: GbcsKeys): Uint8Array {
  const key = dataKeyOf(keys, header);
  if (key === undefined) {
    const recipient = formatEui64(header.supplementaryRemotePartyId ?? header.recipient);
    throw new WorkbenchError(
      'credential-unavailable',
      `The Key Agreement key of ${formatEui64(header.originator)} or of ${recipient} is needed to encrypt the message.`,
    );
  }
  return concatenate(encryptedHeader, encryptData(key, header.originator, plaintext));
}
