/** Electricity tariffs: 4.11.1 and 4.11.2. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { SwitchingTable, TariffData } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyBuilder, describe, indexed, part, present } from '../part.ts';
import { electricityDate, timeOfDay } from './dates.ts';

// Scripts of the tariff switching table (GBCS): 1 to 48 time of use, 101 to 108 blocks, 201 to 204 the second element.
const firstBlockScript = 100;
const firstSecondaryScript = 200;
// Charge table index: 1 to 48 time of use; from A1 the eight registers of block 1, from B1 those of block 2 …
const firstBlockIndex = 0xa1;
const blockStep = 0x10;

function action(register: number): JsonObject {
  if (register > firstSecondaryScript) return { TOUTariffAction: String(register - firstSecondaryScript) };
  if (register > firstBlockScript) return { BlockTariffAction: String(register - firstBlockScript) };
  return { TOUTariffAction: String(register) };
}

function season({ name, start, week }: SwitchingTable['seasons'][number], left: string[]): JsonObject {
  const time = timeOfDay(start);
  const date = electricityDate(start);
  // The MMC has no time of day for a season's start.
  if (time !== undefined || date === undefined) left.push(describe(`Season ${name} start`, start));
  return present({ SeasonName: name, SeasonStartDate: date, ReferencedWeekName: week });
}

function switching(table: SwitchingTable, left: string[]): JsonObject {
  const specialDays = table.specialDays.flatMap(({ date, day }) => {
    const tree = electricityDate(date);
    if (tree === undefined) left.push(describe('Special day', `${date} day ${day}`));
    return tree === undefined ? [] : [{ Date: tree, ReferencedDay: String(day) }];
  });
  return {
    TariffSwitchingTable: {
      DayProfiles: {
        DayProfile: table.days.map(({ id, switches }) => ({
          Day: String(id),
          ProfileSchedule: switches.map(({ start, register }) => ({ StartTime: start, ...action(register) })),
        })),
      },
      WeekProfiles: {
        WeekProfile: table.weeks.map(({ id, days }) => ({ WeekName: String(id), ReferencedElecDay: indexed(days) })),
      },
      Seasons: { Season: table.seasons.map((one) => season(one, left)) },
    },
    TariffSwitchingTableSpecialDays: { SpecialDay: specialDays },
  };
}

function prices(data: TariffData): JsonObject {
  const all = data.prices ?? [];
  const timeOfUse = all.filter(({ index }) => index < firstBlockIndex);
  const blocks = all.filter(({ index }) => index >= firstBlockIndex);
  const registers = Array.from({ length: 8 }, (_, register) => ({
    '@index': String(register + 1),
    BlockPrice: blocks
      .filter(({ index }) => (index - firstBlockIndex) % blockStep === register)
      .map(({ index, price }) => ({
        '@index': String(Math.floor((index - firstBlockIndex) / blockStep) + 1),
        '#text': String(price),
      })),
  }));
  return {
    ...(timeOfUse.length > 0 && {
      TariffTOUPriceMatrix: {
        TariffTOUPrice: timeOfUse.map(({ index, price }) => ({ '@index': String(index), '#text': String(price) })),
      },
    }),
    ...(blocks.length > 0 && { TariffBlockPriceMatrix: { TariffBlockPrices: registers } }),
  };
}

function thresholds(data: TariffData): JsonObject {
  if (data.blockThresholds === undefined) return {};
  return {
    TariffThresholdMatrix: {
      ElecTariffThresholds: data.blockThresholds.map((values, index) => ({
        '@index': String(index + 1),
        BlockThreshold: indexed(values),
      })),
    },
  };
}

/** The value of the one field of a name, which is whole in the message where the typed tariff leaves it out. */
function fieldValue({ fields }: DecodedMessage, name: string): string | undefined {
  return fields.find(({ path }) => path.startsWith('Payload.Access Response.Data[') && path.endsWith(`].${name}`))
    ?.value;
}

const isWhole = (value: string | undefined): value is string => /^-?\d+$/.test(value ?? '');

// GBCS: true is pounds, else the currency of the European Central Bank, as the commands that set it have it.
const currencies: Readonly<Record<string, string>> = { true: 'GBP', false: 'ECB' };

/** The price in force, under the name that the element has for it, and the currency. */
function activePrice(message: DecodedMessage, data: TariffData, name: string, left: string[]): JsonObject {
  const price = fieldValue(message, 'Value');
  const scale = fieldValue(message, 'Scaler Unit.Scaler');
  // The MMC has one scale for this price and the matrix.
  if (scale !== undefined && scale !== String(data.priceScale)) left.push(describe(`Scale of ${name}`, scale));
  return present({
    [name]: isWhole(price) ? price : undefined,
    CurrencyUnitsLabel: currencies[fieldValue(message, 'Value Active') ?? ''],
  });
}

function tariffBody(message: DecodedMessage, price: string): { tree: JsonObject; left: string[] } | undefined {
  if (message.data?.kind !== 'tariff') return undefined;
  const left: string[] = [];
  const { switchingTable, standingCharge, priceScale } = message.data;
  const tree = {
    ...activePrice(message, message.data, price, left),
    ...present({ StandingCharge: standingCharge, PriceScale: priceScale }),
    ...prices(message.data),
    ...(switchingTable && switching(switchingTable, left)),
    ...thresholds(message.data),
  };
  return { tree, left };
}

export const tariff: BodyBuilder = (message) => {
  const read = tariffBody(message, 'PrimaryActiveTariffPrice');
  return read && part({ Electricity: read.tree }, read.left);
};

export const secondaryTariff: BodyBuilder = (message) => {
  const read = tariffBody(message, 'SecondaryActiveTariffPrice');
  return read && part(read.tree, read.left);
};
