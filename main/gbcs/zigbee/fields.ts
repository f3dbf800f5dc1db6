/** Reads the fields of a ZigBee command by its format. ZigBee integers are little-endian. */

import { alertName } from '../alertCodes.ts';
import { toHex } from '../bytes.ts';
import { fault, keep, need, peek, type Reader, remaining } from '../reader.ts';
import { describeDate, describeMinutes, describeTime } from './dates.ts';
import type { FieldFormat } from './schema.ts';
import { describeTopUpCode } from './topUpCode.ts';
import type { ZigbeeRecord, ZigbeeValue } from './values.ts';

/** An unsigned little-endian integer of up to six octets. */
export function littleEndian(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index -= 1) value = value * 256 + (bytes[offset + index] ?? 0);
  return value;
}

/** A little-endian integer of any length, as a number where it fits and else as a bigint. */
export function readInteger(reader: Reader, length: number, isSigned: boolean): number | bigint {
  if (length <= 6) {
    const value = littleEndian(reader.bytes, reader.offset, length);
    const limit = 2 ** (8 * length);
    return isSigned && value >= limit / 2 ? value - limit : value;
  }
  let value = 0n;
  for (let index = length - 1; index >= 0; index -= 1) {
    value = value * 256n + BigInt(reader.bytes[reader.offset + index] ?? 0);
  }
  return isSigned ? BigInt.asIntN(8 * length, value) : value;
}

const bitmapBase = 2;

function describeInteger(value: number | bigint, type: string): string {
  if (type.startsWith('b')) return `0b${value.toString(bitmapBase).padStart(Number(type.slice(1)), '0')}`;
  return String(value);
}

function readString(reader: Reader, path: string, isText: boolean): ZigbeeValue {
  const length = peek(reader);
  if (length === undefined) throw fault(reader, path);
  // FF stands for a string that is not there.
  const size = length === 0xff ? 0 : length;
  need(reader, 1 + size, path);
  const bytes = reader.bytes.subarray(reader.offset + 1, reader.offset + 1 + size);
  const text = Buffer.from(bytes).toString('latin1');
  keep(reader, 1 + size, path, isText ? (describeTopUpCode(path, text) ?? text) : toHex(bytes));
  if (length === 0xff) return null;
  return isText ? text : bytes;
}

const integerType = /^([uib])(\d+)$/;
const octetsType = /^x(\d+)$/;

function readField(reader: Reader, type: string, path: string): ZigbeeValue {
  if (type === 'text' || type === 'octets') return readString(reader, path, type === 'text');
  if (type === 'utc') {
    need(reader, 4, path);
    const seconds = littleEndian(reader.bytes, reader.offset, 4);
    keep(reader, 4, path, describeTime(seconds));
    return describeTime(seconds);
  }
  if (type === 'date') {
    need(reader, 4, path);
    const date = describeDate(reader.bytes.subarray(reader.offset, reader.offset + 4));
    keep(reader, 4, path, date);
    return date;
  }
  if (type === 'minutes') {
    need(reader, 2, path);
    const minutes = littleEndian(reader.bytes, reader.offset, 2);
    keep(reader, 2, path, describeMinutes(minutes));
    return describeMinutes(minutes);
  }
  if (type === 'event') {
    need(reader, 2, path);
    const code = littleEndian(reader.bytes, reader.offset, 2);
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    const known = alertName(code);
    keep(reader, 2, path, known === undefined ? hex : `${hex} ${known}`);
    return hex;
  }
  const octetCount = Number(octetsType.exec(type)?.[1] ?? 0);
  if (octetCount > 0) {
    need(reader, octetCount, path);
    const bytes = reader.bytes.subarray(reader.offset, reader.offset + octetCount);
    keep(reader, octetCount, path);
    return bytes;
  }
  const [, sign = 'u', bits = '8'] = integerType.exec(type) ?? [];
  const length = Number(bits) / 8;
  need(reader, length, path);
  const value = readInteger(reader, length, sign === 'i');
  keep(reader, length, path, describeInteger(value, type));
  return value;
}

function timesOf(format: { count?: string; mask?: number }, values: ZigbeeRecord): number {
  if (format.count === undefined) return Number.POSITIVE_INFINITY;
  const count = values[format.count];
  if (typeof count !== 'number') return 0;
  return format.mask === undefined ? count : count & format.mask;
}

function readGroup(
  reader: Reader,
  format: Extract<FieldFormat, { kind: 'each' }>,
  values: ZigbeeRecord,
  path: string,
  suffix: string,
): void {
  const times = timesOf(format, values);
  const entries: ZigbeeRecord[] = [];
  for (let index = 0; index < times && reader.offset < reader.end; index += 1) {
    const entry: ZigbeeRecord = {};
    const start = reader.offset;
    readFields(reader, format.fields, entry, path, `${suffix}[${index}]`);
    if (reader.offset === start) break;
    entries.push(entry);
  }
  const name = 'entries' in values ? 'moreEntries' : 'entries';
  values[name] = entries;
}

/**
 * Reads fields in order into `values`. Fields that are not there at the end are left out: later revisions of a cluster
 * add fields at the end of a command, and earlier ones lack them.
 */
export function readFields(
  reader: Reader,
  formats: readonly FieldFormat[],
  values: ZigbeeRecord,
  path: string,
  suffix = '',
): void {
  for (const format of formats) {
    if (reader.offset >= reader.end) return;
    if (format.kind === 'field') {
      values[format.name] = readField(reader, format.type, `${path}.${format.name}${suffix}`);
    } else if (format.kind === 'each') {
      readGroup(reader, format, values, path, suffix);
    } else {
      const chosen = values[format.field];
      const fields = typeof chosen === 'number' ? format.payloads.get(chosen) : undefined;
      if (fields !== undefined) readFields(reader, fields, values, path, suffix);
    }
  }
}

/** What a format does not cover. */
export interface Undecoded {
  readonly undecoded?: Uint8Array;
}

/** Keeps what a format does not cover as one field. */
export function keepRest(reader: Reader, path: string): Undecoded {
  if (remaining(reader) === 0) return {};
  const undecoded = reader.bytes.subarray(reader.offset, reader.end);
  keep(reader, remaining(reader), `${path}.Undecoded`);
  return { undecoded };
}
