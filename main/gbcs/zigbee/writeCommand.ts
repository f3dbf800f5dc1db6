/** Writes ZigBee commands and GBZ payloads (GBCS 7.4) by the same formats that reading uses. */
import { concatenate, octets, uint16Octets, uint32Octets } from '../bytes.ts';
import { type Encoded, fixed, join, type Sourced, sourced } from '../encoded.ts';
import { commandFormat, type FieldFormat } from './schema.ts';

/** Integers as numbers, text as text, octets, dates and times as the octets or seconds they are on the wire. */
export type ZigbeeLeaf = number | string | Uint8Array;

/** The fields of a command by name; a group that repeats is under `entries`, or by the name of its first field. */
export interface ZigbeeFields {
  readonly [name: string]: ZigbeeLeaf | Sourced<ZigbeeLeaf> | readonly ZigbeeFields[];
}

export interface ZigbeeComponent {
  readonly cluster: number;
  readonly body: Encoded;
  /** Seconds since 2000 from which a future-dated component applies; FFFFFFFF never. */
  readonly fromDateTime?: number | Sourced<number>;
}

/** A little-endian integer; negative values in two's complement. */
export function littleEndianOctets(value: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = BigInt.asUintN(length * 8, BigInt(value));
  for (let index = 0; index < length; index += 1) {
    bytes[index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

function withLength(bytes: Uint8Array): Uint8Array {
  return concatenate(octets(bytes.length), bytes);
}

const integerType = /^[uib](\d+)$/;

function leafOctets(value: ZigbeeLeaf, type: string): Uint8Array {
  if (typeof value === 'string') return withLength(new Uint8Array(Buffer.from(value, 'latin1')));
  if (value instanceof Uint8Array) return type === 'octets' ? withLength(value) : value;
  if (type === 'utc') return littleEndianOctets(value, 4);
  if (type === 'minutes' || type === 'event') return littleEndianOctets(value, 2);
  return littleEndianOctets(value, Number(integerType.exec(type)?.[1] ?? 8) / 8);
}

function isSourced(value: ZigbeeFields[string]): value is Sourced<ZigbeeLeaf> {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function isGroup(value: ZigbeeFields[string] | undefined): value is readonly ZigbeeFields[] {
  return Array.isArray(value);
}

function writeFields(formats: readonly FieldFormat[], values: ZigbeeFields): Encoded {
  const parts: Encoded[] = [];
  for (const format of formats) {
    if (format.kind === 'each') {
      const entries = values.entries;
      if (isGroup(entries)) parts.push(...entries.map((entry) => writeFields(format.fields, entry)));
    } else if (format.kind === 'choice') {
      const chosen = values[format.field];
      const fields = typeof chosen === 'number' ? format.payloads.get(chosen) : undefined;
      if (fields !== undefined) parts.push(writeFields(fields, values));
    } else {
      const value = values[format.name];
      // Fields that later revisions of a cluster add at the end are left out.
      if (value === undefined || isGroup(value)) continue;
      parts.push(
        isSourced(value)
          ? sourced(leafOctets(value.value, format.type), value.path)
          : fixed(leafOctets(value, format.type)),
      );
    }
  }
  return join(...parts);
}

const frameControl = { fromClient: 0x01, fromServer: 0x09, global: 0x00 } as const;
const readAttributes = 0x00;

/** Where a command is found in the table of clusters. */
export interface CommandName {
  readonly cluster: number;
  readonly command: number;
  readonly fromServer?: boolean;
}

/** A command of a cluster, without its sequence number, which its place in the payload gives. */
export function writeCommand(
  { cluster, command, fromServer = false }: CommandName,
  fields: ZigbeeFields,
  fromDateTime?: number | Sourced<number>,
): ZigbeeComponent {
  const format = commandFormat(cluster, command, fromServer);
  if (format === undefined) throw new Error(`Not in the table of clusters: ${cluster}/${command}`);
  const control = fromServer ? frameControl.fromServer : frameControl.fromClient;
  const body = join(octets(control, 0, command), writeFields(format.fields, fields));
  return { cluster, body, ...(fromDateTime === undefined ? {} : { fromDateTime }) };
}

/** Read Attributes of a cluster. */
export function writeReadAttributes(cluster: number, attributes: readonly number[]): ZigbeeComponent {
  const ids = attributes.map((attribute) => littleEndianOctets(attribute, 2));
  return { cluster, body: fixed(concatenate(octets(frameControl.global, 0, readAttributes), ...ids)) };
}

const controlFlags = { lastComponent: 0x01, fromDateTime: 0x10 } as const;
const profileId = octets(0x01, 0x09);
const sequenceNumberOffset = 1;

function withSequenceNumber(body: Encoded, sequenceNumber: number): Encoded {
  const bytes = Uint8Array.from(body.bytes);
  bytes[sequenceNumberOffset] = sequenceNumber;
  return { bytes, sources: body.sources };
}

function fromDateTimeOctets(time: number | Sourced<number>): Encoded {
  return typeof time === 'number' ? fixed(uint32Octets(time)) : sourced(uint32Octets(time.value), time.path);
}

/** The GBZ payload of some components; their sequence numbers count from zero. */
export function writeGbzPayload(components: readonly ZigbeeComponent[]): Encoded {
  const parts = components.map(({ cluster, body, fromDateTime }, index) => {
    const isLast = index === components.length - 1;
    const control =
      (isLast ? controlFlags.lastComponent : 0) | (fromDateTime === undefined ? 0 : controlFlags.fromDateTime);
    const content = withSequenceNumber(body, index);
    const whole = fromDateTime === undefined ? content : join(fromDateTimeOctets(fromDateTime), content);
    return join(octets(control), uint16Octets(cluster), uint16Octets(whole.bytes.length), whole);
  });
  return join(profileId, octets(components.length), ...parts);
}
