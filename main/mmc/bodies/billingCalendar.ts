/** Billing calendars: 6.2.3. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { BillingCalendarData } from '../../gbcs/data.ts';
import { type BodyBuilder, describe, numberOf, part, present, stringOf, timeOf } from '../part.ts';

type Entry = BillingCalendarData['entries'][number];

/** Months from one billing period to the next, by how many dates of a year begin one. */
const periods: Readonly<Record<number, string>> = { 1: 'Yearly', 2: 'SixMonthly', 4: 'Quarterly' };

function periodOf(entries: readonly Entry[]): JsonObject | undefined {
  const dates = entries.map(({ date }) => /^\*-(\*|\d\d)-(\*|\d\d)$/.exec(date ?? '') ?? undefined);
  const [first] = dates;
  if (first === undefined || dates.includes(undefined)) return undefined;
  const [, month = '', day = ''] = first;
  if (dates.some((date) => date?.[2] !== day)) return undefined;
  if (month === '*') {
    if (entries.length !== 1) return undefined;
    return day === '*' ? undefined : { Monthly: String(Number(day)) };
  }
  const period = periods[entries.length];
  const isEven = dates.every(
    (date, index) => (Number(date?.[1]) - Number(month) - (index * 12) / entries.length) % 12 === 0,
  );
  if (period === undefined || day === '*' || !isEven) return undefined;
  return { [period]: { DayOfMonth: String(Number(day)), BillingPeriodStartMonth: String(Number(month)) } };
}

/** ECS26d and ECS26l. A date without month and day does not say whether it is a day or a week: that is left out. */
export const billingCalendar: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'billingCalendar') return undefined;
  const [first] = data.entries;
  const period = periodOf(data.entries);
  if (first?.time === undefined || period === undefined || data.entries.some(({ time }) => time !== first.time)) {
    return part(
      {},
      data.entries.map(({ time, date }) => describe('Billing date', `${date ?? ''} ${time ?? ''}`)),
    );
  }
  return part({ BillingCalendar: { ElectricityBillingCalendar: { BillingTime: first.time, ...period } } });
};

// ZigBee Price, duration type: the lower four bits are the timebase (days, weeks, months), the upper the control.
const timebases: Readonly<Record<number, string>> = { 1: 'days', 2: 'weeks', 3: 'months' };
const periodicities: Readonly<Record<string, string>> = {
  '1 days': 'Daily',
  '1 weeks': 'Weekly',
  '1 months': 'Monthly',
  '3 months': 'Quarterly',
  '6 months': 'SixMonthly',
  '12 months': 'Yearly',
};

/** GCS21d and GCS21k. */
export const gasBillingCalendar: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'billingCalendar') return undefined;
  const period = data.entries[0]?.period;
  if (period === undefined) return undefined;
  const timebase = timebases[(numberOf(period.billingPeriodDurationType) ?? 0) & 0x0f];
  const periodicity = periodicities[`${numberOf(period.billingPeriodDuration)} ${timebase}`];
  const start = timeOf(stringOf(period.billingPeriodStartTime));
  if (periodicity === undefined || start === undefined) {
    return part(
      {},
      Object.entries(period).map(([name, value]) => describe(name, value)),
    );
  }
  const others = Object.entries(period).filter(([name]) => !name.startsWith('billingPeriod'));
  return part(
    { BillingCalendar: { GasBillingCalendar: present({ BillingPeriodStart: start, Periodicity: periodicity }) } },
    others.map(([name, value]) => describe(name, value)),
  );
};
