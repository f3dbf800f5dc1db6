/** Decodes spoiled messages, and looks for what must never happen: a throw, or the loss of what was read before a fault. */
import { seededRandom } from '../../../shared/seededRandom.ts';
import { toHex } from '../../gbcs/bytes.ts';
import type { DecodeResult } from '../../gbcs/decodedMessage.ts';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import { type GbcsKeys, gbcsKeysFromJson } from '../../gbcs/keys.ts';
import { readMessage } from '../../gbcs/readMessage.ts';
import { writeMessage } from '../../gbcs/writeMessage.ts';
import { type Below, type MutationName, mutationNames, mutations } from './mutations.ts';
import type { Specimen } from './specimens.ts';

export interface FuzzReport {
  readonly messages: number;
  readonly octets: number;
  /** Milliseconds spent in decoding. */
  readonly decoding: number;
  /** How many of each mutation there were, and how many were decoded all the same. */
  readonly mutations: ReadonlyMap<MutationName, { made: number; decoded: number }>;
  /** Faults by what was expected, without the places in lists. */
  readonly faults: ReadonlyMap<string, number>;
  /** Messages that were decoded and, written again from their parts, are other octets: lengths that are not the shortest. */
  readonly writtenOtherwise: number;
  /** What must not happen: the first few, each with the message. */
  readonly failures: readonly string[];
}

const greatestFailures = 10;
const noKeys = gbcsKeysFromJson({});
/** What decodeMessage answers where it met an error that is not a fault of the octets. */
const unforeseen = 'a message this codec can read';
// Keys make a message some four times as slow, so that they are used for a part.
const withKeysEvery = 8;
const insideEvery = 8;

function faultIn(result: DecodeResult, bytes: Uint8Array): string | undefined {
  // A fault inside encrypted data costs nothing of the message around it.
  const isWhole = result.ok || result.message.decrypted.length > 0;
  const end = isWhole ? bytes.length : result.error.offset;
  const covered = result.message.fields.map(({ hex }) => hex).join('');
  if (covered !== toHex(bytes.subarray(0, end))) return 'what was read before the fault is lost';
  const isBlockLossy = result.message.decrypted.some(
    ({ hex, fields }) => fields.map((field) => field.hex).join('') !== hex,
  );
  if (isBlockLossy) return 'a part of the decrypted data is lost';
  return !result.ok && result.error.expected === unforeseen ? 'an error that is no fault of the octets' : undefined;
}

/** What was expected, without the places in lists and the numbers of octets. */
function kindOf(expected: string): string {
  return expected
    .replace(/\[\d+\]/g, '[]')
    .replace(/element \d+ of \d+/, 'an element')
    .replace(/\d+ (more )?octets?/, '$1octets');
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function pick<Item>(list: readonly Item[], below: Below): Item {
  const item = list[below(list.length)];
  if (item === undefined) throw new Error('There is nothing to choose from.');
  return item;
}

/** What is wrong with how a spoiled message was taken; undefined where nothing is. */
function judge(bytes: Uint8Array, result: DecodeResult, report: Tally): string | undefined {
  const fault = faultIn(result, bytes);
  if (fault !== undefined || !result.ok) return fault;
  const again = writeMessage(readMessage(bytes), noKeys);
  if (toHex(again) !== toHex(bytes)) report.writtenOtherwise += 1;
  return undefined;
}

interface Tally {
  messages: number;
  octets: number;
  decoding: number;
  writtenOtherwise: number;
  readonly mutations: Map<MutationName, { made: number; decoded: number }>;
  readonly faults: Map<string, number>;
  readonly failures: string[];
}

function countOf(tally: Tally, name: MutationName): { made: number; decoded: number } {
  const known = tally.mutations.get(name) ?? { made: 0, decoded: 0 };
  tally.mutations.set(name, known);
  return known;
}

function tryOne(tally: Tally, name: MutationName, bytes: Uint8Array, keys: GbcsKeys | undefined): void {
  tally.messages += 1;
  tally.octets += bytes.length;
  const count = countOf(tally, name);
  count.made += 1;
  let wrong: string | undefined;
  try {
    const started = performance.now();
    const result = decodeMessage(bytes, keys);
    tally.decoding += performance.now() - started;
    if (result.ok) count.decoded += 1;
    else {
      const kind = kindOf(result.error.expected);
      tally.faults.set(kind, (tally.faults.get(kind) ?? 0) + 1);
    }
    wrong = judge(bytes, result, tally);
  } catch (error) {
    wrong = describe(error);
  }
  if (wrong !== undefined && tally.failures.length < greatestFailures) {
    tally.failures.push(`${name}: ${wrong}\n  ${toHex(bytes)}`);
  }
}

/**
 * Spoils messages in many ways, the same for the same seed, and decodes them.
 * @param specimens whole messages and plaintexts of encrypted data
 */
export function fuzzMessages(
  specimens: readonly Specimen[],
  keys: GbcsKeys,
  { count, seed }: { readonly count: number; readonly seed: number },
): FuzzReport {
  const random = seededRandom(seed);
  const below: Below = (limit) => Math.floor(random() * limit);
  const tally: Tally = {
    messages: 0,
    octets: 0,
    decoding: 0,
    writtenOtherwise: 0,
    mutations: new Map(),
    faults: new Map(),
    failures: [],
  };
  const insides = specimens.filter(({ enclose }) => enclose !== undefined);
  for (let round = 0; round < count; round += 1) {
    const isInside = insides.length > 0 && round % insideEvery === 0;
    const one = pick(isInside ? insides : specimens, below);
    const name = pick(mutationNames, below);
    const spoilt = mutations[name](one, pick(specimens, below), below);
    const bytes = one.enclose === undefined ? spoilt : one.enclose(spoilt);
    tryOne(tally, name, bytes, one.enclose !== undefined || round % withKeysEvery === 1 ? keys : undefined);
  }
  return tally;
}
