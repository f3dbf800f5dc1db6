/** Reads DER element by element, keeping a field for each header and each primitive. */
import { lengthSize } from '../bytes.ts';
import { fault, keep, need, type PeekedLength, peek, peekLength, type Reader, within } from '../reader.ts';
import type { Asn1Element, Asn1Node } from './element.ts';
import { type Asn1Leaf, interpretLeaf } from './leaf.ts';
import { type Element, universal } from './schema.ts';

const greatestDepth = 32;
const constructed = 0x20;
const highTagNumber = 0x1f;

const typeNames: Readonly<Record<number, string>> = {
  [universal.sequence]: 'SEQUENCE',
  [universal.set]: 'SET',
};

/** Whether a length takes more octets than it needs: BER allows it, and the Reference Test Data Set has such lengths. */
function longerLength({ length, size }: PeekedLength): Pick<Asn1Node, 'lengthSize'> {
  return lengthSize(length) === size ? {} : { lengthSize: size };
}

export function readElement(reader: Reader, path: string, format: Element | undefined, depth = 0): Asn1Element {
  const tag = peek(reader);
  if (tag === undefined) throw fault(reader, path);
  if ((tag & highTagNumber) === highTagNumber) throw fault(reader, `an ASN.1 tag of one octet at ${path}`);
  if (depth >= greatestDepth) throw fault(reader, `no more than ${greatestDepth} nested levels in ${path}`);
  const peeked = peekLength(reader, path, 1);
  const { length, size } = peeked;
  const head = { tag, ...(format === undefined ? {} : { format }), ...longerLength(peeked) };
  if (format?.isWhole === true || (tag & constructed) === 0) {
    return { ...head, content: readPrimitive(reader, path, head, 1 + size, length) };
  }
  keep(reader, 1 + size, path, typeNames[tag] ?? `[${tag & highTagNumber}]`);
  return { ...head, content: within(reader, length, path, () => readMembers(reader, path, format, depth)) };
}

function readMembers(reader: Reader, path: string, format: Element | undefined, depth: number): readonly Asn1Element[] {
  const elements: Asn1Element[] = [];
  if (format?.each !== undefined) {
    while (reader.offset < reader.end) {
      elements.push(readElement(reader, `${path}[${elements.length}]`, format.each, depth + 1));
    }
    return elements;
  }
  const members = format?.members ?? [];
  let next = 0;
  while (reader.offset < reader.end) {
    const tag = peek(reader);
    const index = members.findIndex((member, at) => at >= next && member.tag === tag);
    const member = members[index];
    if (member !== undefined) next = index + 1;
    const memberPath = member === undefined ? `${path}[${elements.length}]` : `${path}.${member.name}`;
    elements.push(readElement(reader, memberPath, member, depth + 1));
  }
  return elements;
}

/** Keeps an element in one field. */
function readPrimitive(
  reader: Reader,
  path: string,
  { tag, format }: Pick<Asn1Node, 'tag' | 'format'>,
  header: number,
  length: number,
): Asn1Leaf {
  need(reader, header + length, path);
  const from = reader.offset + header;
  const bytes = reader.bytes.subarray(from, from + length);
  const { content, text } = interpretLeaf(tag, format, bytes);
  keep(reader, header + length, path, text);
  return content;
}
