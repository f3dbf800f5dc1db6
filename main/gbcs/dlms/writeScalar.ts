/** Writes COSEM values of simple types, without their tag, in A-XDR (IEC 62056-6-2, 4.1.6.1). */
import { WorkbenchError } from '../../../shared/errors.ts';
import { concatenate, lengthOctets, octets, toHex, uint64Octets } from '../bytes.ts';
import type { TaggedScalar } from './taggedValue.ts';
import { tag, tagName } from './tags.ts';
import type { CosemScalar } from './values.ts';

function misfit(type: number, value: CosemScalar): WorkbenchError {
  const shown = value instanceof Uint8Array ? `the octets ${toHex(value)}` : `${typeof value} ${value}`;
  const name = tagName(type) ?? `of the tag ${type}`;
  return new WorkbenchError('invalid-argument', `A COSEM value "${name}" cannot hold ${shown}.`);
}

interface NumberFormat {
  readonly size: number;
  readonly least: number;
  readonly greatest: number;
}

const signed = (size: number): NumberFormat => ({
  size,
  least: -(2 ** (8 * size - 1)),
  greatest: 2 ** (8 * size - 1) - 1,
});
const unsigned = (size: number): NumberFormat => ({ size, least: 0, greatest: 2 ** (8 * size) - 1 });

const integers: Readonly<Record<number, NumberFormat>> = {
  [tag.integer]: signed(1),
  [tag.long]: signed(2),
  [tag.doubleLong]: signed(4),
  [tag.unsigned]: unsigned(1),
  [tag.bcd]: unsigned(1),
  [tag.enumeration]: unsigned(1),
  [tag.longUnsigned]: unsigned(2),
  [tag.doubleLongUnsigned]: unsigned(4),
};

const long64Ranges: Readonly<Record<number, readonly [least: bigint, greatest: bigint]>> = {
  [tag.long64]: [-(2n ** 63n), 2n ** 63n - 1n],
  [tag.long64Unsigned]: [0n, 2n ** 64n - 1n],
};

const octetCounts: Readonly<Record<number, number>> = { [tag.dateTime]: 12, [tag.date]: 5, [tag.time]: 4 };

function integerOctets(value: CosemScalar, { size, least, greatest }: NumberFormat): Uint8Array | undefined {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > greatest) return undefined;
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value | 0);
  return bytes.subarray(4 - size);
}

function floatOctets(value: CosemScalar, type: number): Uint8Array | undefined {
  if (typeof value !== 'number') return undefined;
  const bytes = new Uint8Array(type === tag.float32 ? 4 : 8);
  const view = new DataView(bytes.buffer);
  if (type === tag.float32) view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return bytes;
}

function textOctets(value: CosemScalar, encoding: 'utf8' | 'latin1'): Uint8Array | undefined {
  const bytes = typeof value === 'string' ? new Uint8Array(Buffer.from(value, encoding)) : value;
  return bytes instanceof Uint8Array ? concatenate(lengthOctets(bytes.length), bytes) : undefined;
}

function bitOctets(value: CosemScalar, bits: number | undefined): Uint8Array | undefined {
  if (!(value instanceof Uint8Array)) return undefined;
  const count = bits ?? value.length * 8;
  return Math.ceil(count / 8) === value.length ? concatenate(lengthOctets(count), value) : undefined;
}

function octetsOf({ tag: type, value, bits, octet }: TaggedScalar): Uint8Array | undefined {
  const integer = integers[type];
  if (integer !== undefined) return integerOctets(value, integer);
  const range = long64Ranges[type];
  if (range !== undefined) {
    const fits = typeof value === 'bigint' && value >= range[0] && value <= range[1];
    return fits ? uint64Octets(value) : undefined;
  }
  switch (type) {
    case tag.nullData:
    case tag.dontCare:
      return value === null ? new Uint8Array() : undefined;
    case tag.boolean:
      return typeof value === 'boolean' ? octets(value ? (octet ?? 0xff) : 0) : undefined;
    case tag.octetString:
    case tag.visibleString:
      return textOctets(value, 'latin1');
    case tag.utf8String:
      return textOctets(value, 'utf8');
    case tag.bitString:
      return bitOctets(value, bits);
    case tag.float32:
    case tag.float64:
      return floatOctets(value, type);
    default:
      return value instanceof Uint8Array && value.length === octetCounts[type] ? value : undefined;
  }
}

/** The octets of a value of a simple type. Throws WorkbenchError 'invalid-argument' where the value does not fit. */
export function writeScalar(scalar: TaggedScalar): Uint8Array {
  const bytes = octetsOf(scalar);
  if (bytes === undefined) throw misfit(scalar.tag, scalar.value);
  return bytes;
}
