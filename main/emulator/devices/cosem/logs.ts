import { readValue } from '../../../gbcs/dlms/readValue.ts';
import { plainValue, type TaggedValue } from '../../../gbcs/dlms/taggedValue.ts';
import { tag } from '../../../gbcs/dlms/tags.ts';
import { asList, asNumber, asOctets, type CosemValue } from '../../../gbcs/dlms/values.ts';
import { writeData } from '../../../gbcs/dlms/writeData.ts';
import { isoFromDateTime, secondsFromIso } from '../../../gbcs/times.ts';
import { refuseEncryption } from '../../../gbcs/writePayload.ts';
import type { CosemAttributes } from './attributes.ts';

/** 2000-01-01T00:00:00Z in seconds since 1970: the logs count from there. */
const epochSeconds = Date.UTC(2000, 0, 1) / 1000;

/** The most entries that a log keeps (SMETS2: 100 of the event and security logs). */
const capacity = 100;

/** Moments in seconds since 2000, both ends included. */
export interface Range {
  from: number;
  to: number;
}

const secondsOf = (value: CosemValue | undefined): number | undefined => {
  const octets = asOctets(value);
  const time = octets === undefined ? undefined : isoFromDateTime(octets);
  return asNumber(value) ?? (time === undefined ? undefined : secondsFromIso(time));
};

/** The range of a selector (clock object, from, to, columns) or of a restriction (from, to); undefined where there is none. */
export function rangeOf(parameters: CosemValue | undefined): Range | undefined {
  const list = asList(parameters) ?? [];
  const [from, to] = (list.length === 2 ? list : list.slice(1, 3)).map(secondsOf);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** The seconds since 2000 of a moment in milliseconds since 1970. */
export const logTime = (nowMs: number): number => secondsFromIso(new Date(nowMs).toISOString()) ?? 0;

function logOf(attributes: CosemAttributes, key: string): Extract<TaggedValue, { rows: unknown }> | undefined {
  const octets = attributes.get(key);
  const value = octets === undefined ? undefined : readValue(octets);
  return value !== undefined && 'rows' in value ? value : undefined;
}

/** The entries of a log of events: when, in milliseconds since 1970, and the code of each. */
export function readLog(attributes: CosemAttributes, key: string): { timeMs: number; code: number }[] {
  return (logOf(attributes, key)?.rows ?? []).map((row) => {
    const [time, code] = asList(row) ?? [];
    return { timeMs: ((secondsOf(time) ?? 0) + epochSeconds) * 1000, code: asNumber(code) ?? 0 };
  });
}

/** Adds an entry whose first column is its time; the oldest gives way where the log is full. */
export function addEntry(attributes: CosemAttributes, key: string, row: readonly CosemValue[]): void {
  const log = logOf(attributes, key);
  if (log === undefined) return;
  const rows = [...log.rows, row].slice(-capacity);
  attributes.set(key, writeData({ ...log, rows }, refuseEncryption));
}

/** Empties a log; its columns stay. */
export function clearLog(attributes: CosemAttributes, key: string): void {
  const log = logOf(attributes, key);
  if (log !== undefined) attributes.set(key, writeData({ ...log, rows: [] }, refuseEncryption));
}

/** The entries of a log in a range of times; anything that is no log is given whole. */
export function selectRange(octets: Uint8Array, range: Range | undefined): Uint8Array {
  if (range === undefined || octets[0] !== tag.compactArray) return octets;
  const log = readValue(octets);
  if (!('rows' in log)) return octets;
  const rows = log.rows.filter((row) => {
    const time = asNumber(asList(row)?.[0]) ?? 0;
    return range.from <= time && time <= range.to;
  });
  return writeData({ ...log, rows }, refuseEncryption);
}

/** What a restriction of a protected read asks for: `[kind, [from, to]]`, kind 0 where the whole is wanted. */
export const restrictionRange = (restriction: CosemValue | undefined): Range | undefined =>
  rangeOf(asList(restriction)?.[1]);

/** The value that some octets encode, without its types. */
export const plainOf = (octets: Uint8Array): CosemValue => plainValue(readValue(octets));
