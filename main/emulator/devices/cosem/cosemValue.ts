import { fromHex } from '../../../gbcs/bytes.ts';
import type { TaggedScalar, TaggedValue, TypeDescription } from '../../../gbcs/dlms/taggedValue.ts';
import { tag } from '../../../gbcs/dlms/tags.ts';
import { writeData } from '../../../gbcs/dlms/writeData.ts';
import { dateTimeOctets } from '../../../gbcs/times.ts';
import { refuseEncryption } from '../../../gbcs/writePayload.ts';

/** A column of a log: a type's name, or a fixed number of one. */
type Column = string | { array: number; of: string };

/** A COSEM value in the notation of fixtures/emulator/cosemValues.json: one member, named by the type. */
export interface CosemNotation {
  [type: string]: unknown;
}

const numbers: Readonly<Record<string, number>> = {
  i8: tag.integer,
  i16: tag.long,
  i32: tag.doubleLong,
  u8: tag.unsigned,
  u16: tag.longUnsigned,
  u32: tag.doubleLongUnsigned,
  enum: tag.enumeration,
};
const columnTags: Readonly<Record<string, number>> = { ...numbers, octets: tag.octetString };

/** The date-time that does not come (GBCS: the wildcard of a cancelled instruction). */
const never = 'FFFFFFFFFFFFFFFFFF8000FF';

function wrong(notation: CosemNotation): Error {
  // The notation stands in the program's own tables alone.
  return new Error(`Not a COSEM value: ${JSON.stringify(notation)}`);
}

function octetsOf(text: unknown): Uint8Array | undefined {
  return typeof text === 'string' ? fromHex(text) : undefined;
}

const typeOf = (name: string): number => columnTags[name] ?? tag.nullData;

const columnOf = (column: Column): TypeDescription =>
  typeof column === 'string'
    ? { type: typeOf(column) }
    : { type: tag.array, count: column.array, element: { type: typeOf(column.of) } };

function itemsOf(content: unknown): readonly TaggedValue[] {
  if (Array.isArray(content)) return content.map(cosemValue);
  const { repeat, of } = content as { repeat: number; of: CosemNotation };
  return Array.from({ length: repeat }, () => cosemValue(of));
}

function scalarOf(type: string, content: unknown): TaggedScalar | undefined {
  const number = numbers[type];
  if (number !== undefined && typeof content === 'number') return { tag: number, value: content };
  if (type === 'boolean' && typeof content === 'boolean') return { tag: tag.boolean, value: content };
  if (type === 'text' && typeof content === 'string') return { tag: tag.visibleString, value: content };
  const octets = type === 'dateTime' && content !== 'never' ? dateTimeOctets(String(content)) : octetsOf(content);
  if (type === 'octets' && octets) return { tag: tag.octetString, value: octets };
  if (type === 'bits' && octets) return { tag: tag.bitString, value: octets };
  if (type === 'dateTime') return { tag: tag.octetString, value: octets ?? fromHex(never) ?? new Uint8Array() };
  return undefined;
}

/** What a notation stands for. */
export function cosemValue(notation: CosemNotation): TaggedValue {
  const [type = '', content] = Object.entries(notation)[0] ?? [];
  if (type === 'structure') return { tag: tag.structure, items: itemsOf(content) };
  if (type === 'array') return { tag: tag.array, items: itemsOf(content) };
  if (type === 'rowsOf' && Array.isArray(content)) {
    return { tag: tag.compactArray, type: { type: tag.structure, members: content.map(columnOf) }, rows: [] };
  }
  const scalar = scalarOf(type, content);
  if (scalar === undefined) throw wrong(notation);
  return scalar;
}

/** A value with its tag, as it stands in a message. */
export const cosemOctets = (notation: CosemNotation): Uint8Array => writeData(cosemValue(notation), refuseEncryption);
