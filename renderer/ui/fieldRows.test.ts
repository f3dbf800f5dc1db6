import { describe, expect, it } from 'vitest';
import type { DecodedGbcs } from '../../shared/contract/shapes/decoded.ts';
import { fieldRows, headingOf, hexOf, rowOfOctet } from './fieldRows.ts';

const gbcs = {
  fields: [
    { path: 'header.code', hex: 'df09' },
    { path: 'header.length', hex: '10' },
    { path: 'payload.value', hex: 'aabbcc' },
  ],
  decrypted: [
    {
      hex: '0102',
      fields: [
        { path: 'entry.a', hex: '01' },
        { path: 'entry.b', hex: '02' },
      ],
    },
  ],
} as unknown as DecodedGbcs;

describe('the rows of a decoded message', () => {
  it('are its fields with a heading to each part, and the octets of each', () => {
    expect(
      fieldRows(gbcs).map((row) => (row.field ? [row.field.path, row.block, row.start, row.end] : headingOf(row))),
    ).toEqual([
      'header',
      ['header.code', 0, 0, 2],
      ['header.length', 0, 2, 3],
      'payload',
      ['payload.value', 0, 3, 6],
      'Decrypted: entry',
      ['entry.a', 1, 0, 1],
      ['entry.b', 1, 1, 2],
    ]);
  });

  it('lead from every octet to its field and back', () => {
    const rows = fieldRows(gbcs);
    for (const block of [0, 1]) {
      const hex = hexOf(gbcs, block);
      for (let octet = 0; octet < hex.length / 2; octet += 1) {
        const row = rows[rowOfOctet(rows, block, octet)];
        const own = row?.field?.hex.slice((octet - row.start) * 2, (octet - row.start) * 2 + 2);
        expect(own).toBe(hex.slice(octet * 2, octet * 2 + 2));
      }
    }
    expect(rowOfOctet(rows, 0, 99)).toBe(-1);
  });
});
