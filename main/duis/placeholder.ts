import type { SimpleModel } from './modelTypes.ts';
import { samplePattern } from './samplePattern.ts';

/** What placeholders are made from; every part may be left out. */
export interface PlaceholderContext {
  /** ISO 8601 date of the first moment to use in dates; the following midnight is UTC. */
  date?: string;
  /** EUI-64 for elements of type EUI. */
  deviceId?: string;
}

const integers =
  /^(integer|positiveInteger|nonNegativeInteger|nonPositiveInteger|int|short|unsigned\w+|decimal|long|byte)$/;

/** Zero where the range allows it, else the number nearest the bounds that fits. */
function number(value: SimpleModel): string {
  const bound = (text: string | undefined, otherwise: number): number =>
    text === undefined ? otherwise : Number(text);
  const { minInclusive, minExclusive, maxInclusive, maxExclusive } = value.limits;
  const least = bound(minInclusive ?? minExclusive, value.base === 'positiveInteger' ? 1 : Number.NEGATIVE_INFINITY);
  const most = bound(maxInclusive ?? maxExclusive, Number.POSITIVE_INFINITY);
  const whole = value.base !== 'decimal';
  const fits = (candidate: number): boolean =>
    candidate >= least &&
    candidate <= most &&
    candidate !== bound(minExclusive, Number.NaN) &&
    candidate !== bound(maxExclusive, Number.NaN) &&
    (!whole || Number.isInteger(candidate));
  const candidates = [0, least, least + 1, Math.ceil(least), most, most - 1, (least + most) / 2];
  return String(candidates.find((candidate) => Number.isFinite(candidate) && fits(candidate)) ?? 0);
}

function text(value: SimpleModel): string {
  const length = Number(value.limits.length ?? value.limits.minLength ?? (value.limits.maxLength === '0' ? 0 : 1));
  const [pattern] = value.patterns;
  const sample = pattern === undefined ? '' : samplePattern(pattern);
  // Names and addresses read as text, identifiers of fixed length as digits.
  const filler = sample.at(-1) ?? (value.limits.minLength === value.limits.maxLength ? '0' : 'x');
  return sample.length >= length ? sample : sample + filler.repeat(length - sample.length);
}

/** A value that a simple type accepts, the same every time: a start to be overwritten. */
export function placeholderFor(value: SimpleModel, context: PlaceholderContext = {}): string {
  const date = context.date ?? '2026-01-01';
  if (value.name === 'EUI' && context.deviceId !== undefined) return context.deviceId;
  const [first] = value.enumerations;
  if (first !== undefined) return first;
  if (integers.test(value.base)) return number(value);
  switch (value.base) {
    case 'boolean':
      return 'false';
    case 'dateTime':
      return `${date}T00:00:00.00Z`;
    case 'date':
      return `${date}Z`;
    case 'time':
      return '00:00:00.00Z';
    case 'base64Binary':
      return Buffer.alloc(Number(value.limits.length ?? value.limits.minLength ?? 1)).toString('base64');
    case 'hexBinary':
      return '00'.repeat(Number(value.limits.length ?? value.limits.minLength ?? 1));
    default:
      return text(value);
  }
}
