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

/** The message, and what was encrypted in it: each a text of hex, and fields that make it up without a gap. */
export const blocksOf = ({ fields, decrypted }: DecodedGbcs): { hex: string; fields: readonly DecodedField[] }[] =>
  [{ fields }, ...decrypted].map((block) => ({
    fields: block.fields,
    hex: block.fields.map(({ hex }) => hex).join(''),
  }));

/** Fields in order, with a heading wherever the part of the message changes. A year of half-hours has 38,000 of them. */
export function fieldRows({ fields, decrypted }: Pick<DecodedGbcs, 'fields' | 'decrypted'>): FieldRow[] {
  const rows: FieldRow[] = [];
  for (const [block, one] of [{ fields }, ...decrypted].entries()) {
    let start = 0;
    let part: string | null = null;
    for (const [index, field] of one.fields.entries()) {
      const end = start + field.hex.length / 2;
      const key = `${block}-${index}`;
      const own = field.path.slice(0, Math.max(0, field.path.lastIndexOf('.')));
      if (own !== part) {
        const heading = `${block > 0 ? 'Decrypted: ' : ''}${own.replaceAll('.', ' · ')}`;
        rows.push({ key: `${key}-part`, heading, field: null, block, start, end });
      }
      rows.push({ key, heading: null, field, block, start, end });
      part = own;
      start = end;
    }
  }
  return rows;
}

/** The place among the rows of the field that holds an octet of a block; -1 where there is none. */
export const rowOfOctet = (rows: readonly FieldRow[], block: number, octet: number): number =>
  rows.findIndex((row) => row.field !== null && row.block === block && octet >= row.start && octet < row.end);
