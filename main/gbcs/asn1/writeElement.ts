/** Writes ASN.1 by the same formats that reading uses: DER, unless what was read had longer lengths than DER asks for. */
import { WorkbenchError } from '../../../shared/errors.ts';
import { lengthOctets, octets } from '../bytes.ts';
import { type Encoded, fixed, join, type Sourced, sourced } from '../encoded.ts';
import { type Asn1Element, type Asn1Node, holdsElements } from './element.ts';
import { type Asn1Leaf, leafOctets } from './leaf.ts';
import type { Element } from './schema.ts';

/**
 * What an element holds: numbers for INTEGER, ISO 8601 or the text as it stands for times, EUI-64s and key usages as
 * text or octets, octets for strings, and for constructed elements a record of members, a list, or octets that are the
 * whole element already, as certificates are.
 */
export type Asn1Input = Asn1Leaf | readonly Asn1Input[] | Asn1Members | Sourced<Asn1Leaf>;

export interface Asn1Members {
  readonly [name: string]: Asn1Input | undefined;
}

function isSourced(input: Asn1Input): input is Sourced<Asn1Leaf> {
  return typeof input === 'object' && input !== null && 'value' in input && 'path' in input;
}

function isList(input: Asn1Input): input is readonly Asn1Input[] {
  return Array.isArray(input);
}

function isMembers(input: Asn1Input): input is Asn1Members {
  return typeof input === 'object' && input !== null && !(input instanceof Uint8Array);
}

function composeLeaf(format: Element, content: Asn1Leaf, source: { readonly path?: string } = {}): Asn1Element {
  const isWhole = content instanceof Uint8Array && (format.members !== undefined || format.isWhole === true);
  return isWhole ? { encoded: content, ...source } : { format, tag: format.tag, content, ...source };
}

/**
 * An element by its format. Members that are absent from a record are left out.
 * Throws WorkbenchError 'invalid-argument' where a record has a member that the format lacks.
 */
export function composeElement(format: Element, input: Asn1Input): Asn1Element {
  if (isList(input)) {
    const { each } = format;
    return {
      format,
      tag: format.tag,
      content: each === undefined ? [] : input.map((item) => composeElement(each, item)),
    };
  }
  if (isSourced(input)) return composeLeaf(format, input.value, { path: input.path });
  if (!isMembers(input)) return composeLeaf(format, input);
  const members = format.members ?? [];
  const stray = Object.keys(input).find((name) => !members.some((member) => member.name === name));
  if (stray !== undefined) {
    const names = members.map(({ name }) => `"${name}"`).join(', ');
    throw new WorkbenchError(
      'invalid-argument',
      `"${format.name}" has no member "${stray}"; it has ${names || 'none'}.`,
    );
  }
  const content = members.flatMap((member) => {
    const value = input[member.name];
    return value === undefined ? [] : [composeElement(member, value)];
  });
  return { format, tag: format.tag, content };
}

/** A length in so many octets: 80 and their number, then the length itself. */
function longLength(length: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  bytes[0] = 0x80 | (size - 1);
  for (let index = size - 1, rest = length; index > 0; index -= 1, rest = Math.floor(rest / 256))
    bytes[index] = rest & 0xff;
  return bytes;
}

/** One element as octets, with the sources of those whose values have one. */
export function writeElement(element: Asn1Element): Encoded {
  const { path } = element;
  const encoded = 'encoded' in element ? fixed(element.encoded) : writeNode(element);
  return path === undefined ? encoded : sourced(encoded.bytes, path);
}

function writeNode({ tag, format, content, lengthSize }: Asn1Node): Encoded {
  const inside = holdsElements(content) ? join(...content.map(writeElement)) : fixed(leafOctets(tag, format, content));
  const { length } = inside.bytes;
  // A length that has outgrown its form takes the one it needs.
  const shortest = lengthOctets(length);
  const isLonger = lengthSize !== undefined && lengthSize > shortest.length;
  return join(octets(tag), isLonger ? longLength(length, lengthSize) : shortest, inside);
}

/** Bits of a named bit list whose last bit set is `bit`, as DER trims it: the octet that counts unused bits, then one. */
export function singleBit(bit: number): Uint8Array {
  return octets(7 - bit, 0x80 >> bit);
}
