import type { DecodedField, DecodedGbcs } from '../../shared/contract/shapes.ts';

/** A row of the decoded message: a heading, or a field with the octets that it stands for. */
export interface FieldRow {
  key: string;
  /** Stands for the part of the message that the rows below it belong to. */
  heading: string | null;
  field: DecodedField | null;
  /** 0 for the message itself, then each decrypted part. */
  block: number;
  /** The octets of the field, counted from the beginning of its block. */
  start: number;
  end: number;
}

const partOf = (path: string): string => path.split('.').slice(0, -1).join(' · ');

/** The message, and what was encrypted in it: each a text of hex, and fields that make it up without a gap. */
export const blocksOf = ({ fields, decrypted }: DecodedGbcs): { hex: string; fields: readonly DecodedField[] }[] =>
  [{ fields }, ...decrypted].map((block) => ({
    fields: block.fields,
    hex: block.fields.map(({ hex }) => hex).join(''),
  }));

/** Fields in order, with a heading wherever the part of the message changes. */
export function fieldRows(gbcs: DecodedGbcs): FieldRow[] {
  return blocksOf(gbcs).flatMap(({ fields }, block) => {
    let start = 0;
    return fields.flatMap((field, index): FieldRow[] => {
      const end = start + field.hex.length / 2;
      const row = { key: `${block}-${index}`, heading: null, field, block, start, end };
      const part = partOf(field.path);
      const before = fields[index - 1];
      const heading = {
        ...row,
        key: `${row.key}-part`,
        heading: `${block > 0 ? 'Decrypted: ' : ''}${part}`,
        field: null,
      };
      start = end;
      return before && partOf(before.path) === part ? [row] : [heading, row];
    });
  });
}

/** The place among the rows of the field that holds an octet of a block; -1 where there is none. */
export const rowOfOctet = (rows: readonly FieldRow[], block: number, octet: number): number =>
  rows.findIndex((row) => row.field !== null && row.block === block && octet >= row.start && octet < row.end);
