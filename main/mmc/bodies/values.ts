/** Values as the MMC writes them, by the words under `as` in the tables of attributes. */
import type { JsonValue } from '../../gbcs/data.ts';
import { text } from '../part.ts';

type Conversion = (value: JsonValue) => string | undefined;

const named =
  (names: Readonly<Record<string, string>>): Conversion =>
  (value) =>
    names[String(value)];

/** The text of hexadecimal octets that are printable ASCII. */
function asciiOf(hex: string): string | undefined {
  const characters = Buffer.from(hex, 'hex').toString('latin1');
  return /^[\x20-\x7e]*$/.test(characters) ? characters : undefined;
}

const ascii: Conversion = (value) => (typeof value === 'string' ? asciiOf(value) : undefined);

const conversions: Readonly<Record<string, Conversion>> = {
  character: ascii,
  hexText: ascii,
  lockedOrUnchanged: named({ true: 'Locked', false: 'Unchanged' }),
  gasLockedOrUnchanged: named({ 2: 'Locked', 3: 'Unchanged' }),
  disableOrUnchanged: named({ true: 'Disable', false: 'Unchanged' }),
  hourlyOrDaily: named({ 3600: 'HOURLY', 86400: 'DAILY' }),
  gasHourlyOrDaily: named({ 0: 'HOURLY', 1: 'DAILY' }),
  // ISO 4217: 826 is the pound sterling; the MMC has the euro as ECB.
  currency: named({ 826: 'GBP', 978: 'ECB' }),
};

/** A value as XML text; undefined where the table's word does not know it. */
export function convert(value: JsonValue, as: string | undefined): string | undefined {
  if (as !== undefined) return conversions[as]?.(value);
  if (typeof value === 'boolean' || typeof value === 'number') return text(value);
  // Octets that are no text do not go into XML.
  return typeof value === 'string' && /^[\x20-\x7e]*$/.test(value) ? value : undefined;
}

/** Gas volumes are thousandths of a cubic metre (MMC: multiplier 1, divisor 1000) where the message does not say. */
export function cubicMetres(value: number, multiplier = 1, divisor = 1000): string {
  return divisor === 0 ? text(value * multiplier) : text((value * multiplier) / divisor);
}

/** The number of decimal places of a ZigBee "trailing digit" bitmap: its upper four bits. */
export function trailingDigits(bitmap: number): number {
  return bitmap >>> 4;
}
