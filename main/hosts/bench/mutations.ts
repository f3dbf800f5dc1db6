/** Ways to spoil a GBCS message, each by the numbers of a generator. */
import type { Specimen } from './specimens.ts';

/** Answers an integer from 0 up to but without its argument. */
export type Below = (limit: number) => number;

export type Mutation = (specimen: Specimen, other: Specimen, below: Below) => Uint8Array;

const insertionLimit = 16;
const bitLimit = 8;

function replace(bytes: Uint8Array, from: number, to: number, between: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([bytes.subarray(0, from), between, bytes.subarray(to)]));
}

function randomOctets(length: number, below: Below): Uint8Array {
  return Uint8Array.from({ length }, () => below(256));
}

/** What a length is set to: around it, none, the greatest of each form, forms that are none. */
const lengths: readonly (readonly number[])[] = [
  [0x00],
  [0x01],
  [0x7f],
  [0x80],
  [0x81, 0xff],
  [0x82, 0xff, 0xff],
  [0x83, 0xff, 0xff, 0xff],
  [0x84, 0xff, 0xff, 0xff, 0xff],
  [0x85, 0, 0, 0, 0, 0],
  [0xff],
];

export const mutations = {
  'bit flip': ({ bytes }, _other, below) => {
    const changed = Uint8Array.from(bytes);
    for (let count = below(bitLimit); count >= 0; count -= 1) {
      const at = below(changed.length);
      changed[at] = (changed[at] ?? 0) ^ (1 << below(8));
    }
    return changed;
  },
  'octet change': ({ bytes }, _other, below) => {
    const changed = Uint8Array.from(bytes);
    for (let count = below(bitLimit); count >= 0; count -= 1) changed[below(changed.length)] = below(256);
    return changed;
  },
  truncation: ({ bytes }, _other, below) => bytes.slice(0, below(bytes.length)),
  insertion: ({ bytes }, _other, below) => {
    const at = below(bytes.length + 1);
    return replace(bytes, at, at, randomOctets(1 + below(insertionLimit), below));
  },
  deletion: ({ bytes }, _other, below) => {
    const at = below(bytes.length);
    return replace(bytes, at, at + 1 + below(insertionLimit), new Uint8Array());
  },
  'length change': ({ bytes, lengthOffsets }, _other, below) => {
    const at = lengthOffsets[below(lengthOffsets.length)] ?? 0;
    const own = bytes[at] ?? 0;
    const near = below(2) === 0 ? [(own + below(5) + 254) & 0xff] : lengths[below(lengths.length)];
    return replace(bytes, at, at + 1, Uint8Array.from(near ?? []));
  },
  repetition: ({ bytes }, _other, below) => {
    const from = below(bytes.length);
    return replace(bytes, from, from, bytes.subarray(from, from + 1 + below(bytes.length - from)));
  },
  splice: ({ bytes }, { bytes: others }, below) =>
    replace(bytes, below(bytes.length), bytes.length, others.subarray(below(others.length))),
} as const satisfies Readonly<Record<string, Mutation>>;

export type MutationName = keyof typeof mutations;

export const mutationNames = Object.keys(mutations) as readonly MutationName[];
