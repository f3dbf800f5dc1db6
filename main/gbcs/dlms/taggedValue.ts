/** COSEM values with their types (IEC 62056-6-2, 4.1.6.1): all that is needed to write them again. */
import type { EncryptedPart } from '../encryptedPart.ts';
import { tag } from './tags.ts';
import type { CosemScalar, CosemValue } from './values.ts';

/** A type of a compact array: a simple type's tag, an array of a fixed count, or a structure. */
export type TypeDescription =
  | { readonly type: number }
  | { readonly type: typeof tag.array; readonly count: number; readonly element: TypeDescription }
  | { readonly type: typeof tag.structure; readonly members: readonly TypeDescription[] };

export interface TaggedSequence {
  readonly tag: typeof tag.array | typeof tag.structure;
  readonly items: readonly TaggedValue[];
}

/**
 * Rows under one description of their type. A bit string in a row is taken to fill its octets, and a boolean to be 00 or
 * FF; no log of GBCS has either.
 */
export interface TaggedCompactArray {
  readonly tag: typeof tag.compactArray;
  readonly type: TypeDescription;
  readonly rows: readonly CosemValue[];
}

/** The octet string that holds encrypted attributes. */
export interface TaggedEncryption {
  readonly tag: typeof tag.octetString;
  readonly encrypted: EncryptedPart;
}

export interface TaggedScalar {
  /** The tag of a simple type. */
  readonly tag: number;
  /** Numbers, text and octets by the tag; text that is no UTF-8 is octets. */
  readonly value: CosemScalar;
  /** How many bits of a bit string's octets count; all of them where this is absent. */
  readonly bits?: number;
  /** The octet of a boolean where it is neither 00 nor FF. */
  readonly octet?: number;
}

export type TaggedValue = TaggedSequence | TaggedCompactArray | TaggedEncryption | TaggedScalar;

/** A value without its types. What is encrypted stands as null. */
export function plainValue(tagged: TaggedValue): CosemValue {
  if ('value' in tagged) return tagged.value;
  if ('rows' in tagged) return tagged.rows;
  return 'items' in tagged ? tagged.items.map(plainValue) : null;
}

export const nullValue: TaggedScalar = { tag: tag.nullData, value: null };
