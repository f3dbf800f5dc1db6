/** Tariff and prices of an ESME: ECS01a to ECS01d. */

import { lengthOctets, octets } from '../../gbcs/bytes.ts';
import { logicalName } from '../../gbcs/dlms/encode.ts';
import { type Encoded, fixed, join, sourced } from '../../gbcs/encoded.ts';
import { type Access, chosenBy, set } from '../dlms/access.ts';
import {
  arrayOfEncoded,
  booleanFor,
  doubleLongUnsigned,
  execution,
  i8,
  integer,
  long,
  longUnsigned,
  octetString,
  structureOfEncoded,
  type Value,
} from '../dlms/values.ts';
import { at, each, indexOf, integerOf, invalidValue, type Scope } from '../scope.ts';
import { dlms, type UseCaseDescription } from '../useCase.ts';
import { days, inOrder, numbered, seasons, specialDays, weeks } from './electricityCalendars.ts';

const noReference = structureOfEncoded([
  fixed(longUnsigned(0)),
  fixed(octetString(new Uint8Array(6))),
  fixed(integer(0)),
]);

function registerReference(obis: string): Encoded {
  return structureOfEncoded([fixed(longUnsigned(3)), fixed(octetString(logicalName(obis))), fixed(integer(2))]);
}

interface ChargeTable {
  /** The power of ten of the unit that is charged for: 3 for kilowatt hours, 0 for what is not measured. */
  readonly commodityScale: number;
  readonly priceScale: Encoded;
  readonly commodity: Encoded;
  readonly rows: readonly Encoded[];
}

function chargeTable({ commodityScale, priceScale, commodity, rows }: ChargeTable): Encoded {
  return structureOfEncoded([
    structureOfEncoded([fixed(integer(commodityScale)), priceScale]),
    commodity,
    arrayOfEncoded(rows),
  ]);
}

/** A charge that does not depend on consumption: one row with an empty index. */
export function flatCharge(amount: string, scale: string): Value {
  return (scope) => {
    const value = sourced(long(integerOf(scope, amount, -0x8000, 0x7fff)), at(scope, amount).path);
    const row = structureOfEncoded([fixed(octetString(new Uint8Array())), value]);
    return chargeTable({ commodityScale: 0, priceScale: i8(scale)(scope), commodity: noReference, rows: [row] });
  };
}

const touCount = 48;
const blockCount = 8;
const blockTierCount = 4;
const kilo = 3;
const importRegister = '1-0:1.8.0.255';

interface Price {
  readonly value: number;
  readonly path: string;
}

/** Prices by the index the table has for them. Throws a fault where two have the same. */
function byIndex(prices: readonly (readonly [index: number, scope: Scope])[]): ReadonlyMap<number, Price> {
  const found = new Map<number, Price>();
  for (const [index, scope] of prices) {
    if (found.has(index)) throw invalidValue(scope, '@index', 'each price once');
    found.set(index, priceAt(scope));
  }
  return found;
}

/** The prices the request gives, in whichever of the three kinds of tariff. */
function pricesOf(scope: Scope): ReadonlyMap<number, Price> {
  return byIndex(
    ['TOUTariff', 'BlockTariff', 'HybridTariff'].flatMap((kind) => [
      ...each(scope, `${kind}.TOUPrice`).map((price) => [indexOf(price), price] as const),
      ...each(scope, `${kind}.BlockPrices`).flatMap((block) =>
        each(block, 'BlockPrice').map((price) => [blockIndex(indexOf(block), indexOf(price)), price] as const),
      ),
    ]),
  );
}

function priceAt(scope: Scope): Price {
  return { value: integerOf(scope, '', -0x8000, 0x7fff), path: scope.path };
}

// A1 to A8 are the first block of each of the eight block registers, B1 to B8 the second, and so on.
function blockIndex(register: number, block: number): number {
  return 0x90 + block * 0x10 + register;
}

const tableIndices = [
  ...Array.from({ length: touCount }, (_, tou) => tou + 1),
  ...Array.from({ length: blockTierCount * blockCount }, (_, place) =>
    blockIndex((place % blockCount) + 1, Math.floor(place / blockCount) + 1),
  ),
];

function priceRow(index: number, price: Price | undefined): Encoded {
  const value = price === undefined ? fixed(long(0)) : sourced(long(price.value), price.path);
  return structureOfEncoded([fixed(octetString(octets(index))), value]);
}

/** The price of every register of the primary element; those the request leaves out cost nothing. */
const primaryPrices: Value = (scope) => {
  const prices = pricesOf(scope);
  return chargeTable({
    commodityScale: kilo,
    priceScale: i8('PriceScale')(scope),
    commodity: registerReference(importRegister),
    rows: tableIndices.map((index) => priceRow(index, prices.get(index))),
  });
};

