/** Dates and times of a Service Request in the forms of DLMS, ZigBee and ASN.1. */
import { concatenate, octets, uint16Octets } from '../gbcs/bytes.ts';
import { dateTimeOctets, secondsFromIso } from '../gbcs/times.ts';
import { at, integerOf, invalidValue, isPresent, optionalText, type Scope, textOf } from './scope.ts';

// DUIS: this date cancels what a Device holds for later.
const cancellation = /^3000-12-31T/;
const unspecified = 0xff;
const lastDayOfMonth = 0xfe;
const secondLastDayOfMonth = 0xfd;

/** When a command takes effect: at once, at a time, or never, which cancels what the Device holds. */
export type Execution = 'now' | 'never' | { readonly time: string };

export function executionOf(scope: Scope): Execution {
  const time = scope.build.request.executionDateTime;
  if (time === undefined) return 'now';
  return cancellation.test(time) ? 'never' : { time };
}

export const executionPath = 'ExecutionDateTime';

function hexadecimal(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

const immediately = hexadecimal('0000000000000000008000ff');
/** The DLMS date-time that never comes; also "any time". */
export const neverDateTime = hexadecimal('ffffffffffffffffff8000ff');

function validDateTime(time: string, scope: Scope, names: string): Uint8Array {
  const bytes = dateTimeOctets(time);
  if (bytes === undefined) throw invalidValue(scope, names, 'a date and time');
  return bytes;
}

/** The DLMS date-time of the time of execution. */
export function executionDateTimeOctets(scope: Scope): Uint8Array {
  const execution = executionOf(scope);
  if (execution === 'now') return immediately;
  return execution === 'never' ? neverDateTime : validDateTime(execution.time, scope, executionPath);
}

/** The DLMS date-time of the time at a place. */
export function dateTimeAt(scope: Scope, names: string): Uint8Array {
  return validDateTime(textOf(scope, names), scope, names);
}

const zigbeeNever = 0xffff_ffff;
/** The last time ZigBee can name. */
export const zigbeeLatest = 0xffff_fffe;

/** Seconds since 2000 of the time at a place; a time too late to name is the latest that can be named. */
export function secondsAt(scope: Scope, names: string): number {
  return secondsOf(textOf(scope, names), scope, names);
}

function secondsOf(time: string, scope: Scope, names: string): number {
  const seconds = secondsFromIso(time);
  if (seconds !== undefined) return seconds;
  if (Date.parse(time) > Date.UTC(2100, 0)) return zigbeeLatest;
  throw invalidValue(scope, names, 'a date and time from 2000 on');
}

/** The ZigBee time of execution: 0 now, FFFFFFFF never. */
export function executionSeconds(scope: Scope): number {
  const execution = executionOf(scope);
  if (execution === 'now') return 0;
  return execution === 'never' ? zigbeeNever : secondsOf(execution.time, scope, executionPath);
}

/** The time of execution where "never" would cancel the wrong thing, so that the latest time stands for it. */
export function startSeconds(scope: Scope): number {
  return executionOf(scope) === 'never' ? zigbeeLatest : executionSeconds(scope);
}

/** GeneralizedTime, e.g. `20300115090000Z`. */
export function generalizedTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

const asn1Never = '99991231235959Z';

/** GeneralizedTime of execution; undefined for now, which such payloads leave out. */
export function executionGeneralizedTime(scope: Scope): string | undefined {
  const execution = executionOf(scope);
  if (execution === 'now') return undefined;
  if (execution === 'never') return asn1Never;
  const milliseconds = Date.parse(execution.time);
  if (Number.isNaN(milliseconds)) throw invalidValue(scope, executionPath, 'a date and time');
  return generalizedTime(milliseconds);
}

/** Milliseconds since 1970 of the time at a place. */
export function millisecondsAt(scope: Scope, names: string): number {
  const milliseconds = Date.parse(textOf(scope, names));
  if (Number.isNaN(milliseconds)) throw invalidValue(scope, names, 'a date and time');
  return milliseconds;
}

export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly hundredths: number;
}

