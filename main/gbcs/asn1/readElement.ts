/** Reads DER element by element, keeping a field for each header and each primitive. */
import { formatEui64, toHex } from '../bytes.ts';
import { fault, keep, need, peek, peekLength, type Reader, within } from '../reader.ts';
import { describeCode, describeKeyUsage } from './names.ts';
import { type Element, universal } from './schema.ts';

/** A value of ASN.1: integers as numbers where they fit, octets and bits as hexadecimal, times as ISO 8601. */
export type Asn1Value = number | string | boolean | null | Asn1Record | readonly Asn1Value[];

export interface Asn1Record {
  [name: string]: Asn1Value;
}

const greatestDepth = 32;
const constructed = 0x20;
const highTagNumber = 0x1f;

const typeNames: Readonly<Record<number, string>> = {
  [universal.sequence]: 'SEQUENCE',
  [universal.set]: 'SET',
};

export function readElement(reader: Reader, path: string, format: Element | undefined, depth = 0): Asn1Value {
  const tag = peek(reader);
  if (tag === undefined) throw fault(reader, path);
  if ((tag & highTagNumber) === highTagNumber) throw fault(reader, `an ASN.1 tag of one octet at ${path}`);
  if (depth >= greatestDepth) throw fault(reader, `no more than ${greatestDepth} nested levels in ${path}`);
  const { length, size } = peekLength(reader, path, 1);
  if (format?.isWhole === true || (tag & constructed) === 0)
    return readWhole(reader, path, tag, format, 1 + size, length);
  keep(reader, 1 + size, path, typeNames[tag] ?? `[${tag & highTagNumber}]`);
  return within(reader, length, path, () => readMembers(reader, path, format, depth));
}

function readMembers(reader: Reader, path: string, format: Element | undefined, depth: number): Asn1Value {
  if (format?.each !== undefined) {
    const values: Asn1Value[] = [];
    while (reader.offset < reader.end) {
      values.push(readElement(reader, `${path}[${values.length}]`, format.each, depth + 1));
    }
    return values;
  }
  const members = format?.members ?? [];
  const record: Asn1Record = {};
  let next = 0;
  for (let place = 0; reader.offset < reader.end; place += 1) {
    const tag = peek(reader);
    const index = members.findIndex((member, at) => at >= next && member.tag === tag);
    const member = members[index];
    if (member !== undefined) next = index + 1;
    const name = member?.name ?? `[${place}]`;
    const memberPath = member === undefined ? `${path}[${place}]` : `${path}.${name}`;
    record[name] = readElement(reader, memberPath, member, depth + 1);
  }
  return record;
}

function readWhole(
  reader: Reader,
  path: string,
  tag: number,
  format: Element | undefined,
  header: number,
  length: number,
): Asn1Value {
  need(reader, header + length, path);
  const from = reader.offset + header;
  const bytes = reader.bytes.subarray(from, from + length);
  const { value, text } = interpret(tag, format, bytes);
  keep(reader, header + length, path, text);
  return value;
}

interface Interpreted {
  readonly value: Asn1Value;
  readonly text?: string;
}

function signedInteger(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${toHex(bytes)}`));
}

// x500UniqueIdentifier, 2.5.4.45, a BIT STRING of eight octets.
const uniqueIdentifier = /060355042D030900([0-9A-F]{16})/;

function interpretInteger(bytes: Uint8Array, format: Element | undefined): Interpreted {
  const value = signedInteger(bytes);
  const isSmall = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return { value: isSmall ? Number(value) : String(value), text: describeCode(value, format?.as) };
}

// GeneralizedTime as DER has it: YYYYMMDDhhmmssZ. The year 9999 stands for never.
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

function interpretTime(text: string): Interpreted {
  const [, year, month, day, hour, minute, second] = generalizedTime.exec(text) ?? utcTime.exec(text) ?? [];
  if (year === undefined) return { value: text, text };
  const iso = `${year.length === 2 ? `20${year}` : year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  return { value: iso, text: iso };
}

function interpretOctets(bytes: Uint8Array, format: Element | undefined): Interpreted {
  if (format?.as === 'eui64' && bytes.length === 8) {
    const eui = formatEui64(bytes);
    return { value: eui, text: eui };
  }
  return { value: toHex(bytes) };
}

function interpret(tag: number, format: Element | undefined, bytes: Uint8Array): Interpreted {
  if (format?.isWhole === true) return { value: toHex(bytes), text: describeWhole(bytes) };
  switch (tag) {
    case universal.boolean: {
      const value = bytes[0] !== 0;
      return { value, text: String(value) };
    }
    case universal.null:
      return { value: null, text: 'NULL' };
    case universal.integer:
    case universal.enumerated:
      return interpretInteger(bytes, format);
    case universal.bitString: {
      const usage = format?.as === 'keyUsage' && bytes.length === 2 ? describeKeyUsage(bytes[1] ?? 0) : undefined;
      return usage === undefined ? { value: toHex(bytes) } : { value: usage, text: usage };
    }
    case universal.utf8String:
    case universal.printableString: {
      const text = Buffer.from(bytes).toString('utf8');
      return { value: text, text };
    }
    case universal.generalizedTime:
    case universal.utcTime:
      return interpretTime(Buffer.from(bytes).toString('latin1'));
    default:
      return format?.as === 'counter' ? interpretInteger(bytes, format) : interpretOctets(bytes, format);
  }
}

/** A distinguished name or another structure in one line: the EUI-64 or the printable text it holds. */
function describeWhole(bytes: Uint8Array): string {
  const eui = uniqueIdentifier.exec(toHex(bytes))?.[1];
  if (eui !== undefined) return (eui.match(/../g) ?? []).join('-');
  return `${bytes.length} octets`;
}
