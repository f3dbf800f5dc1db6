/** An element of ASN.1 as it stands in a message: all that is needed to write it again, and its value without the tags. */
import { type Asn1Leaf, leafValue } from './leaf.ts';
import type { Element } from './schema.ts';

/** A value of ASN.1: integers as numbers where they fit, octets and bits as hexadecimal, times as ISO 8601. */
export type Asn1Value = number | string | boolean | null | Asn1Record | readonly Asn1Value[];

export interface Asn1Record {
  [name: string]: Asn1Value;
}

export interface Asn1Node {
  /** What names the element; absent where no format covers it. */
  readonly format?: Element;
  readonly tag: number;
  /** How many octets the length takes, where that is not the shortest form that DER asks for. */
  readonly lengthSize?: number;
  readonly content: Asn1Leaf | readonly Asn1Element[];
  /** Where the value comes from, for example a path in a Service Request. */
  readonly path?: string;
}

/** An element that is encoded already, as certificates are. */
export interface Asn1Encoded {
  readonly encoded: Uint8Array;
  readonly path?: string;
}

export type Asn1Element = Asn1Node | Asn1Encoded;

/** Whether the content of an element is other elements. */
export function holdsElements(content: Asn1Node['content']): content is readonly Asn1Element[] {
  return Array.isArray(content);
}

/** What an element means: records by the names of the format, members without a name under their place. */
export function plainElement(element: Asn1Element): Asn1Value {
  if ('encoded' in element) return leafValue(0, undefined, element.encoded);
  const { content, format, tag } = element;
  if (!holdsElements(content)) return leafValue(tag, format, content);
  if (format?.each !== undefined) return content.map(plainElement);
  const named = content.map((member, place): [string, Asn1Value] => [
    ('format' in member ? member.format?.name : undefined) ?? `[${place}]`,
    plainElement(member),
  ]);
  return Object.fromEntries(named);
}
