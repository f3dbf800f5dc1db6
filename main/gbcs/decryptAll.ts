import type { DecodeError, DecryptedBlock } from './decodedMessage.ts';
import { type DecryptedPayload, readDecrypted } from './decryptedPayload.ts';
import type { GroupingHeader } from './header.ts';
import type { GbcsKeys } from './keys.ts';
import type { EncryptedData, Reader } from './reader.ts';
import { decrypt } from './verify.ts';

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

/**
 * Decrypts what a message holds encrypted, as far as the keys go: shows the verdict at each tag, and puts the content in
 * the payload in place of what was sealed.
 */
export function decryptAll(reader: Reader, header: GroupingHeader, keys: GbcsKeys | undefined): DecryptedAll {
  const blocks: DecryptedBlock[] = [];
  const payloads: DecryptedPayload[] = [];
  let fault: DecodeError | undefined;
  for (const data of reader.encrypted) {
    const { verdict, plaintext } = decryptOne(reader, header, data, keys);
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

function decryptOne(reader: Reader, header: GroupingHeader, data: EncryptedData, keys: GbcsKeys | undefined) {
  const ciphertext = reader.bytes.subarray(data.offset, data.offset + data.length);
  return decrypt(keys, header, ciphertext, reader.bytes.subarray(data.tagOffset, data.tagOffset + 12));
}
