/** Encrypted data inside a payload: DLMS get_protected_attributes and encrypted GBZ components (GBCS 8). */
import type { DecryptedPayload } from './decryptedPayload.ts';

/** Encrypted data as it stands on the wire, for which the keys are not at hand. */
export interface SealedData {
  readonly ciphertext: Uint8Array;
  /** Twelve octets. */
  readonly tag: Uint8Array;
}

/**
 * Encrypted data: either what it holds, which writing encrypts, or as it is sealed, which writing carries over. Reading
 * seals it; decryption, where the keys are at hand, puts the content in its place.
 */
export interface EncryptedPart {
  sealed?: SealedData;
  content?: DecryptedPayload;
}

/** Writes an encrypted part with its security header and tag: `31 00000000 || ciphertext || tag`. */
export type Seal = (part: EncryptedPart) => Uint8Array;
