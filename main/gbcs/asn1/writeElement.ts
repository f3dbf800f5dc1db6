/** Writes DER by the same formats that reading uses. */
import { concatenate, lengthOctets, octets } from '../bytes.ts';
import { type Encoded, join, type Sourced, sourced } from '../encoded.ts';
import type { Element } from './schema.ts';

/**
 * What an element holds: numbers for INTEGER, text for times (as they stand), octets for strings, and for constructed
 * elements a record of members, a list, or octets that are the whole element already, as certificates are.
 */
export type Asn1Input =
  | number
  | bigint
  | string
  | boolean
  | Uint8Array
  | null
  | readonly Asn1Input[]
  | Asn1Members
  | Sourced<Asn1Leaf>;
export type Asn1Leaf = number | bigint | string | boolean | Uint8Array;
export interface Asn1Members {
  readonly [name: string]: Asn1Input | undefined;
}

function isSourced(input: Asn1Input): input is Sourced<Asn1Leaf> {
  return typeof input === 'object' && input !== null && 'value' in input && 'path' in input;
}

function isList(input: Asn1Input): input is readonly Asn1Input[] {
  return Array.isArray(input);
}

/** The content of an INTEGER that is not negative: the shortest form, with a leading zero where the top bit is set. */
function integerOctets(value: number | bigint): Uint8Array {
  const digits = BigInt(value).toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  const bytes = new Uint8Array(Buffer.from(even, 'hex'));
  return (bytes[0] ?? 0) >= 0x80 ? concatenate(octets(0), bytes) : bytes;
}

function withTag(tag: number, content: Encoded | Uint8Array): Encoded {
  const length = content instanceof Uint8Array ? content.length : content.bytes.length;
  return join(octets(tag), lengthOctets(length), content);
}

function leafContent(value: Asn1Leaf): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return new Uint8Array(Buffer.from(value, 'latin1'));
  if (typeof value === 'boolean') return octets(value ? 0xff : 0);
  return integerOctets(value);
}

function writeLeaf(element: Element, value: Asn1Leaf): Encoded {
  const isWhole = value instanceof Uint8Array && (element.members !== undefined || element.isWhole === true);
  return isWhole ? join(value) : withTag(element.tag, leafContent(value));
}

/** One element in DER. Members that are absent from a record are left out. */
export function writeElement(element: Element, input: Asn1Input): Encoded {
  if (input === null) return withTag(element.tag, new Uint8Array());
  if (isList(input)) {
    const { each } = element;
    return withTag(element.tag, join(...(each === undefined ? [] : input.map((item) => writeElement(each, item)))));
  }
  if (isSourced(input)) {
    const { bytes } = writeLeaf(element, input.value);
    return sourced(bytes, input.path);
  }
  if (typeof input === 'object' && !(input instanceof Uint8Array)) {
    const members = (element.members ?? []).flatMap((member) => {
      const value = input[member.name];
      return value === undefined ? [] : [writeElement(member, value)];
    });
    return withTag(element.tag, join(...members));
  }
  return writeLeaf(element, input);
}

/** Bits of a named bit list whose last bit set is `bit`, as DER trims it: the octet that counts unused bits, then one. */
export function singleBit(bit: number): Uint8Array {
  return octets(7 - bit, 0x80 >> bit);
}
