/** Messages to spoil: as they stand, and through the plaintext of what they hold encrypted. */
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import type { TaggedValue } from '../../gbcs/dlms/taggedValue.ts';
import { encryptFor } from '../../gbcs/encrypt.ts';
import type { EncryptedPart } from '../../gbcs/encryptedPart.ts';
import { type GbcsKeys, gbcsKeysFromJson } from '../../gbcs/keys.ts';
import type { Payload } from '../../gbcs/payload.ts';
import { type ReadMessage, readMessage } from '../../gbcs/readMessage.ts';
import { writeMessage } from '../../gbcs/writeMessage.ts';

/** Octets with the places of their lengths and counts. */
export interface Specimen {
  readonly bytes: Uint8Array;
  readonly lengthOffsets: readonly number[];
  /** The whole message around these octets, where they are the plaintext of its encrypted data. */
  readonly enclose?: (plaintext: Uint8Array) => Uint8Array;
}

const noKeys = gbcsKeysFromJson({});
const securityHeaderLength = 5;
const tagLength = 12;

function specimenOf(bytes: Uint8Array, fields: readonly { readonly path: string; readonly hex: string }[]): Specimen {
  const lengthOffsets: number[] = [];
  let offset = 0;
  for (const { path, hex } of fields) {
    if (/Length|Count|Number Of Components$/.test(path)) lengthOffsets.push(offset);
    offset += hex.length / 2;
  }
  return { bytes, lengthOffsets };
}

function partsOf(value: TaggedValue): readonly EncryptedPart[] {
  if ('encrypted' in value) return [value.encrypted];
  return 'items' in value ? value.items.flatMap(partsOf) : [];
}

function partsIn(payload: Payload): readonly EncryptedPart[] {
  switch (payload.kind) {
    case 'gbz':
    case 'gbzAlert':
      return payload.components.flatMap(({ encryption }) => encryption?.part ?? []);
    case 'accessResponse':
      return payload.data.flatMap(partsOf);
    case 'dataNotification':
      return payload.body.flatMap(partsOf);
    default:
      return [];
  }
}

function encloseIn(message: ReadMessage, place: number, plaintext: Uint8Array, keys: GbcsKeys): Uint8Array {
  const part = partsIn(message.payload)[place];
  if (part === undefined) throw new Error(`the message has no encrypted part ${place}`);
  const encrypted = encryptFor(message.header, plaintext, keys).subarray(securityHeaderLength);
  part.sealed = { ciphertext: encrypted.subarray(0, -tagLength), tag: encrypted.subarray(-tagLength) };
  delete part.content;
  return writeMessage(message, noKeys);
}

/** The specimens of a message: itself, and each of its encrypted parts that the keys open. */
export function specimensOf(bytes: Uint8Array, keys: GbcsKeys): readonly Specimen[] {
  const { fields, decrypted } = decodeMessage(bytes, keys).message;
  const insides = decrypted.map(({ hex, fields: inner }, place) => ({
    ...specimenOf(new Uint8Array(Buffer.from(hex, 'hex')), inner),
    enclose: (plaintext: Uint8Array) => encloseIn(readMessage(bytes), place, plaintext, keys),
  }));
  return [specimenOf(bytes, fields), ...insides];
}
