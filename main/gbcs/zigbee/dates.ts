/** Dates and times of ZigBee as people read them, and back again (ZCL 2.6.2, UTCTime and Date). */
import { isoFromSeconds, secondsFromIso } from '../times.ts';

const never = 0xffff_ffff;
const any = 0xff;
const yearOffset = 1900;

/** Seconds since 2000 as ISO 8601, or `now` and `never` for the values that stand for these. */
export function describeTime(seconds: number): string {
  if (seconds === 0) return 'now';
  return seconds === never ? 'never' : isoFromSeconds(seconds);
}

/** Seconds since 2000 of a time as `describeTime` writes it, or undefined where it is none. */
export function secondsOfTime(text: string): number | undefined {
  if (text === 'now') return 0;
  return text === 'never' ? never : secondsFromIso(text);
}

/** A date: year since 1900, month, day, and the day of the week where it is given; FF where it does not matter. */
export function describeDate(bytes: Uint8Array): string {
  const [year = any, month = any, day = any, weekday = any] = bytes;
  const part = (value: number) => (value === any ? '*' : String(value).padStart(2, '0'));
  const date = `${year === any ? '*' : String(year + yearOffset)}-${part(month)}-${part(day)}`;
  return weekday === any ? date : `${date} weekday ${weekday}`;
}

const date = /^(\*|\d+)-(\*|\d+)-(\*|\d+)(?: weekday (\d+))?$/;

/** The four octets of a date as `describeDate` writes it, or undefined where it is none. */
export function octetsOfDate(text: string): Uint8Array | undefined {
  const [, year = '', ...rest] = date.exec(text) ?? [];
  if (year === '') return undefined;
  const parts = rest.map((part) => (part === undefined || part === '*' ? any : Number(part)));
  const values = [year === '*' ? any : Number(year) - yearOffset, ...parts];
  return values.every((value) => value >= 0 && value <= any) ? Uint8Array.from(values) : undefined;
}

/** Minutes since midnight as hours and minutes. */
export function describeMinutes(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Minutes since midnight of a time as `describeMinutes` writes it, or undefined where it is none. */
export function minutesOfTime(text: string): number | undefined {
  const [, hours, minutes] = /^(\d+):(\d\d)$/.exec(text) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
