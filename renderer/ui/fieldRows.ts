import type { DecodedField, DecodedGbcs } from '../../shared/contract/shapes/decoded.ts';

/** A row of the decoded message: a heading, or a field with the octets that it stands for. */
export interface FieldRow {
  /** The part of the message that the rows below it belong to, where the row is its heading. */
  part: string | null;
  field: DecodedField | null;
  /** 0 for the message itself, then each decrypted part. */
  block: number;
  /** The octets of the field, counted from the beginning of its block. */
  start: number;
  end: number;
}

type Fields = Pick<DecodedGbcs, 'fields' | 'decrypted'>;

const fieldsOf = ({ fields, decrypted }: Fields, block: number): readonly DecodedField[] =>
  (block === 0 ? fields : decrypted[block - 1]?.fields) ?? [];

/** The hex of the message (block 0) or of what was encrypted in it: its fields make it up without a gap. */
export const hexOf = (message: Fields, block: number): string =>
  fieldsOf(message, block)
    .map(({ hex }) => hex)
    .join('');

const partOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

/**
 * Fields in order, with a heading wherever the part of the message changes. A year of half-hours has 38,000 of them, of
 * which a screen shows thirty: what only a shown row needs is made when it is shown.
 */
export function fieldRows(message: Fields): FieldRow[] {
  const rows: FieldRow[] = [];
  for (let block = 0; block <= message.decrypted.length; block += 1) {
    let start = 0;
    let part: string | null = null;
    for (const field of fieldsOf(message, block)) {
      const end = start + field.hex.length / 2;
      const own = partOf(field.path);
      if (own !== part) rows.push({ part: own, field: null, block, start, end });
      rows.push({ part: null, field, block, start, end });
      part = own;
      start = end;
    }
  }
  return rows;
}

/** The words over the rows of a part. */
export const headingOf = ({ part, block }: FieldRow): string =>
  `${block > 0 ? 'Decrypted: ' : ''}${(part ?? '').replaceAll('.', ' · ')}`;

/** The place among the rows of the field that holds an octet of a block; -1 where there is none. */
export const rowOfOctet = (rows: readonly FieldRow[], block: number, octet: number): number =>
  rows.findIndex((row) => row.field !== null && row.block === block && octet >= row.start && octet < row.end);
