/** Gas tariffs: GCS21f, 4.11.1. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { JsonRecord } from '../../gbcs/data.ts';
import { type BodyBuilder, describe, numberOf, part, place, present, stringOf } from '../part.ts';
import { type GasCalendar, gasCalendar } from './gasCalendar.ts';
import { cubicMetres, trailingDigits } from './values.ts';
import { attributesOf, commandsOf, fieldsOf, placeZigbeeAttributes } from './zigbeeAttributes.ts';

const four = [1, 2, 3, 4];

/** Numbered attributes as numbered elements, without those that are absent; their names are noted as taken. */
function numbered(
  attributes: JsonRecord,
  names: readonly string[],
  taken: string[],
  write: (value: number) => string = String,
): JsonObject[] {
  return names.flatMap((name, index) => {
    const value = numberOf(attributes[name]);
    if (value === undefined) return [];
    taken.push(name);
    return [{ '@index': String(index + 1), '#text': write(value) }];
  });
}

function placePrices(tree: JsonObject, attributes: JsonRecord): readonly string[] {
  const taken = ['thresholdDivisor', 'thresholdMultiplier', 'unitOfMeasure'];
  const multiplier = numberOf(attributes.thresholdMultiplier);
  const divisor = numberOf(attributes.thresholdDivisor);
  const names = (before: string, after: string): string[] => four.map((index) => `${before}${index}${after}`);
  const thresholds = numbered(attributes, names('block', 'Threshold').slice(0, 3), taken, (value) =>
    cubicMetres(value, multiplier, divisor),
  );
  place(tree, 'Gas/TariffThresholds', { BlockThreshold: thresholds });
  place(tree, 'Gas/TOUTariff', { TariffTOUPrice: numbered(attributes, names('tier', 'Block1Price'), taken) });
  place(tree, 'Gas/BlockTariff', { BlockPrice: numbered(attributes, names('noTierBlock', 'Price'), taken) });
  return taken;
}

/** The tariff of a day: the MMC knows no times, since a gas tariff changes by the day alone. */
function dayProfile({ id, switches }: GasCalendar['days'][number], left: string[]): JsonObject {
  const [only, ...more] = switches;
  const tier = numberOf(only?.priceTierOrEnable);
  const isTimeOfUse = tier !== undefined && four.includes(tier);
  if (more.length > 0 || stringOf(only?.startTime) !== '00:00' || !isTimeOfUse) {
    left.push(describe(`Day profile ${id}`, [...switches]));
  }
  return present({ DayName: id, TOUTariffAction: isTimeOfUse ? tier : undefined });
}

function placeCalendar(tree: JsonObject, calendar: GasCalendar, left: string[]): void {
  place(tree, 'Gas/TariffSwitchingTable', {
    DayProfiles: { DayProfile: calendar.days.map((day) => dayProfile(day, left)) },
    WeekProfiles: {
      WeekProfile: calendar.weeks.map(({ id, days }) => ({ ...present({ WeekName: id }), ReferencedDay: [...days] })),
    },
    Seasons: { Season: [...calendar.seasons] },
  });
  place(tree, 'Gas/TariffSwitchingTableSpecialDays', {
    SpecialDay: calendar.specialDays.map(({ date, day }) => present({ Date: date, ReferencedDay: day })),
  });
  left.push(...calendar.left);
}

export const gasTariff: BodyBuilder = (message) => {
  const commands = commandsOf(message);
  const attributes = attributesOf(message);
  if (commands === undefined || attributes === undefined) return undefined;
  const tree: JsonObject = { Gas: {} };
  const left = placeZigbeeAttributes('gasTariff', tree, attributes, placePrices);
  placeCalendar(tree, gasCalendar(commands), left);
  const [price] = fieldsOf(commands, 'Publish Price');
  const active = numberOf(price?.price);
  const digits = numberOf(price?.priceTrailingDigitAndPriceTier);
  if (active !== undefined) place(tree, 'Gas/PrimaryActiveTariffPrice', String(active));
  if (digits !== undefined) place(tree, 'Gas/PrimaryActiveTariffPriceScale', String(-trailingDigits(digits)));
  return part(tree, left);
};
