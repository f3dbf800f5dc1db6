/** The content of ASN.1 elements that hold no others: octets to meaning, and back again. */
import { formatEui64, isUtf8, octets, parseEui64, toHex } from '../bytes.ts';
import { describeCode, describeKeyUsage, keyUsageOctets } from './names.ts';
import { type Element, universal } from './schema.ts';

/**
 * Integers as numbers where they fit, EUI-64s and key usages as text, times as ISO 8601. Octets where the element is
 * opaque, or where its meaning does not give the octets back.
 */
export type Asn1Leaf = number | bigint | string | boolean | null | Uint8Array;

/** What octets mean: for people, as a plain value, and as the content that gives the octets back. */
interface Interpreted {
  readonly content: Asn1Leaf;
  readonly value: Exclude<Asn1Leaf, Uint8Array | bigint>;
  readonly text?: string;
}

const safeLength = 6;

/** Two's complement; a number where it is a safe one. */
function signedInteger(bytes: Uint8Array): number | bigint {
  if (bytes.length <= safeLength) {
    let value = (bytes[0] ?? 0) >= 0x80 ? -1 : 0;
    for (const octet of bytes) value = value * 256 + octet;
    return value;
  }
  const value = BigInt.asIntN(bytes.length * 8, BigInt(`0x${toHex(bytes)}`));
  return isSmall(value) ? Number(value) : value;
}

/** Whether an integer takes no more octets than it needs. */
function isShortest(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  if (bytes.length < 2) return bytes.length === 1;
  return !(first === 0 && second < 0x80) && !(first === 0xff && second >= 0x80);
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

export function interpretLeaf(tag: number, format: Element | undefined, bytes: Uint8Array): Interpreted {
  if (format?.isWhole === true) return { content: bytes, value: toHex(bytes), text: describeWhole(bytes) };
  if (isInteger(tag, format)) return interpretInteger(format, bytes);
  if (tag === universal.boolean) {
    const value = bytes[0] !== 0;
    const isUsual = bytes.length === 1 && (bytes[0] === 0 || bytes[0] === 0xff);
    return { content: isUsual ? value : bytes, value, text: String(value) };
  }
  if (tag === universal.null) return { content: bytes.length === 0 ? null : bytes, value: null, text: 'NULL' };
  const text = textOf(tag, format, bytes);
  if (text === undefined) return { content: bytes, value: toHex(bytes) };
  return { content: givesBack(tag, bytes) ? text : bytes, value: text, text };
}

function interpretInteger(format: Element | undefined, bytes: Uint8Array): Interpreted {
  const integer = signedInteger(bytes);
  return {
    content: isShortest(bytes) ? integer : bytes,
    value: typeof integer === 'number' ? integer : String(integer),
    text: describeCode(integer, format?.as),
  };
}

/** Whether the text of some octets gives them back. */
function givesBack(tag: number, bytes: Uint8Array): boolean {
  if (isText(tag)) return isUtf8(bytes);
  return !isTime(tag) || isoOf(tag, Buffer.from(bytes).toString('latin1')) !== undefined;
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

/** The value of an element without its type: octets in hexadecimal, integers that are no safe number in decimal. */
export function leafValue(tag: number, format: Element | undefined, content: Asn1Leaf): Interpreted['value'] {
  if (content instanceof Uint8Array) return interpretLeaf(tag, format, content).value;
  return typeof content === 'bigint' ? String(content) : content;
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
