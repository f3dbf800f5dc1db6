import { asList, asNumber } from '../../../gbcs/dlms/values.ts';
import type { CosemAttributes } from './attributes.ts';
import { addEntry, logTime, plainOf } from './logs.ts';

/**
 * The prepayment account of an electricity meter. Amounts are hundred-thousandths of the currency unit (GBCS: scaler -5).
 * Which object holds which register is our reading of the commands of the Reference Test Data Set.
 */
const registers = {
  balance: '112/0-0:19.10.0.255/2',
  emergencyCredit: '112/0-0:19.10.1.255/2',
  accumulatedDebt: '112/0-0:19.10.2.255/2',
  emergencyCreditLimit: '112/0-0:19.10.1.255/9',
  timeDebt1: '113/0-0:19.20.1.255/2',
  timeDebt2: '113/0-0:19.20.2.255/2',
  paymentDebt: '113/0-0:19.20.3.255/2',
} as const;

const accountMode = '111/0-0:19.0.0.255/2';
const topUpLog = '7/0-0:98.1.5.255/2';

const put = (attributes: CosemAttributes, key: string, value: number): void => attributes.put(key, { i32: value | 0 });

/** The six registers that ECS19 reads as one. */
export const registersAsOne = (attributes: CosemAttributes) => ({
  structure: [
    registers.balance,
    registers.emergencyCredit,
    registers.timeDebt1,
    registers.timeDebt2,
    registers.paymentDebt,
    registers.accumulatedDebt,
  ].map((key) => ({ i32: attributes.number(key) })),
});

export const adjustBalance = (attributes: CosemAttributes, amount: number): void =>
  put(attributes, registers.balance, attributes.number(registers.balance) + amount);

/** Adds a top up to the balance and to the log of top ups. */
export function topUpBalance(attributes: CosemAttributes, amount: number, nowMs: number): void {
  adjustBalance(attributes, amount);
  addEntry(attributes, topUpLog, [logTime(nowMs), amount]);
}

const prepaymentMode = 2;

export const isPrepayment = (attributes: CosemAttributes): boolean =>
  // Structure of two enumerations: mode and status.
  attributes.get(accountMode)?.[3] === prepaymentMode;

/** Decimal places of an amount, the account's own five included. */
const accountScale = 5;
const firstEntry = 0;

/**
 * The price of a unit by a Charge object's unit charge (DLMS class 113, attribute 5: scales of commodity and price, what is
 * charged, the table), in hundred-thousandths of the currency unit; a Wh where the commodity's scale is 3.
 */
function priceIn(attributes: CosemAttributes, key: string): number {
  const octets = attributes.get(key);
  const [scales, , rows] = (octets && asList(plainOf(octets))) ?? [];
  const [commodityScale = 0, priceScale = 0] = (asList(scales) ?? []).map((scale) => asNumber(scale) ?? 0);
  const price = asNumber(asList(asList(rows)?.[firstEntry])?.[1]) ?? 0;
  return (price * 10 ** (priceScale + accountScale)) / 10 ** commodityScale;
}

/** One rate is in force: the first of the price matrix. */
export const priceOfWattHour = (attributes: CosemAttributes): number => priceIn(attributes, '113/0-0:19.20.0.255/5');
export const standingChargeOf = (attributes: CosemAttributes): number => priceIn(attributes, '113/0-0:19.20.4.255/5');

const lowCreditThreshold = '111/0-0:19.0.0.255/16';
const disablementThreshold = '9000/0-0:94.44.128.22/2';

/** The one threshold of the register monitor that ECS23 reads. */
export const thresholdsAsOne = (attributes: CosemAttributes) => ({
  array: [{ i32: attributes.number(disablementThreshold) }],
});

/** What of the account bears on the supply; emergency credit is in its register once it was lent. */
export const creditOf = (attributes: CosemAttributes) => ({
  isPrepayment: () => isPrepayment(attributes),
  credit: () => attributes.number(registers.balance) + attributes.number(registers.emergencyCredit),
  lowCreditThreshold: () => attributes.number(lowCreditThreshold),
  disablementThreshold: () => attributes.number(disablementThreshold),
});

/** Lends the emergency credit, in prepayment mode alone (SMETS2). False where it is refused. */
export function lendEmergencyCredit(attributes: CosemAttributes): boolean {
  if (!isPrepayment(attributes)) return false;
  put(attributes, registers.emergencyCredit, attributes.number(registers.emergencyCreditLimit));
  return true;
}
