/** The content of ASN.1 elements that hold no others: octets to meaning, and back again. */
import { formatEui64, isUtf8, octets, parseEui64, toHex } from '../bytes.ts';
import { describeCode, describeKeyUsage, keyUsageOctets } from './names.ts';
import { type Element, universal } from './schema.ts';

/**
 * Integers as numbers where they fit, EUI-64s and key usages as text, times as ISO 8601. Octets where the element is
 * opaque, or where its meaning does not give the octets back.
 */
export type Asn1Leaf = number | bigint | string | boolean | null | Uint8Array;

interface Interpreted {
  readonly value: Exclude<Asn1Leaf, Uint8Array | bigint>;
  readonly text?: string;
}

function signedInteger(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n;
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${toHex(bytes)}`));
}

function isSmall(value: bigint): boolean {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

function isInteger(tag: number, format: Element | undefined): boolean {
  return tag === universal.integer || tag === universal.enumerated || format?.as === 'counter';
}

function isTime(tag: number): boolean {
  return tag === universal.generalizedTime || tag === universal.utcTime;
}

function isText(tag: number): boolean {
  return tag === universal.utf8String || tag === universal.printableString;
}

// GeneralizedTime as DER has it: YYYYMMDDhhmmssZ. The year 9999 stands for never.
const generalizedTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const utcTime = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const isoTime = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z$/;

/** ISO 8601 of a time as it stands, or undefined where it is of another form; years of two digits are of this century. */
function isoOf(tag: number, text: string): string | undefined {
  const form = tag === universal.utcTime ? utcTime : generalizedTime;
  const [, year, month, day, hour, minute, second] = form.exec(text) ?? [];
  if (year === undefined) return undefined;
  return `${year.length === 2 ? `20${year}` : year}-${month}-${day}T${hour}:${minute}:${second}Z`;
}

function timeOctets(tag: number, text: string): Uint8Array {
  const [, ...parts] = isoTime.exec(text) ?? [];
  const digits = parts.length === 0 ? text : `${parts.join('')}Z`;
  return new Uint8Array(
    Buffer.from(tag === universal.utcTime && parts.length > 0 ? digits.slice(2) : digits, 'latin1'),
  );
}

// x500UniqueIdentifier, 2.5.4.45, a BIT STRING of eight octets.
const uniqueIdentifier = /060355042D030900([0-9A-F]{16})/;

/** A distinguished name or another structure in one line: the EUI-64 or the printable text it holds. */
function describeWhole(bytes: Uint8Array): string {
  const eui = uniqueIdentifier.exec(toHex(bytes))?.[1];
  if (eui !== undefined) return (eui.match(/../g) ?? []).join('-');
  return `${bytes.length} octets`;
}

function interpret(tag: number, format: Element | undefined, bytes: Uint8Array): Interpreted {
  if (format?.isWhole === true) return { value: toHex(bytes), text: describeWhole(bytes) };
  if (isInteger(tag, format)) {
    const value = signedInteger(bytes);
    return { value: isSmall(value) ? Number(value) : String(value), text: describeCode(value, format?.as) };
  }
  if (tag === universal.boolean) return { value: bytes[0] !== 0, text: String(bytes[0] !== 0) };
  if (tag === universal.null) return { value: null, text: 'NULL' };
  const text = textOf(tag, format, bytes);
  return text === undefined ? { value: toHex(bytes) } : { value: text, text };
}

function textOf(tag: number, format: Element | undefined, bytes: Uint8Array): string | undefined {
  if (isText(tag)) return Buffer.from(bytes).toString('utf8');
  if (isTime(tag)) {
    const text = Buffer.from(bytes).toString('latin1');
    return isoOf(tag, text) ?? text;
  }
  if (tag === universal.bitString) return format?.as === 'keyUsage' ? describeKeyUsage(bytes) : undefined;
  return format?.as === 'eui64' && bytes.length === 8 ? formatEui64(bytes) : undefined;
}

/** What an element's octets mean, for people; undefined where they are opaque. */
export function describeLeaf(tag: number, format: Element | undefined, bytes: Uint8Array): string | undefined {
  return interpret(tag, format, bytes).text;
}

/** The value of an element without its type: octets in hexadecimal, integers that are no safe number in decimal. */
export function leafValue(tag: number, format: Element | undefined, content: Asn1Leaf): Interpreted['value'] {
  if (content instanceof Uint8Array) return interpret(tag, format, content).value;
  return typeof content === 'bigint' ? String(content) : content;
}

function sameOctets(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

/** The content of an element: what it means, where that gives the same octets back. */
export function leafContent(tag: number, format: Element | undefined, bytes: Uint8Array): Asn1Leaf {
  if (format?.isWhole === true) return bytes;
  if (isInteger(tag, format)) {
    const value = signedInteger(bytes);
    if (!sameOctets(integerOctets(value), bytes)) return bytes;
    return isSmall(value) ? Number(value) : value;
  }
  if (tag === universal.boolean || tag === universal.null) {
    const { value } = interpret(tag, format, bytes);
    return sameOctets(leafOctets(tag, format, value), bytes) ? value : bytes;
  }
  const text = textOf(tag, format, bytes);
  if (text === undefined || (isText(tag) && !isUtf8(bytes))) return bytes;
  return isTime(tag) && isoOf(tag, Buffer.from(bytes).toString('latin1')) === undefined ? bytes : text;
}

/** The content of an INTEGER: two's complement in the shortest form. */
function integerOctets(value: number | bigint): Uint8Array {
  const integer = BigInt(value);
  let length = 1;
  while (BigInt.asIntN(length * 8, integer) !== integer) length += 1;
  const hex = BigInt.asUintN(length * 8, integer).toString(16);
  return new Uint8Array(Buffer.from(hex.padStart(length * 2, '0'), 'hex'));
}

function textOctets(tag: number, format: Element | undefined, text: string): Uint8Array {
  if (isTime(tag)) return timeOctets(tag, text);
  if (format?.as === 'eui64') return parseEui64(text) ?? new Uint8Array(Buffer.from(text, 'latin1'));
  if (format?.as === 'keyUsage') return keyUsageOctets(text) ?? new Uint8Array(Buffer.from(text, 'latin1'));
  return new Uint8Array(Buffer.from(text, isText(tag) ? 'utf8' : 'latin1'));
}

/** The octets of an element's content. */
export function leafOctets(tag: number, format: Element | undefined, content: Asn1Leaf): Uint8Array {
  if (content === null) return new Uint8Array();
  if (content instanceof Uint8Array) return content;
  if (typeof content === 'boolean') return octets(content ? 0xff : 0);
  return typeof content === 'string' ? textOctets(tag, format, content) : integerOctets(content);
}
