import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import { refuseEncryption } from '../writePayload.ts';
import { readValue } from './readValue.ts';
import type { TaggedValue } from './taggedValue.ts';
import { tag } from './tags.ts';
import { writeData } from './writeData.ts';

const written = (value: TaggedValue): string => toHex(writeData(value, refuseEncryption));

describe('a COSEM value', () => {
  it.each([
    ['null', '00'],
    ['a boolean', '03FF'],
    ['a boolean that is true as 01', '0301'],
    ['a bit string of 12 bits', '040CABC0'],
    ['the least double long', '0580000000'],
    ['the greatest double long unsigned', '06FFFFFFFF'],
    ['text that is UTF-8', '0C03E282AC'],
    ['text that should be UTF-8 and is not', '0C02C328'],
    ['a negative integer', '0FFB'],
    ['the least long64', '148000000000000000'],
    ['the greatest long64 unsigned', '15FFFFFFFFFFFFFFFF'],
    ['a float', '1741200000'],
    ['a date-time', '1907DF0101FF000000008000FF'],
    ['an array in a structure', '020201021101110209020102'],
    ['a compact array of structures with an array in them', '13020206010002110C000000010203000000020405'],
    ['an empty compact array', '130202061200'],
  ])('is written as it was read: %s', (_, hex) => {
    expect(written(readValue(fromHex(hex) ?? new Uint8Array()))).toBe(hex);
  });

  it.each<[string, TaggedValue, string]>([
    ['an unsigned', { tag: tag.unsigned, value: 256 }, '"Unsigned" cannot hold number 256'],
    ['an integer', { tag: tag.integer, value: 1.5 }, '"Integer" cannot hold number 1.5'],
    ['a long64', { tag: tag.long64, value: 1 }, '"Long64" cannot hold number 1'],
    ['a date', { tag: tag.date, value: new Uint8Array(4) }, '"Date" cannot hold the octets 00000000'],
    ['a bit string', { tag: tag.bitString, value: new Uint8Array(1), bits: 9 }, 'cannot hold the octets 00'],
    ['an unknown type', { tag: 99, value: 1 }, 'of the tag 99'],
    [
      'a row',
      { tag: tag.compactArray, type: { type: tag.structure, members: [{ type: tag.unsigned }] }, rows: [[1, 2]] },
      'expected 1 values',
    ],
  ])('is refused where it does not fit its type: %s', (_, value, message) => {
    expect(() => written(value)).toThrow(message);
  });
});
