/**
 * The UTRN of a prepayment top up: 20 digits (GBCS 14, as DCC's published gbcs-parser reads it; confirmed by the
 * Reference Test Data Set). The first 19, less a constant, are a number of 57 bits: ten of the counter, two of the
 * value's class, thirteen of its value and 32 of a MAC. The last is a check digit.
 */
import table from '../../fixtures/gbcs/utrnCheckDigit.json' with { type: 'json' };

export interface Utrn {
  /** The low ten bits of the top up counter, which is the upper half of the Originator Counter. */
  readonly counter: number;
  /** 0 where the value is in pence, 1 where it is in pounds. */
  readonly valueClass: number;
  readonly value: number;
  /** Eight upper-case hexadecimal digits. */
  readonly mac: string;
  readonly checkDigit: number;
}

const utrn = /^\d{20}$/;
const offset = 7_394_156_990_786_306_048n;
const macBits = 32n;
const valueBits = 13n;
const classBits = 2n;
const counterBits = 10n;

export const greatestValue = 2 ** Number(valueBits) - 1;

function low(number: bigint, bits: bigint): number {
  return Number(BigInt.asUintN(Number(bits), number));
}

/** The parts of a UTRN, or undefined where the text cannot be one. Its check digit may be wrong. */
export function readUtrn(text: string): Utrn | undefined {
  if (!utrn.test(text)) return undefined;
  const token = BigInt(text.slice(0, 19)) - offset;
  const head = token >> macBits;
  if (token < 0n || head >> (valueBits + classBits + counterBits) !== 0n) return undefined;
  return {
    counter: low(head >> (valueBits + classBits), counterBits),
    valueClass: low(head >> valueBits, classBits),
    value: low(head, valueBits),
    mac: low(token, macBits).toString(16).toUpperCase().padStart(8, '0'),
    checkDigit: Number(text.slice(19)),
  };
}

/** The upper 32 bits of what a UTRN stands for: all but its MAC. */
export function utrnHead({ counter, valueClass, value }: Pick<Utrn, 'counter' | 'valueClass' | 'value'>): number {
  return (counter << Number(valueBits + classBits)) | (valueClass << Number(valueBits)) | value;
}

/** The 20 digits of a UTRN, of the upper 32 bits and the MAC. */
export function formatUtrn(head: number, mac: number): string {
  const digits = String(offset + ((BigInt(head) << macBits) | BigInt(mac)));
  return `${digits}${checkDigitOf(digits)}`;
}

const counterHalf = 32n;

/** The top up counter of an Originator Counter, as a UTRN holds it. */
export function topUpCounterOf(originatorCounter: bigint): number {
  return low(originatorCounter >> counterHalf, counterBits);
}

/** Whether a UTRN was made for an Originator Counter. */
export function isUtrnOfCounter({ counter }: Utrn, originatorCounter: bigint): boolean {
  return topUpCounterOf(originatorCounter) === counter;
}

const { multiplication, permutations, firstRow, finalDigits } = table;

/** The check digit of some digits. */
export function checkDigitOf(digits: string): number {
  let product = 0;
  [...digits].forEach((digit, place) => {
    const permuted = permutations[(firstRow + place) % permutations.length]?.[Number(digit)];
    product = Number(multiplication[product]?.[Number(permuted)]);
  });
  return Number(finalDigits[product]);
}

/** Whether the last of 20 digits is the check digit of the others. */
export function hasRightCheckDigit(text: string): boolean {
  return utrn.test(text) && checkDigitOf(text.slice(0, 19)) === Number(text.slice(19));
}
