import { describeAlert } from '../alertCodes.ts';
import { formatEui64 } from '../bytes.ts';
import { describeClockTime, describeDate, describeDateTime, isoFromSeconds } from '../times.ts';
import { formatObis } from './objects.ts';
import type { ShapeReading } from './shape.ts';
import { unitName } from './units.ts';

const printable = /^[\x20-\x7e]+$/;

/** What an octet string most likely is: an OBIS code, a date-time, printable text; undefined where it is neither. */
export function describeOctets(bytes: Uint8Array, as?: ShapeReading): string | undefined {
  if (as === 'text') return Buffer.from(bytes).toString('latin1');
  if (as === 'clockTime' && bytes.length === 4) return describeClockTime(bytes);
  if (as === 'date' && bytes.length === 5) return describeDate(bytes);
  if (bytes.length === 8 && as === 'eui64') return formatEui64(bytes);
  if (bytes.length === 12 && bytes[9] === 0x80 && bytes[10] === 0) return describeDateTime(bytes);
  if (bytes.length === 6 && (as === 'obis' || (bytes[0] ?? 9) < 2)) return formatObis(bytes);
  const text = Buffer.from(bytes).toString('latin1');
  return bytes.length > 3 && printable.test(text) ? text : undefined;
}

/** A number as people read it in its place. */
export function describeNumber(value: number, as?: ShapeReading): string {
  if (!Number.isInteger(value) || value < 0) return String(value);
  switch (as) {
    case 'time':
      return value === 0xffff_ffff ? 'never' : isoFromSeconds(value);
    case 'unit':
      return unitName(value) ?? String(value);
    case 'eventCode':
    case 'alertCode':
      return describeAlert(value);
    default:
      return String(value);
  }
}
