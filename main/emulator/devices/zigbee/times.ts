import type { ZigbeeRecord, ZigbeeValue } from '../../../gbcs/zigbee/values.ts';

/** A moment as ZigBee fields read it: ISO 8601, to the second. */
export const isoTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Cancellations of calendars and prices bear FFFFFFFE, the last moment that a field holds (Reference Test Data Set). */
const neverMs = Date.parse('2136-02-07T06:28:14Z');

/** The moment that a field names; `now` is now, `never` undefined. */
export function momentOf(value: ZigbeeValue | undefined, nowMs: number): number | undefined {
  if (value === undefined || value === 'now' || value === 0) return nowMs;
  const ms = Date.parse(String(value));
  return Number.isNaN(ms) || ms >= neverMs ? undefined : ms;
}

export const numberIn = (fields: ZigbeeRecord, name: string): number => Number(fields[name] ?? 0);
export const entriesOf = (fields: ZigbeeRecord): readonly ZigbeeRecord[] =>
  Array.isArray(fields.entries) ? (fields.entries as readonly ZigbeeRecord[]) : [];
