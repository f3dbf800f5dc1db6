import type { ChargedAccount } from '../charging.ts';
import type { CreditAccount } from '../credit.ts';
import type { GasConsumption } from '../gasConsumption.ts';
import type { Interruptions } from '../interruptions.ts';
import type { ZigbeeAttributes } from './attributes.ts';

const paymentControl = '0705/0000';
const balance = '0705/0001';
/** Prepayment rather than credit in Payment Control Configuration (ZigBee Smart Energy: bit 1). */
export const prepaymentBit = 0x02;
const tiers = [1, 2, 3, 4] as const;
/** Decimal places do not matter here: thresholds have those of the account. */
const lowCreditWarningLevel = '0705/0031';
const cutOffValue = '0705/0040';
/** Supply Status (ZigBee Smart Energy). */
const supplyStatus = '0702/0014';
const supplyStates = ['disabled', 'armed', 'enabled'] as const;

/** What of the account bears on the supply. @param lent the emergency credit, where it was lent */
export const creditOf = (
  attributes: ZigbeeAttributes,
  interruptions: Pick<Interruptions, 'set'>,
  lent: () => number,
): CreditAccount => ({
  isPrepayment: () => isPrepayment(attributes),
  credit: () => attributes.number(balance) + lent(),
  lowCreditThreshold: () => attributes.number(lowCreditWarningLevel),
  disablementThreshold: () => attributes.number(cutOffValue),
  supply: () => supplyStates[attributes.number(supplyStatus)] ?? 'disabled',
  setSupply(state, nowMs) {
    attributes.put(supplyStatus, supplyStates.indexOf(state));
    interruptions.set('supply', state !== 'enabled', nowMs);
  },
});

/** A kilowatt-hour is so many megajoules. */
const megajoules = 3.6;
/** Amounts of the account have five decimal places (RTDS, GCS04). */
const accountScale = 5;

export const isPrepayment = (attributes: ZigbeeAttributes): boolean =>
  (attributes.number(paymentControl) & prepaymentBit) !== 0;

export const addToBalance = (attributes: ZigbeeAttributes, amount: number): void =>
  attributes.put(balance, attributes.number(balance) + amount);

/** The key of a tier's price (RTDS, GCS21f). */
export const tierPriceKey = (tier: number): string => `0700/04${tier.toString(16).toUpperCase()}0`;

/** The first tier that has a price is in force; 0 is the price without tiers. */
export function activeTier(attributes: ZigbeeAttributes): { tier: number; price: number } {
  const tier = tiers.find((one) => attributes.number(tierPriceKey(one)) > 0) ?? 0;
  return { tier, price: attributes.number(tierPriceKey(tier)) };
}

/** A number whose decimal places stand in the upper half of another attribute (ZigBee Smart Energy, trailing digits). */
const scaled = (attributes: ZigbeeAttributes, value: string, digits: string): number =>
  attributes.number(value) / 10 ** (attributes.number(digits) >> 4);

/** Kilowatt-hours of a volume in thousandths of a cubic metre, by conversion factor and calorific value. */
const energyOf = (attributes: ZigbeeAttributes, volume: number): number =>
  ((volume / 1000) * scaled(attributes, '0700/0302', '0700/0303') * scaled(attributes, '0700/0304', '0700/0306')) /
  megajoules;

/** What a gas meter charges. */
export function accountOf(attributes: ZigbeeAttributes, consumption: GasConsumption): ChargedAccount {
  const inAccount = (amount: number): number => amount * 10 ** (accountScale - (attributes.number('0700/0617') >> 4));
  return {
    isPrepayment: () => isPrepayment(attributes),
    costOf: (fromMs, toMs) =>
      energyOf(attributes, consumption.totalAt(toMs) - consumption.totalAt(fromMs)) *
      inAccount(activeTier(attributes).price),
    standingCharge: () => inAccount(attributes.number('0700/0301')),
    take: (amount) => addToBalance(attributes, -amount),
  };
}
