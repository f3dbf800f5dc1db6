/** Tariff and prices of a GSME, and the calendars that tariffs and non-disablement share. */
import type { Sourced } from '../../gbcs/encoded.ts';
import { writeCommand, type ZigbeeComponent, type ZigbeeFields } from '../../gbcs/zigbee/writeCommand.ts';
import { clockTimeAt, gasDate, zigbeeDateOctets } from '../dates.ts';
import { at, choiceOf, each, indexOf, isPresent, type Scope } from '../scope.ts';
import { gbz, type UseCaseDescription } from '../useCase.ts';
import { inOrder, numbered } from './electricityCalendars.ts';
import {
  executionTime,
  issuerCalendarId,
  issuerEventId,
  noProvider,
  numberAt,
  startTime,
  toClient,
} from './gasCommands.ts';

/** A calendar of a gas meter, and where its parts are in the request. */
export interface GasCalendar {
  readonly type: number;
  readonly days: string;
  readonly weeks: string;
  readonly seasons: string;
  readonly specialDays: string;
  readonly dayName: string;
  /** The entries of a day: at how many minutes past midnight which tier or action. */
  readonly entries: (day: Scope) => readonly ZigbeeFields[];
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

function dateAt(scope: Scope, names: string) {
  const place = at(scope, names);
  return { value: zigbeeDateOctets(gasDate(place)), path: place.path };
}

function weekFields(week: Scope): ZigbeeFields {
  const days = numbered(each(week, 'ReferencedDayName'), weekdays.length);
  const references = weekdays.map((weekday, place) => {
    const day = days[place];
    return [`Day Id Ref ${weekday}`, day === undefined ? 0 : numberAt(day, '')] as const;
  });
  return { 'Week Id': numberAt(week, 'WeekName'), ...Object.fromEntries(references) };
}

/** The minutes past midnight of a time of day. */
export function minutesAt(scope: Scope, names: string) {
  const { hour, minute } = clockTimeAt(scope, names);
  return { value: hour * 60 + minute, path: at(scope, names).path };
}

/** Publishes a calendar: itself, its days, weeks, seasons and special days. */
export function publishCalendar(scope: Scope, calendar: GasCalendar): readonly ZigbeeComponent[] {
  const days = each(scope, calendar.days);
  const weeks = each(scope, calendar.weeks);
  const seasons = each(scope, calendar.seasons);
  const specialDays = each(scope, calendar.specialDays);
  const identity = {
    ...noProvider,
    'Issuer Event Id': issuerEventId(scope),
    'Issuer Calendar Id': issuerCalendarId(scope),
  };
  const whole = { 'Command Index': 0, 'Number of Commands': 1 };
  return [
    writeCommand(toClient('calendar', 0x00), {
      ...identity,
      'Start Time': startTime(scope),
      'Calendar Type': calendar.type,
      'Calendar Time Reference': 0,
      'Calendar Name': '',
      'Number of Seasons': seasons.length,
      'Number of Week Profiles': weeks.length,
      'Number of Day Profiles': days.length,
    }),
    ...days.map((day) => {
      const entries = calendar.entries(day);
      return writeCommand(toClient('calendar', 0x01), {
        ...identity,
        ...whole,
        'Day Id': numberAt(day, calendar.dayName),
        'Number of Schedule Entries': entries.length,
        'Calendar Type': calendar.type,
        entries,
      });
    }),
    ...weeks.map((week) => writeCommand(toClient('calendar', 0x02), { ...identity, ...weekFields(week) })),
    writeCommand(toClient('calendar', 0x03), {
      ...identity,
      ...whole,
      entries: seasons.map((season) => ({
        'Season Start Date': dateAt(season, 'SeasonStartDate'),
        'Week Id Ref': numberAt(season, 'ReferencedWeekName'),
      })),
    }),
    writeCommand(toClient('calendar', 0x04), {
      ...identity,
      ...whole,
      'Start Time': startTime(scope),
      'Calendar Type': calendar.type,
      'Number of Special Days': specialDays.length,
      entries: specialDays.map((day) => ({
        'Special Day Date': dateAt(day, 'Date'),
        'Day Id Ref': numberAt(day, 'ReferencedDayName'),
      })),
    }),
  ];
}

const table = 'GasTariffElements.SwitchingTable';

// A day of a block tariff names no tier.
const tariffCalendar: GasCalendar = {
  type: 0,
  days: `${table}.DayProfiles.DayProfile`,
  weeks: `${table}.WeekProfiles.WeekProfile`,
  seasons: `${table}.Seasons.Season`,
  specialDays: 'GasTariffElements.SpecialDays.SpecialDay',
  dayName: 'DayName',
  entries: (day) => [
    {
      'Start Time': 0,
      'Price Tier or Enable': isPresent(day, 'TOUTariffAction') ? numberAt(day, 'TOUTariffAction') : 0,
    },
  ],
};

const prices = 'PriceElements.GasPriceElements';
const touPrice = `${prices}.TOUTariff.TOUPrice`;
const blockPrice = `${prices}.BlockTariff.BlockPrice`;
const blockThreshold = 'GasTariffElements.ThresholdMatrix.BlockThreshold';
// ISO 4217.
const currencies = { GBP: 826, ECB: 978 };
const tariffId = 1;
const chargingScheme = { tou: 0x00, block: 0x10 } as const;
const fiveDigits = 0x50;
const notSpecified = 0xff;

const isBlock = (scope: Scope): boolean => isPresent(scope, `${prices}.BlockTariff`);

function publishTariff(scope: Scope, thresholdCount: number | Sourced<number>): ZigbeeComponent {
  return writeCommand(toClient('price', 0x04), {
    ...noProvider,
    'Issuer Event Id': issuerEventId(scope),
    'Issuer Tariff Id': tariffId,
    'Start Time': executionTime(scope),
    'Tariff Type / Charging Scheme': isBlock(scope) ? chargingScheme.block : chargingScheme.tou,
    'Tariff Label': '',
    'Number of Price Tiers in Use': each(scope, touPrice).length,
    'Number of Block Thresholds in Use': thresholdCount,
    'Unit of Measure': 0,
    Currency: {
      value: choiceOf(scope, `${prices}.CurrencyUnits`, currencies),
      path: at(scope, `${prices}.CurrencyUnits`).path,
    },
    'Price Trailing Digit': fiveDigits,
    'Standing Charge': numberAt(scope, `${prices}.StandingCharge`),
    'Tier Block Mode': notSpecified,
    'Block Threshold Multiplier': 1,
    'Block Threshold Divisor': 1000,
  });
}

// The tiers of a TOU tariff count from 1, the blocks of a block tariff from 0.
const matrixControl = { block: 0, tier: 1 } as const;

function publishPrices(scope: Scope): ZigbeeComponent {
  const block = isBlock(scope);
  const rows = inOrder(each(scope, block ? blockPrice : touPrice));
  return writeCommand(toClient('price', 0x05), {
    ...noProvider,
    'Issuer Event Id': issuerEventId(scope),
    'Start Time': startTime(scope),
    'Issuer Tariff Id': tariffId,
    'Command Index': 0,
    'Number of Commands': 1,
    'Sub-payload Control': block ? matrixControl.block : matrixControl.tier,
    entries: rows.map((row) => ({
      'Tier / Block Id': { value: indexOf(row) - (block ? 1 : 0), path: row.path },
      Price: numberAt(row, ''),
    })),
  });
}

// The same thresholds for every tier.
const forAllTiers = 0x01;

function publishThresholds(scope: Scope): ZigbeeComponent {
  const thresholds = numbered(each(scope, blockThreshold));
  return writeCommand(toClient('price', 0x06), {
    ...noProvider,
    'Issuer Event Id': issuerEventId(scope),
    'Start Time': startTime(scope),
    'Issuer Tariff Id': tariffId,
    'Command Index': 0,
    'Number of Commands': 1,
    'Sub-payload Control': forAllTiers,
    entries: [
      {
        'Tier / Number of Block Thresholds': thresholds.length,
        entries: thresholds.map((threshold) => ({ 'Block Threshold': numberAt(threshold, '', 0, 2 ** 48 - 1) })),
      },
    ],
  });
}

export const gasTariff: readonly UseCaseDescription[] = [
  gbz('GCS01a', 0x006b, '1.1.1', (scope) => [
    ...publishCalendar(scope, tariffCalendar),
    // As many thresholds as the matrix has: the vectors do not follow NumberOfThresholds here.
    publishTariff(scope, isBlock(scope) ? each(scope, blockThreshold).length : 0),
    ...(isBlock(scope) ? [publishThresholds(scope)] : []),
    publishPrices(scope),
  ]),
  gbz('GCS01b', 0x00a3, '1.2.1', (scope) => [
    publishTariff(scope, isBlock(scope) ? numberAt(scope, `${prices}.BlockTariff.NumberOfThresholds`, 1, 3) : 0),
    publishPrices(scope),
  ]),
];
