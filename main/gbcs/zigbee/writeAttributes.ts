/** Writes the attributes of ZigBee's global commands (ZCL 2.4, 2.6). */
import { WorkbenchError } from '../../../shared/errors.ts';
import { concatenate, octets, toHex } from '../bytes.ts';
import { attributeLabel, fixedType, isStringType, type ZigbeeAttribute } from './attributes.ts';
import { octetsOfDate, secondsOfTime } from './dates.ts';
import { statusName } from './schema.ts';
import type { ZigbeeValue } from './values.ts';
import { integerOctets, littleEndianOctets, stringOctets } from './writeField.ts';

const types = { date: 0xe1, utc: 0xe2 } as const;

function fixedOctets(type: number, size: number, value: ZigbeeValue): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value.length === size ? value : undefined;
  if (typeof value === 'number' || typeof value === 'bigint') return integerOctets(value, size);
  if (typeof value === 'boolean') return size === 1 ? octets(value ? 1 : 0) : undefined;
  if (typeof value !== 'string') return undefined;
  if (type === types.date) return octetsOfDate(value);
  const seconds = type === types.utc ? secondsOfTime(value) : undefined;
  return seconds === undefined ? undefined : littleEndianOctets(seconds, size);
}

function valueOctets(type: number, value: ZigbeeValue): Uint8Array | undefined {
  const fixed = fixedType(type);
  if (fixed !== undefined) return fixedOctets(type, fixed[1], value);
  const isString = value === null || typeof value === 'string' || value instanceof Uint8Array;
  return isStringType(type) && isString ? stringOctets(value) : undefined;
}

function invalid(message: string): WorkbenchError {
  return new WorkbenchError('invalid-argument', `The attribute ${message}`);
}

/** Identifier, status where there is one, then type and value where there are such. */
export function writeAttributeRecord(attribute: ZigbeeAttribute, cluster: number): Uint8Array {
  const { id, status, type, value, undecoded } = attribute;
  const head = concatenate(littleEndianOctets(id, 2), status === undefined ? octets() : octets(status));
  if (type === undefined) return head;
  if (status !== undefined && status !== 0) {
    throw invalid(`${attributeLabel(cluster, id)} has the status "${statusName(status)}", and so can carry no value.`);
  }
  const bytes = value === undefined ? (undecoded ?? octets()) : valueOctets(type, value);
  if (bytes !== undefined) return concatenate(head, octets(type), bytes);
  const shown = value instanceof Uint8Array ? toHex(value) : String(value);
  throw invalid(`${attributeLabel(cluster, id)} of the type ${toHex(octets(type))} cannot hold ${shown}.`);
}

/** Read Attributes: identifiers only. */
export function writeAttributeIds(attributes: readonly ZigbeeAttribute[]): Uint8Array {
  return concatenate(...attributes.map(({ id }) => littleEndianOctets(id, 2)));
}

/** Write Attributes Response: a status before each identifier, or one status for all. */
export function writeOutcomes(attributes: readonly ZigbeeAttribute[], status: number | undefined): Uint8Array {
  const each = attributes.map((attribute) =>
    concatenate(octets(attribute.status ?? 0), littleEndianOctets(attribute.id, 2)),
  );
  return concatenate(...each, status === undefined ? octets() : octets(status));
}
