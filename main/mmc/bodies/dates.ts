import type { JsonObject } from '../../duis/jsonTree.ts';

/** The days of a week as DLMS and ZigBee count them, Monday first; the MMC's own names. */
export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const parts = /^(\*|\d{4})-(\*|\d\d)-(\*|\d\d)(?:T(.*)Z)?$/;

const number = (digits: string): string => String(Number(digits));

/** The MMC's Date, whose open parts are elements of their own; undefined where a part has another meaning. */
export function electricityDate(date: string): JsonObject | undefined {
  const [, year, month, day] = parts.exec(date) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return {
    Year: year === '*' ? { NonSpecifiedYear: '' } : { SpecifiedYear: number(year) },
    Month: month === '*' ? { NonSpecifiedMonth: '' } : { SpecifiedMonth: number(month) },
    DayOfMonth: day === '*' ? { NonSpecifiedDayOfMonth: '' } : { SpecifiedDayOfMonth: number(day) },
    DayOfWeek: { NonSpecifiedDayOfWeek: '' },
  };
}

/** The time of day of a date-time, where it is not midnight. */
export function timeOfDay(date: string): string | undefined {
  const time = parts.exec(date)?.[4];
  return time === '00:00:00' ? undefined : time;
}

/** The gas form of {@link electricityDate}. */
export function gasDate(date: string): JsonObject | undefined {
  const [, year, month, day] = parts.exec(date) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return {
    GasYearWithWildcards: year === '*' ? { NonSpecifiedYear: '' } : { SpecifiedYear: number(year) },
    GasMonthWithWildcards: month === '*' ? { NonSpecifiedMonth: '' } : { SpecifiedMonth: number(month) },
    GasDayOfMonthWithWildcards: day === '*' ? { GasNonSpecifiedDayOfMonth: '' } : { SpecifiedDayOfMonth: number(day) },
    GasDayOfWeekWithWildcards: { NonSpecifiedDayOfWeek: '' },
  };
}

/** A clock time with seconds, as xs:time has it. */
export const clockTime = (time: string): string => (/^\d\d:\d\d$/.test(time) ? `${time}:00` : time);