/** The time of day at a place, e.g. `07:30:00.00Z`. */
export function clockTimeAt(scope: Scope, names: string): ClockTime {
  const match = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,2})\d*)?(?:Z|[+-]00:00)?$/.exec(textOf(scope, names));
  const [, hour, minute, second, hundredths = '0'] = match ?? [];
  if (hour === undefined || minute === undefined || second === undefined) {
    throw invalidValue(scope, names, 'a time of day in UTC such as 07:30:00.00Z');
  }
  return {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    hundredths: Number(hundredths.padEnd(2, '0')),
  };
}

/** The DLMS time of four octets of the time of day at a place. */
export function clockTimeOctets(scope: Scope, names: string): Uint8Array {
  const { hour, minute, second, hundredths } = clockTimeAt(scope, names);
  return octets(hour, minute, second, hundredths);
}

/** A date whose parts may be left open. */
export interface WildcardDate {
  readonly year: number | undefined;
  readonly month: number;
  readonly dayOfMonth: number;
  readonly dayOfWeek: number;
}

/** A date of electricity: Year, Month, DayOfMonth and DayOfWeek, each given or left open. */
export function electricityDate(scope: Scope): WildcardDate {
  return {
    year: specified(scope, 'Year.SpecifiedYear', 0xfffe),
    month: specified(scope, 'Month.SpecifiedMonth', 12) ?? unspecified,
    dayOfMonth: dayOfMonth(scope),
    dayOfWeek: specified(scope, 'DayOfWeek.SpecifiedDayOfWeek', 7) ?? unspecified,
  };
}

/** A date of gas, whose parts have names of their own. */
export function gasDate(scope: Scope): WildcardDate {
  return {
    year: specified(scope, 'GasYearWithWildcards.SpecifiedYear', 0xfffe),
    month: specified(scope, 'GasMonthWithWildcards.SpecifiedMonth', 12) ?? unspecified,
    dayOfMonth: specified(scope, 'GasDayOfMonthWithWildcards.SpecifiedDayOfMonth', 31) ?? unspecified,
    dayOfWeek: specified(scope, 'GasDayOfWeekWithWildcards.SpecifiedDayOfWeek', 7) ?? unspecified,
  };
}

function specified(scope: Scope, names: string, greatest: number): number | undefined {
  return optionalText(scope, names) === undefined ? undefined : integerOf(scope, names, 0, greatest);
}

function dayOfMonth(scope: Scope): number {
  const day = at(scope, 'DayOfMonth');
  if (isPresent(day, 'LastDayOfMonth')) return lastDayOfMonth;
  if (isPresent(day, 'SecondLastDayOfMonth')) return secondLastDayOfMonth;
  return specified(day, 'SpecifiedDayOfMonth', 31) ?? unspecified;
}

const anyYear = 0xffff;

/** The DLMS date of five octets. */
export function dateOctets({ year, month, dayOfMonth: day, dayOfWeek }: WildcardDate): Uint8Array {
  return concatenate(uint16Octets(year ?? anyYear), octets(month, day, dayOfWeek));
}

const firstZigbeeYear = 1900;

/** The ZigBee date of four octets. */
export function zigbeeDateOctets({ year, month, dayOfMonth: day, dayOfWeek }: WildcardDate): Uint8Array {
  return octets(year === undefined ? unspecified : year - firstZigbeeYear, month, day, dayOfWeek);
}

/** The DLMS date of a plain xs:date, where the year 65535 leaves the year open. */
export function plainDateOctets(scope: Scope, names: string): Uint8Array {
  const match = /^(\d{4,5})-(\d\d)-(\d\d)Z?$/.exec(textOf(scope, names));
  if (match === null) throw invalidValue(scope, names, 'a date such as 2015-03-28Z');
  return concatenate(uint16Octets(Number(match[1])), octets(Number(match[2]), Number(match[3]), unspecified));
}
