import type { DecodeError, DecryptedBlock } from './decodedMessage.ts';
import { readData } from './dlms/data.ts';
import { attributeShape } from './dlms/shapes.ts';
import type { TaggedValue } from './dlms/taggedValue.ts';
import type { GroupingHeader } from './header.ts';
import { createReader, DecodeFault, type EncryptedData, fault, type Reader, remaining } from './reader.ts';
import { protectedAttributesAskedBy } from './useCaseAttributes.ts';
import { readZigbeeCommand, type ZigbeeCommand, zigbeeCommandName } from './zigbee/components.ts';

/** What an encrypted block held. */
export type DecryptedPayload =
  | { readonly kind: 'attributes'; readonly value: TaggedValue }
  | { readonly kind: 'gbz'; readonly command: ZigbeeCommand };

interface DecryptedReading {
  readonly block: DecryptedBlock;
  readonly payload?: DecryptedPayload;
  readonly error?: DecodeError;
}

function readBlock(reader: Reader, header: GroupingHeader, data: EncryptedData): DecryptedPayload {
  if (data.gbz !== undefined) {
    return { kind: 'gbz', command: readZigbeeCommand(reader, data.gbz, zigbeeCommandName(data.gbz)) };
  }
  const asked = protectedAttributesAskedBy(header.messageCode ?? 0);
  const members = asked.map((specification) => attributeShape(specification));
  const value = readData(reader, 'Protected Attributes', { members });
  if (remaining(reader) > 0) throw fault(reader, 'the end of the decrypted data');
  return { kind: 'attributes', value };
}

/** Reads the plaintext of an encrypted block, with fields of its own. What cannot be read is kept as one last field. */
export function readDecrypted(plaintext: Uint8Array, header: GroupingHeader, data: EncryptedData): DecryptedReading {
  const reader = createReader(plaintext);
  try {
    const payload = readBlock(reader, header, data);
    const block = { hex: reader.hex, fields: reader.fields };
    return { block, payload };
  } catch (error) {
    if (!(error instanceof DecodeFault)) throw error;
    const covered = reader.fields.reduce((sum, field) => sum + field.hex.length, 0);
    const fields = [...reader.fields, { path: 'Undecoded', hex: reader.hex.slice(covered) }];
    return { block: { hex: reader.hex, fields }, error: errorInside(error, data) };
  }
}

// AES-GCM keeps places: an octet of the plaintext stands where its ciphertext does.
function errorInside(error: DecodeFault, data: EncryptedData): DecodeError {
  const offset = data.offset + error.offset;
  const found = error.found === undefined ? {} : { found: error.found };
  const message = `At offset ${offset}, inside encrypted data (its offset ${error.offset}), expected ${error.expected}.`;
  return { offset, expected: error.expected, ...found, message };
}
