import table from '../../../fixtures/mmc/cosemAttributes.json' with { type: 'json' };
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { AttributeReading } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyBuilder, describe, part, place } from '../part.ts';
import { convert } from './values.ts';

interface AttributeRow {
  readonly body: string;
  readonly object: string;
  readonly attribute: string;
  readonly path: string;
  readonly as?: string;
}

const rows: readonly AttributeRow[] = table.attributes;

/** The attributes that a response holds values of. */
export function readingsOf(message: DecodedMessage): readonly AttributeReading[] | undefined {
  if (message.data?.kind !== 'attributes') return undefined;
  return message.data.attributes.filter(({ value, failure }) => value !== null && failure === undefined);
}

export function describeReading({ object, objectName, attribute, value }: AttributeReading): string {
  return describe(`${objectName ?? object ?? 'an object'} ${attribute ?? ''}`.trim(), value);
}

/** Places a reading beyond the table; false where it has no place. */
export type PlaceReading = (tree: JsonObject, reading: AttributeReading) => boolean;

function placeByTable(body: string, tree: JsonObject, reading: AttributeReading): boolean {
  const row = rows.find(
    (one) => one.body === body && one.object === reading.object && one.attribute === reading.attribute,
  );
  const value = row === undefined ? undefined : convert(reading.value, row.as);
  if (row === undefined || value === undefined) return false;
  place(tree, row.path, value);
  return true;
}

/** A body by the table of COSEM attributes, with what needs more than a table in `others`. */
export function byCosemTable(body: string, others: PlaceReading = () => false, empty: JsonObject = {}): BodyBuilder {
  return (message) => {
    const readings = readingsOf(message);
    if (readings === undefined) return undefined;
    const tree: JsonObject = structuredClone(empty);
    const left = readings.filter((one) => !placeByTable(body, tree, one) && !others(tree, one));
    return part(tree, left.map(describeReading));
  };
}
