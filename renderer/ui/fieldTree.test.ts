import { describe, expect, it } from 'vitest';
import type { DecodedField, DecodedGbcs } from '../../shared/contract/shapes/decoded.ts';
import { type FieldNode, fieldOfOctet, fieldTree, hexOf, shownNodes, summary } from './fieldTree.ts';

const field = (path: string, hex: string, value?: string): DecodedField => ({ path, hex, value });
const message = (fields: DecodedField[], decrypted: DecodedField[] = []) =>
  ({
    fields,
    decrypted: decrypted.length === 0 ? [] : [{ hex: '', fields: decrypted }],
  }) as unknown as DecodedGbcs;

const gbcs = message(
  [
    field('Header.Code', 'df09'),
    field('Header.Length', '10', '16'),
    field('Payload.Result[0]', '03', 'Action'),
    field('Payload.Result[0].Outcome', '00', 'Success'),
    field('Payload.Result[1]', '03', 'Action'),
    field('MAC', 'aabbcc'),
  ],
  [field('Entries[0][0].Time', '01', '00:00'), field('Entries[0][0].Import', '02', '7')],
);
const outline = (nodes: readonly FieldNode[]): string[] =>
  nodes.map(({ level, name, start, end }) => `${'  '.repeat(level - 1)}${name} ${start}-${end}`);

describe('the tree of a decoded message', () => {
  it('has each part with what it holds, the octets of all of it, and what was encrypted last', () => {
    expect(outline(shownNodes(fieldTree(gbcs), new Map()))).toEqual([
      'Header 0-3',
      '  Code 0-2',
      '  Length 2-3',
      'Payload 3-6',
      '  Result 3-6',
      '    [0] 3-5',
      '      Outcome 4-5',
      '    [1] 5-6',
      'MAC 6-9',
      'Decrypted 0-2',
      '  Entries 0-2',
      '    [0] 0-2',
      '      [0] 0-2',
      '        Time 0-1',
      '        Import 1-2',
    ]);
  });

  it('leads from every octet to its field and back', () => {
    const tree = fieldTree(gbcs);
    for (const block of [0, 1]) {
      const hex = hexOf(gbcs, block);
      for (let octet = 0; octet < hex.length / 2; octet += 1) {
        const found = fieldOfOctet(tree, block, octet);
        const at = (octet - (found?.start ?? 0)) * 2;
        expect(found?.field?.hex.slice(at, at + 2)).toBe(hex.slice(octet * 2, octet * 2 + 2));
      }
      expect(fieldOfOctet(tree, block, hex.length / 2)).toBeUndefined();
    }
  });

  it('keeps fields of one name apart, and what only begins alike', () => {
    const tree = fieldTree(message([field('A', '01'), field('A', '02'), field('Ab', '03'), field('A.b', '04')]));
    expect(outline(shownNodes(tree, new Map()))).toEqual(['A 0-1', 'A 1-2', 'Ab 2-3', 'A 3-4', '  b 3-4']);
  });

  it('begins with the elements of a long list shut, each told in a line', () => {
    const entries = Array.from({ length: 40 }, (_, at) => [
      field(`Log[${at}].Time`, '01', `00:${at}`),
      field(`Log[${at}].Event`, '02', 'Tamper'),
    ]).flat();
    const tree = fieldTree(message(entries));
    const nodes = shownNodes(tree, new Map());
    expect(nodes).toHaveLength(41);
    const third = nodes[3] as FieldNode;
    expect(summary(tree, third)).toBe('00:2 · Tamper');
    const other = fieldTree(gbcs);
    expect(summary(other, other.roots[0] as FieldNode)).toBe('Length 16');
    expect(shownNodes(tree, new Map([[third, true]]))).toHaveLength(43);
    expect(shownNodes(tree, new Map([[tree.roots[0] as FieldNode, false]]))).toHaveLength(1);
  });
});
