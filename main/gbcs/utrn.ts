/**
 * The UTRN of a prepayment top up: 20 digits (GBCS 14; our reading, confirmed by the values and counters of the
 * Reference Test Data Set). The first 19, less a constant, are a number of 57 bits: ten of the counter, two of the
 * value's class, thirteen of its value and 32 of a MAC. How the MAC and the last digit are made is not confirmed by any
 * message, so that neither is checked here.
 */
export interface Utrn {
  /** The low ten bits of the top up counter, which is the upper half of the Originator Counter. */
  readonly counter: number;
  /** 0 where the value is in pence. */
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

function low(number: bigint, bits: bigint): number {
  return Number(BigInt.asUintN(Number(bits), number));
}

/** The parts of a UTRN, or undefined where the text cannot be one. */
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

const counterHalf = 32n;

/** Whether a UTRN was made for an Originator Counter: the top up counter is its upper half. */
export function isUtrnOfCounter({ counter }: Utrn, originatorCounter: bigint): boolean {
  return BigInt.asUintN(Number(counterBits), originatorCounter >> counterHalf) === BigInt(counter);
}
