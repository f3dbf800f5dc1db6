/** Writes ZigBee commands and GBZ payloads (GBCS 7.4) by the same formats that reading uses. */
import { WorkbenchError } from '../../../shared/errors.ts';
import { concatenate, octets, uint16Octets, uint32Octets } from '../bytes.ts';
import { type Encoded, fixed, join, type Sourced, sourced } from '../encoded.ts';
import { commandFormat, type FieldFormat } from './schema.ts';
import { fieldOctets, littleEndianOctets } from './writeField.ts';

/**
 * Integers as numbers, text as text, octets; dates and times as they are on the wire, or as text as reading gives them.
 * Null is a string that is not there.
 */
export type ZigbeeLeaf = number | bigint | string | boolean | null | Uint8Array;

/** The fields of a command by name; the first group that repeats is under `entries`, a second under `moreEntries`. */
export interface ZigbeeFields {
  readonly [name: string]: ZigbeeLeaf | Sourced<ZigbeeLeaf> | readonly ZigbeeFields[];
}

export interface ZigbeeComponent {
  readonly cluster: number;
  readonly body: Encoded;
  /** Seconds since 2000 from which a future-dated component applies; FFFFFFFF never. */
  readonly fromDateTime?: number | Sourced<number>;
}

function isSourced(value: ZigbeeFields[string]): value is Sourced<ZigbeeLeaf> {
  return typeof value === 'object' && value !== null && 'path' in value && 'value' in value;
}

function isGroup(value: ZigbeeFields[string]): value is readonly ZigbeeFields[] {
  return Array.isArray(value);
}

function writeGroup(format: Extract<FieldFormat, { kind: 'each' }>, entries: ZigbeeFields[string]): Encoded {
  if (!isGroup(entries)) throw invalid('A group that repeats needs a list of its entries.');
  return join(...entries.map((entry) => writeFields(format.fields, entry)));
}

function writeField(format: Extract<FieldFormat, { kind: 'field' }>, value: ZigbeeFields[string]): Encoded {
  if (isGroup(value)) throw invalid(`The field "${format.name}" takes one value, not a list.`);
  return isSourced(value) ? sourced(fieldOctets(value.value, format), value.path) : fixed(fieldOctets(value, format));
}

function invalid(message: string): WorkbenchError {
  return new WorkbenchError('invalid-argument', message);
}

/**
 * The fields of a command in the order of their formats. Those at the end may be absent, as reading leaves them out where
 * an earlier revision of a cluster lacks them.
 * Throws WorkbenchError 'invalid-argument' where a field is missing before another, is not of the command, or does not
 * hold its value.
 */
export function writeFields(formats: readonly FieldFormat[], values: ZigbeeFields): Encoded {
  const parts: Encoded[] = [];
  const known = new Set<string>();
  let missing: string | undefined;
  const write = (name: string, part: (value: ZigbeeFields[string]) => Encoded): void => {
    const value = values[name];
    known.add(name);
    if (value === undefined) missing ??= name;
    else if (missing !== undefined) throw invalid(`The field "${missing}" is missing before "${name}".`);
    else parts.push(part(value));
  };
  const writeAll = (list: readonly FieldFormat[]): void => {
    for (const format of list) {
      if (format.kind === 'each') {
        const name = known.has('entries') ? 'moreEntries' : 'entries';
        write(name, (value) => writeGroup(format, value));
      } else if (format.kind === 'choice') {
        const chosen = values[format.field];
        writeAll((typeof chosen === 'number' ? format.payloads.get(chosen) : undefined) ?? []);
      } else {
        write(format.name, (value) => writeField(format, value));
      }
    }
  };
  writeAll(formats);
  const stray = Object.keys(values).find((name) => !known.has(name));
  if (stray !== undefined) throw invalid(`There is no field "${stray}"; there are "${[...known].join('", "')}".`);
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
/** The profile id that opens every GBZ payload: ZigBee Smart Energy. */
export const gbzProfile = octets(0x01, 0x09);
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
  return join(gbzProfile, octets(components.length), ...parts);
}