const secondaryImportRegister = '1-20:1.8.0.255';
const secondaryTouCount = 4;

/** The four prices of the secondary element. */
const secondaryPrices: Value = (scope) => {
  const prices = byIndex(each(scope, 'ElectricityPriceElement').map((price) => [indexOf(price), price] as const));
  const rows = Array.from({ length: secondaryTouCount }, (_, place) => priceRow(place + 1, prices.get(place + 1)));
  return chargeTable({
    commodityScale: kilo,
    priceScale: i8('PriceScale')(scope),
    commodity: registerReference(secondaryImportRegister),
    rows,
  });
};

/** A description of a value, taken from an inner place of the request. */
export function within(names: string, value: Value): Value {
  return (scope) => value(at(scope, names));
}

const prices = 'PriceElements.ElectricityPriceElements';
const standingCharge = within(prices, flatCharge('StandingCharge', 'StandingChargeScale'));

function thresholds(scope: Scope): readonly Access[] {
  const matrix = inOrder(each(scope, 'ElecTariffElements.ThresholdMatrix.Thresholds'));
  return matrix.map((block) =>
    chosenBy(
      block.path,
      set(`21/0-0:16.1.${10 + indexOf(block)}.255/2`, () => blockThresholds(block)),
    ),
  );
}

function blockThresholds(block: Scope): Encoded {
  const values = numbered(each(block, 'BlockThreshold'));
  const rows = values.map((value) => sourced(doubleLongUnsigned(integerOf(value, '', 0, 0xffff_ffff)), value.path));
  return join(octets(0x01), lengthOctets(rows.length), ...rows);
}

const primaryTable = 'ElecTariffElements.SwitchingTable';
const primaryScripts = { touBase: 0, blockBase: 100 };
const secondaryScripts = { touBase: 200 };
// GBCS: true stands for pounds; the other currency is the European Central Bank's.
const currencies = { GBP: true, ECB: false };

const activationTimes = (...targets: readonly string[]): readonly Access[] =>
  targets.map((target) => set(target, execution));

export const electricityTariff: readonly UseCaseDescription[] = [
  dlms('ECS01a', 0x0019, '1.1.1', (scope) => [
    set('20/0-0:13.0.0.255/7', seasons(`${primaryTable}.Seasons.Season`)),
    set('20/0-0:13.0.0.255/8', weeks(`${primaryTable}.WeekProfiles.WeekProfile`)),
    set('20/0-0:13.0.0.255/9', days(`${primaryTable}.DayProfiles.DayProfile`, primaryScripts)),
    set('11/0-1:11.0.0.255/2', specialDays('ElecTariffElements.SpecialDays.SpecialDay')),
    ...thresholds(scope),
    set('9000/0-0:94.44.2.0/4', booleanFor('ElecTariffElements.CurrencyUnits', currencies)),
    set('113/0-0:19.20.4.255/6', standingCharge),
    set('113/0-0:19.20.0.255/6', within(prices, primaryPrices)),
    ...activationTimes(
      '20/0-0:13.0.0.255/10',
      '9000/0-0:94.44.128.29/6',
      '9000/0-0:94.44.2.0/6',
      '113/0-0:19.20.4.255/7',
      '113/0-0:19.20.0.255/7',
      '9000/0-0:63.1.1.255/6',
    ),
  ]),
  dlms('ECS01b', 0x00a2, '1.2.1', [
    set('113/0-0:19.20.4.255/6', standingCharge),
    set('113/0-0:19.20.0.255/6', within(prices, primaryPrices)),
    ...activationTimes('113/0-0:19.20.4.255/7', '113/0-0:19.20.0.255/7'),
  ]),
  dlms('ECS01c', 0x00b7, '1.1.2', [
    set('113/0-0:19.20.5.255/6', within('PriceElements', secondaryPrices)),
    set('20/0-0:13.0.1.255/7', seasons('SwitchingTable.Seasons.Season')),
    set('20/0-0:13.0.1.255/8', weeks('SwitchingTable.WeekProfiles.WeekProfile')),
    set('20/0-0:13.0.1.255/9', days('SwitchingTable.DayProfiles.DayProfile', secondaryScripts)),
    set('11/0-1:11.0.1.255/2', specialDays('SpecialDays.SpecialDay')),
    ...activationTimes('20/0-0:13.0.1.255/10', '113/0-0:19.20.5.255/7', '9000/0-0:94.44.128.30/6'),
  ]),
  dlms('ECS01d', 0x00c7, '1.2.2', [
    set('113/0-0:19.20.5.255/6', within('PriceElements', secondaryPrices)),
    ...activationTimes('113/0-0:19.20.5.255/7'),
  ]),
];
