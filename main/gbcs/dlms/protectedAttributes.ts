/**
 * The answer of get_protected_attributes (class 30, Data Protection): protection parameters, then an octet string that
 * holds the encrypted attributes. It is recognised by its first octets, as a response does not repeat what was asked.
 */
import { concatenate, octets } from '../bytes.ts';
import { encryptedHeader, tagLength } from '../cryptography.ts';
import type { EncryptedPart } from '../encryptedPart.ts';
import {
  fault,
  type GbzCommand,
  keep,
  need,
  peek,
  peekLength,
  type Reader,
  readConstant,
  remaining,
} from '../reader.ts';
import { readData } from './data.ts';
import type { Shape } from './shape.ts';
import type { TaggedValue } from './taggedValue.ts';
import { tag } from './tags.ts';

// array of 1 { structure of 2 { enum 2, structure of 5 { octet string of 9 …
const parametersOpening = octets(0x01, 0x01, 0x02, 0x02, 0x16, 0x02, 0x02, 0x05, 0x09, 0x09, 0x04);
const responseOpening = concatenate(octets(0x02, 0x02), parametersOpening);

function opensWith(reader: Reader, opening: Uint8Array): boolean {
  if (remaining(reader) < opening.length) return false;
  return opening.every((octet, index) => reader.bytes[reader.offset + index] === octet);
}

export function protectedAttributesFollow(reader: Reader): boolean {
  return opensWith(reader, responseOpening);
}

/** Protection parameters without the structure around them, as an alert has them. */
export function protectionParametersFollow(reader: Reader): boolean {
  return opensWith(reader, parametersOpening);
}

export const protectionParametersShape: Shape = {
  element: {
    members: [
      { name: 'Protection Type' },
      {
        name: 'Protection Options',
        members: [
          { name: 'Transaction Id' },
          { name: 'Originator System Title', as: 'eui64' },
          { name: 'Recipient System Title', as: 'eui64' },
          { name: 'Other Information' },
          {
            name: 'Key Info',
            members: [
              { name: 'Key Info Type' },
              {
                name: 'Agreed Key Info Options',
                members: [{ name: 'Key Parameters' }, { name: 'Key Ciphered Data' }],
              },
            ],
          },
        ],
      },
    ],
  },
};

export function readProtectedAttributes(reader: Reader, path: string): TaggedValue {
  keep(reader, 2, path, 'Get Protected Attributes Response');
  const parameters = readProtectionParameters(reader, path);
  return { tag: tag.structure, items: [parameters, readProtectedOctets(reader, path)] };
}

export function readProtectionParameters(reader: Reader, path: string): TaggedValue {
  return readData(reader, `${path}.Protection Parameters`, protectionParametersShape);
}

/** The octet string that holds the encrypted attributes; anything else in its place is read as it is. */
export function readProtectedOctets(reader: Reader, path: string): TaggedValue {
  const octetsPath = `${path}.Protected Attributes`;
  if (peek(reader) !== tag.octetString) return readData(reader, octetsPath);
  const { length, size } = peekLength(reader, octetsPath, 1);
  if (length < encryptedHeader.length + tagLength) return readData(reader, octetsPath);
  keep(reader, 1 + size, octetsPath, `Octet String of ${length}`);
  return { tag: tag.octetString, encrypted: readEncryptedData(reader, length, octetsPath) };
}

/** Reads `31 00000000 || ciphertext || tag` and notes it for decryption. */
export function readEncryptedData(reader: Reader, length: number, path: string, gbz?: GbzCommand): EncryptedPart {
  readConstant(reader, encryptedHeader, `${path}.Security Header`);
  const ciphertextLength = length - encryptedHeader.length - tagLength;
  if (ciphertextLength < 0) throw fault(reader, `${path} of ${encryptedHeader.length + tagLength} octets at least`);
  const offset = reader.offset;
  need(reader, ciphertextLength, `${path}.Encrypted Data`);
  if (ciphertextLength > 0) keep(reader, ciphertextLength, `${path}.Encrypted Data`);
  need(reader, tagLength, `${path}.Tag`);
  const tagOffset = reader.offset;
  keep(reader, tagLength, `${path}.Tag`);
  const ciphertext = reader.bytes.subarray(offset, offset + ciphertextLength);
  const part: EncryptedPart = { sealed: { ciphertext, tag: reader.bytes.subarray(tagOffset, reader.offset) } };
  reader.encrypted.push({
    offset,
    length: ciphertextLength,
    tagOffset,
    tagField: reader.fields.length - 1,
    part,
    ...(gbz === undefined ? {} : { gbz }),
  });
  return part;
}
