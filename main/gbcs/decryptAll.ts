import type { DecodeError, DecryptedBlock } from './decodedMessage.ts';
import { type DecryptedPayload, readDecrypted } from './decryptedPayload.ts';
import type { GroupingHeader } from './header.ts';
import type { GbcsKeys } from './keys.ts';
import type { EncryptedData, Reader } from './reader.ts';
import { type Decryption, decrypt } from './verify.ts';

const tagVerdicts = {
  valid: 'valid',
  invalid: 'invalid: the data cannot be decrypted',
  unknown: 'unknown: the keys are not at hand',
} as const;

interface DecryptedAll {
  readonly blocks: DecryptedBlock[];
  readonly payloads: DecryptedPayload[];
  readonly fault?: DecodeError;
}

/** How the encrypted block of a place, counted from 0, is opened. */
export type Open = (reader: Reader, header: GroupingHeader, data: EncryptedData, place: number) => Decryption;

/** Opens blocks with the keys at hand. */
export const openWithKeys =
  (keys: GbcsKeys | undefined): Open =>
  (reader, header, { offset, length, tagOffset }) =>
    decrypt(
      keys,
      header,
      reader.bytes.subarray(offset, offset + length),
      reader.bytes.subarray(tagOffset, tagOffset + tagLength),
    );

/** Opens blocks whose plaintext is known already, in order. */
export const openAsKnown =
  (plaintexts: readonly Uint8Array[]): Open =>
  (_reader, _header, _data, place) => {
    const plaintext = plaintexts[place];
    return plaintext === undefined ? { verdict: 'unknown' } : { verdict: 'valid', plaintext };
  };

const tagLength = 12;

/**
 * Opens what a message holds encrypted, as far as that can be done: shows the verdict at each tag, and puts the content
 * in the payload in place of what was sealed.
 */
export function decryptAll(reader: Reader, header: GroupingHeader, open: Open): DecryptedAll {
  const blocks: DecryptedBlock[] = [];
  const payloads: DecryptedPayload[] = [];
  let fault: DecodeError | undefined;
  for (const [place, data] of reader.encrypted.entries()) {
    const { verdict, plaintext } = open(reader, header, data, place);
    const field = reader.fields[data.tagField];
    if (field !== undefined) reader.fields[data.tagField] = { ...field, value: tagVerdicts[verdict] };
    if (plaintext === undefined) continue;
    const { block, payload, error } = readDecrypted(plaintext, header, data);
    blocks.push(block);
    if (payload !== undefined) {
      payloads.push(payload);
      data.part.content = payload;
      delete data.part.sealed;
    }
    fault ??= error;
  }
  return fault === undefined ? { blocks, payloads } : { blocks, payloads, fault };
}
