import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../shared/seededRandom.ts';
import { fromHex, toHex } from './bytes.ts';
import { tag } from './dlms/tags.ts';
import { type GbcsKeys, gbcsKeysFromJson } from './keys.ts';
import type { Message } from './message.ts';
import { type ReadMessage, readMessage } from './readMessage.ts';
import { macKeyOf } from './verify.ts';
import { writeMessage } from './writeMessage.ts';

interface Vector {
  readonly name: string;
  readonly hex: string;
}

const folder = new URL('../../../shared/vectors/', import.meta.url);
const isPresent = existsSync(new URL('rtds-gbcs.jsonl', folder));
const reason = isPresent ? '' : ' (skipped: the folder ../shared/vectors is absent)';
const noKeys = gbcsKeysFromJson({});

function readVectors(): readonly Vector[] {
  const lines = readFileSync(new URL('rtds-gbcs.jsonl', folder), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

function octetsOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new Error('not hexadecimal');
  return bytes;
}

/** With the MAC to be made anew, where the keys are at hand. */
function authenticatedAgain(message: ReadMessage, keys: GbcsKeys): Message {
  const { mac, signed: _, ...parts } = message;
  if (mac === undefined) return parts;
  return { ...parts, mac: macKeyOf(keys, message.header) === undefined ? mac : 'compute' };
}

/** Fields that say how the rest is to be read, so that another value makes another message of them. */
const steering = new Set([
  'Number of Tiers in Use',
  'Tier / Number of Block Thresholds',
  'Snapshot Payload Type',
  'Configuration Control',
  'status',
]);
/** Members of what is read that name or place values, and hold none. */
const structural = new Set([
  'kind',
  'tag',
  'type',
  'rows',
  'format',
  'lengthSize',
  'bits',
  'octet',
  'sealed',
  'control',
]);
const headers = /^(cluster|command|action|classId|instance|id|count|longInvokeId|fromServer|isGlobal)$/;

interface Place {
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

/** Every number and octet string of a payload that can take another value. */
function placesIn(value: unknown, found: Place[] = []): readonly Place[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return found;
  const holder = value as Record<string, unknown>;
  // Protected attributes are recognised by the enumerations that open their parameters.
  if (holder.tag === tag.enumeration) return found;
  for (const [name, member] of Object.entries(holder)) {
    if (structural.has(name) || steering.has(name) || headers.test(name)) continue;
    const isLeaf = typeof member === 'number' || typeof member === 'bigint' || member instanceof Uint8Array;
    if (isLeaf && !(member instanceof Uint8Array && member.length === 0)) found.push({ holder, name });
    else placesIn(member, found);
  }
  return found;
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value % 2 === 0 ? value + 1 : value - 1;
  if (typeof value === 'bigint') return value ^ 1n;
  const octets = Uint8Array.from(value as Uint8Array);
  octets[octets.length - 1] = (octets.at(-1) ?? 0) ^ 1;
  return octets;
}

describe.skipIf(!isPresent)(`a message taken apart and written again${reason}`, () => {
  const vectors = isPresent ? readVectors() : [];
  const keys = isPresent
    ? gbcsKeysFromJson(JSON.parse(readFileSync(new URL('rtds-keys.json', folder), 'utf8')))
    : noKeys;
  const read = vectors.map((vector) => ({ ...vector, message: readMessage(octetsOf(vector.hex), keys) }));

  it('is the same, octet for octet, for every message of the Reference Test Data Set, encrypted and authenticated anew', () => {
    const different = read.filter(
      ({ hex, message }) => toHex(writeMessage(authenticatedAgain(message, keys), keys)) !== hex,
    );
    expect(different.map(({ name }) => name)).toEqual([]);
    const withMac = read.filter(({ message }) => message.mac !== undefined);
    const carriedOver = withMac.filter(({ message }) => macKeyOf(keys, message.header) === undefined);
    // Between devices of one home, whose private keys are not at hand.
    expect(carriedOver.map(({ name }) => name)).toEqual([
      'PCS01_NA_SUCCESS_COMMAND',
      'PCS01_NA_SUCCESS_RESPONSE',
      'PCS02_NA_SUCCESS_COMMAND',
      'PCS02_NA_SUCCESS_RESPONSE',
    ]);
  });

  it('is the same without any key: what is encrypted stays sealed, the MAC is carried over', () => {
    const different = vectors.filter(({ hex }) => toHex(writeMessage(readMessage(octetsOf(hex)), noKeys)) !== hex);
    expect(different.map(({ name }) => name)).toEqual([]);
  });

  it('has other octets where a value of its payload is another, and is read with that value', () => {
    const random = seededRandom(20_150_101);
    let changes = 0;
    for (const { name, hex, message } of read) {
      const { payload } = message;
      const count = placesIn(payload).length;
      for (let round = 0; round < Math.min(count, 4); round += 1) {
        const own = structuredClone(payload);
        const place = placesIn(own)[Math.floor(random() * count)];
        if (place === undefined) continue;
        place.holder[place.name] = changed(place.holder[place.name]);
        const written = writeMessage(authenticatedAgain({ ...message, payload: own }, keys), keys);
        expect(toHex(written), `${name}: ${place.name}`).not.toBe(hex);
        expect(readMessage(written, keys).payload, `${name}: ${place.name}`).toEqual(own);
        changes += 1;
      }
    }
    expect(changes).toBeGreaterThan(1500);
  });

  it('needs the keys where what was encrypted is to be encrypted again', () => {
    const encrypted = read.find(({ name }) => name === 'ECS22b_4.8.1_SINGLE_SUCCESS_RESPONSE');
    if (encrypted === undefined) throw new Error('the vector is missing');
    expect(() => writeMessage(encrypted.message, noKeys)).toThrow(/Key Agreement key of 00-DB-12-34-56-78-90-A0/);
  });
});
