/** Electricity tariffs: ECS01a, ECS01b, ECS01c, ECS01d (set) and ECS24, ECS24b (read). */
import { toHex } from '../bytes.ts';
import type { MessageData, SwitchingTable, TariffData } from '../data.ts';
import { asList, asNumber, asOctets, asText, type CosemValue } from '../dlms/values.ts';
import { describeClockTime, describeDate, describeDateTime } from '../times.ts';
import { type SpecifiedValue, specifiedValues } from './attributes.ts';
import type { Interpretation } from './interpreter.ts';

const classes = { specialDays: 11, activityCalendar: 20, registerMonitor: 21, charge: 113 } as const;
const notInUse = 0xffff_ffff;
const standingCharge = '0-0:19.20.4.255';

/** The value of an attribute by class and any of its attribute ids: active ones are read, passive ones set. */
function attributeOf(
  values: readonly SpecifiedValue[],
  classId: number,
  ids: readonly number[],
): CosemValue | undefined {
  return values.find(({ specification }) => specification?.classId === classId && ids.includes(specification.id))
    ?.value;
}

// A week profile is named by an octet string of one octet.
function weekId(value: CosemValue | undefined): number {
  return asOctets(value)?.[0] ?? asNumber(value) ?? 0;
}

function rows(value: CosemValue | undefined): readonly (readonly CosemValue[])[] {
  return (asList(value) ?? []).map((row) => asList(row) ?? []);
}

function switchingTable(values: readonly SpecifiedValue[]): SwitchingTable | undefined {
  const seasons = attributeOf(values, classes.activityCalendar, [3, 7]);
  if (asList(seasons) === undefined) return undefined;
  return {
    seasons: rows(seasons).map(([name, start, week]) => ({
      name: asText(name) ?? '',
      start: describeDateTime(asOctets(start) ?? new Uint8Array()),
      week: weekId(week),
    })),
    weeks: rows(attributeOf(values, classes.activityCalendar, [4, 8])).map(([id, ...days]) => ({
      id: weekId(id),
      days: days.map((day) => asNumber(day) ?? 0),
    })),
    days: rows(attributeOf(values, classes.activityCalendar, [5, 9])).map(([id, schedule]) => ({
      id: asNumber(id) ?? 0,
      switches: rows(schedule).map(([start, , register]) => ({
        start: describeClockTime(asOctets(start) ?? new Uint8Array()),
        register: asNumber(register) ?? 0,
      })),
    })),
    specialDays: rows(attributeOf(values, classes.specialDays, [2])).map(([, date, day]) => ({
      date: describeDate(asOctets(date) ?? new Uint8Array()),
      day: asNumber(day) ?? 0,
    })),
  };
}

interface UnitCharge {
  readonly scale: number;
  readonly prices: readonly { readonly index: number; readonly price: number }[];
}

// { { commodity scale, price scale }, commodity reference, [ { index, charge per unit } ] }
function unitCharge(value: CosemValue): UnitCharge {
  const [scaling, , table] = asList(value) ?? [];
  return {
    scale: asNumber(asList(scaling)?.[1]) ?? 0,
    prices: rows(table).map(([index, price]) => ({
      index: Number.parseInt(toHex(asOctets(index) ?? new Uint8Array()) || '0', 16),
      price: asNumber(price) ?? 0,
    })),
  };
}

/** The tariff a message sets or answers; undefined where it carries neither switching table nor prices. */
export function tariff(message: Interpretation): MessageData | undefined {
  const values = specifiedValues(message).filter(({ value, failure }) => value !== null && failure === undefined);
  const table = switchingTable(values);
  const thresholds = values
    .filter(({ specification }) => specification?.classId === classes.registerMonitor)
    .map(({ value }) =>
      (asList(value) ?? []).flatMap((item) => asNumber(item) ?? []).filter((item) => item !== notInUse),
    );
  const charges = values.filter(
    ({ specification }) => specification?.classId === classes.charge && [5, 6].includes(specification.id),
  );
  const standing = charges.find(({ specification }) => specification?.instance === standingCharge);
  const priced = charges.find(({ specification }) => specification?.instance !== standingCharge);
  if (table === undefined && charges.length === 0) return undefined;
  const standingUnit = standing === undefined ? undefined : unitCharge(standing.value);
  const prices = priced === undefined ? undefined : unitCharge(priced.value);
  const scale = prices?.scale ?? standingUnit?.scale;
  const amount = standingUnit?.prices[0]?.price;
  const data: TariffData = {
    kind: 'tariff',
    ...(table === undefined ? {} : { switchingTable: table }),
    ...(thresholds.length === 0 ? {} : { blockThresholds: thresholds }),
    ...(amount === undefined ? {} : { standingCharge: amount }),
    ...(prices === undefined ? {} : { prices: prices.prices }),
    ...(scale === undefined ? {} : { priceScale: scale }),
  };
  return data;
}
