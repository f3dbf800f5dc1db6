/** Writes one field of a ZigBee command by its type. ZigBee integers are little-endian. */
import { WorkbenchError } from '../../../shared/errors.ts';
import { concatenate, octets, toHex } from '../bytes.ts';
import { minutesOfTime, octetsOfDate, secondsOfTime } from './dates.ts';
import type { FieldFormat } from './schema.ts';
import type { ZigbeeLeaf } from './writeCommand.ts';

/** A little-endian integer; negative values in two's complement. */
export function littleEndianOctets(value: number | bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = BigInt.asUintN(length * 8, BigInt(value));
  for (let index = 0; index < length; index += 1) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** A little-endian integer of either sign, or undefined where it is no integer of so many octets. */
export function integerOctets(value: number | bigint, length: number): Uint8Array | undefined {
  if (typeof value === 'number' && !Number.isInteger(value)) return undefined;
  const limit = 1n << BigInt(length * 8);
  const integer = BigInt(value);
  return integer < limit && integer >= -limit / 2n ? littleEndianOctets(integer, length) : undefined;
}

const greatestString = 0xfe;
const absentString = 0xff;

/** A string with its length in one octet; null is the string that is not there. Undefined where it is too long. */
export function stringOctets(value: string | Uint8Array | null): Uint8Array | undefined {
  if (value === null) return octets(absentString);
  const bytes = typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'latin1')) : value;
  return bytes.length > greatestString ? undefined : concatenate(octets(bytes.length), bytes);
}

/** What text stands for in a field of some type, as reading writes it. */
const textForms: Readonly<Record<string, (text: string) => number | Uint8Array | undefined>> = {
  utc: secondsOfTime,
  date: octetsOfDate,
  minutes: minutesOfTime,
  event: (text) => (/^[0-9A-Fa-f]{4}$/.test(text) ? Number.parseInt(text, 16) : undefined),
};

const sizes: Readonly<Record<string, number>> = { utc: 4, date: 4, minutes: 2, event: 2 };
const integerType = /^[uib](\d+)$/;

function octetsOf(value: ZigbeeLeaf, type: string): Uint8Array | undefined {
  if (type === 'text' || type === 'octets') {
    const isString = value === null || typeof value === 'string' || value instanceof Uint8Array;
    return isString ? stringOctets(value) : undefined;
  }
  const plain = typeof value === 'string' ? textForms[type]?.(value) : value;
  if (plain instanceof Uint8Array) return plain;
  if (typeof plain !== 'number' && typeof plain !== 'bigint') return undefined;
  const size = sizes[type] ?? Number(integerType.exec(type)?.[1] ?? 0) / 8;
  return size > 0 ? integerOctets(plain, size) : undefined;
}

/** The octets of a field. Throws WorkbenchError 'invalid-argument', naming the field, where the value does not fit it. */
export function fieldOctets(value: ZigbeeLeaf, format: Extract<FieldFormat, { kind: 'field' }>): Uint8Array {
  const bytes = octetsOf(value, format.type);
  if (bytes !== undefined) return bytes;
  const shown = value instanceof Uint8Array ? toHex(value) : String(value);
  throw new WorkbenchError(
    'invalid-argument',
    `The field "${format.name}" of type ${format.type} cannot hold ${shown}.`,
  );
}
