/** Prepayment configuration: 4.13. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { AttributeReading, JsonRecord } from '../../gbcs/data.ts';
import {
  type BodyBuilder,
  isRecord,
  listOfValues,
  numberOf,
  numbersOf,
  part,
  place,
  present,
  recordsOf,
  stringOf,
} from '../part.ts';
import { byCosemTable } from './cosemAttributes.ts';
import { clockTime, electricityDate, weekdays } from './dates.ts';
import { type GasCalendar, gasCalendar } from './gasCalendar.ts';
import { attributesOf, commandsOf, placeZigbeeAttributes } from './zigbeeAttributes.ts';

// Scripts of the non-disablement calendar, as DCC's template for 2.1 sets them.
const scripts: Readonly<Record<number, string>> = { 32: 'START', 33: 'STOP' };

/** Which of the leading bits of hexadecimal octets are set, counted from nought. */
export function bitsOf(hex: string): number[] {
  return [...hex].flatMap((digit, index) =>
    [8, 4, 2, 1].flatMap((bit, place) => ((Number.parseInt(digit, 16) & bit) === 0 ? [] : [index * 4 + place])),
  );
}

/** The days of the week of a schedule: the first bit is Monday. */
export function daysOfWeek(hex: string | undefined): JsonObject {
  const days = bitsOf(hex ?? '').flatMap((bit) => weekdays[bit] ?? []);
  return { DayOfWeekApplicability: days.map((day) => ({ DayOfWeekID: day })) };
}

/** Special days as several MMC bodies have them: numbered dates. */
export function specialDays(value: AttributeReading['value'], attribute = 'index'): JsonObject[] {
  return recordsOf(value).flatMap((row) => {
    const date = electricityDate(stringOf(row.date) ?? '');
    return date === undefined ? [] : [{ [`@${attribute}`]: String(row.index), ...date }];
  });
}

const isDate = (value: string | undefined): value is string => /^\d{4}-\d\d-\d\d$/.test(value ?? '');

function schedule(row: JsonRecord): JsonObject {
  const begin = stringOf(row.beginDate);
  const end = stringOf(row.endDate);
  const special = bitsOf(stringOf(row.specialDays) ?? '').map((bit) => ({ SpecialDayID: String(bit + 1) }));
  return {
    ...present({ NonDisablementScript: scripts[numberOf(row.selector) ?? 0] }),
    SpecialDaysApplicability: { SpecialDayApplicability: special },
    DaysOfWeekApplicability: daysOfWeek(stringOf(row.weekdays)),
    ScheduleDatesAndTime: present({
      SwitchTime: stringOf(row.switchTime),
      StartDate: isDate(begin) ? begin : undefined,
      EndDate: isDate(end) ? end : undefined,
    }),
  };
}

const datesAreWhole = (row: JsonRecord): boolean => isDate(stringOf(row.beginDate)) && isDate(stringOf(row.endDate));

function placeDebtRecovery(tree: JsonObject, { object, value }: AttributeReading): boolean {
  const number = object === '0-0:19.20.1.255' ? 1 : 2;
  if (!isRecord(value)) return false;
  const [charge] = recordsOf(value.chargeTable);
  const scaling = isRecord(value.scaling) ? value.scaling : {};
  const path = `Electricity/DebtRecovery${number}`;
  const rate = numberOf(charge?.chargePerUnit);
  const scale = numberOf(scaling.priceScale);
  if (rate === undefined || scale === undefined) return false;
  place(tree, `${path}/DebtRecoveryRate`, String(rate));
  place(tree, `${path}/DebtRecoveryRatePriceScale`, String(scale));
  return true;
}

function placeOther(tree: JsonObject, reading: AttributeReading): boolean {
  const { object, attribute, value } = reading;
  if (attribute === 'Unit Charge Active') return placeDebtRecovery(tree, reading);
  if (object === '0-0:16.0.1.255') {
    const [threshold] = numbersOf(value);
    if (threshold === undefined || listOfValues(value).length !== 1) return false;
    tree.DisablementThreshold = String(threshold);
    return true;
  }
  if (attribute !== 'Entries') return false;
  if (object === '0-0:11.0.2.255') {
    const days = specialDays(value);
    place(tree, 'Electricity/NonDisablementCalendar/ElectricitySpecialDays', { SpecialDay: days });
    return days.length === recordsOf(value).length;
  }
  const rows = recordsOf(value);
  place(tree, 'Electricity/NonDisablementCalendar/ElectricityNonDisablementSchedule', rows.map(schedule));
  return rows.every(datesAreWhole);
}

export const prepaymentConfiguration = byCosemTable('prepaymentConfiguration', placeOther);

function dayProfile({ id, switches }: GasCalendar['days'][number]): JsonObject {
  const actions = switches.map((row, index) => ({
    '@index': String(index + 1),
    ...present({
      StartTime: clockTime(stringOf(row.startTime) ?? ''),
      NonDisablementAction: row.priceTierOrEnable === 1 ? 'START' : 'STOP',
    }),
  }));
  return { TimeStartAction: actions, ...present({ GasDayName: id }) };
}

export const gasPrepaymentConfiguration: BodyBuilder = (message) => {
  const commands = commandsOf(message);
  const attributes = attributesOf(message);
  if (commands === undefined || attributes === undefined) return undefined;
  const tree: JsonObject = {};
  const left = placeZigbeeAttributes('gasPrepaymentConfiguration', tree, attributes);
  const calendar = gasCalendar(commands);
  place(tree, 'Gas/NonDisablementCalendar', {
    DayProfiles: { GasNonDisablementDayProfile: calendar.days.map(dayProfile) },
    WeekProfiles: {
      WeekProfile: calendar.weeks.map(({ id, days }) => ({ WeekName: String(id), ReferencedDayName: [...days] })),
    },
    SeasonProfiles: { Season: [...calendar.seasons] },
    SpecialDays: {
      SpecialDay: calendar.specialDays.map(({ date, day }) => present({ Date: date, ReferencedDayName: day })),
    },
  });
  return part(tree, [...left, ...calendar.left]);
};
