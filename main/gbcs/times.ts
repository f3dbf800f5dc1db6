/** GBCS times: seconds since 2000-01-01T00:00:00Z in 32 bits, and the 12-octet DLMS date-time. All are UTC. */
import { concatenate, octets, toHex, uint16Octets } from './bytes.ts';

const epochSeconds = 946_684_800;

const secondsOfDay = 86_400;
const minutesOfDay = 1440;
const pad = (value: number): string => String(value).padStart(2, '0');
// Logs hold thousands of times. Of few and ready parts, a text takes a third of the memory, and the collector's time.
const minuteTexts = Array.from(
  { length: minutesOfDay },
  (_, minute) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`,
);
const secondTexts = Array.from({ length: 60 }, (_, second) => `:${pad(second)}Z`);
let lastDay = -1;
let lastDate = '';

/** ISO 8601 of a count of seconds since 2000-01-01T00:00:00Z, without a fraction. */
export function isoFromSeconds(seconds: number): string {
  // The date is worked out once for each day.
  const day = Math.floor(seconds / secondsOfDay);
  if (day !== lastDay) {
    lastDate = new Date((day * secondsOfDay + epochSeconds) * 1000).toISOString().slice(0, 11);
    lastDay = day;
  }
  const rest = seconds - day * secondsOfDay;
  return lastDate + minuteTexts[Math.floor(rest / 60)] + secondTexts[rest % 60];
}

/**
 * Seconds since 2000-01-01T00:00:00Z of an ISO 8601 time (a fraction of a second is dropped), or undefined where it is
 * not a time, or is outside the 32 bits.
 */
export function secondsFromIso(time: string): number | undefined {
  const seconds = Math.floor(Date.parse(time) / 1000) - epochSeconds;
  return Number.isFinite(seconds) && seconds >= 0 && seconds <= 0xffff_ffff ? seconds : undefined;
}

/** The DLMS date-time GBCS writes: no day of week, no hundredths of a second, deviation unspecified (8000), status FF. */
export function dateTimeOctets(time: string): Uint8Array | undefined {
  const milliseconds = Date.parse(time);
  if (!Number.isFinite(milliseconds)) return undefined;
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (year < 0 || year > 0xffff) return undefined;
  return concatenate(
    uint16Octets(year),
    octets(date.getUTCMonth() + 1, date.getUTCDate(), 0xff),
    octets(date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), 0),
    octets(0x80, 0x00, 0xff),
  );
}

const wildcard = 'FFFFFFFFFFFFFFFFFF8000FF';
const immediate = '000000000000000000';

function twoDigits(value: number): string {
  return value === 0xff ? '*' : String(value).padStart(2, '0');
}

/**
 * What a 12-octet DLMS date-time means: ISO 8601 where every part is given, "never" for the wildcard that cancels a
 * future-dated instruction, else the parts with * for those left open.
 */
export function describeDateTime(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  if (hex === wildcard) return 'never';
  if (hex.startsWith(immediate)) return 'immediately';
  const at = (index: number) => bytes[index] ?? 0xff;
  const year = at(0) * 256 + at(1);
  const date = `${year === 0xffff ? '*' : String(year).padStart(4, '0')}-${twoDigits(at(2))}-${twoDigits(at(3))}`;
  const clock = [at(5), at(6), at(7)];
  if (clock.every((part) => part === 0xff)) return date;
  return `${date}T${clock.map(twoDigits).join(':')}Z`;
}

/** ISO 8601 of a 12-octet DLMS date-time whose every part is given, else undefined. */
export function isoFromDateTime(bytes: Uint8Array): string | undefined {
  const text = describeDateTime(bytes);
  const milliseconds = bytes.length === 12 ? Date.parse(text) : Number.NaN;
  return /^\d{4}-\d\d-\d\dT/.test(text) && Number.isFinite(milliseconds) ? text : undefined;
}

/** A clock time of four octets: hour, minute, second, hundredths; FF leaves a part open. */
export function describeClockTime(bytes: Uint8Array): string {
  return [bytes[0], bytes[1], bytes[2]].map((part) => twoDigits(part ?? 0xff)).join(':');
}

/** A date of five octets: year, month, day, day of week; FF leaves a part open. */
export function describeDate(bytes: Uint8Array): string {
  const at = (index: number) => bytes[index] ?? 0xff;
  const year = at(0) * 256 + at(1);
  return `${year === 0xffff ? '*' : String(year).padStart(4, '0')}-${twoDigits(at(2))}-${twoDigits(at(3))}`;
}
