import type { SimpleModel } from '../duis/modelTypes.ts';

const integerRanges: Readonly<Record<string, readonly [low: number, high: number]>> = {
  integer: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  short: [-32_768, 32_767],
  unsignedShort: [0, 65_535],
  unsignedInt: [0, 4_294_967_295],
  nonNegativeInteger: [0, Number.POSITIVE_INFINITY],
  positiveInteger: [1, Number.POSITIVE_INFINITY],
};

const forms: Readonly<Record<string, RegExp>> = {
  dateTime: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  time: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/,
  hexBinary: /^([0-9A-F]{2})*$/i,
  boolean: /^(true|false)$/,
  decimal: /^-?\d+(\.\d+)?$/,
};

/** Characters that XML 1.0 has no place for, be they escaped or not. */
const isXmlText = (value: string): boolean =>
  [...value].every((character) => character >= ' ' && character !== '\ufffe' && character !== '\uffff');

/** Devices may write days that their months do not have, such as 31 September. */
function isCalendarDay(base: string, value: string): boolean {
  if (base !== 'dateTime' && base !== 'date') return true;
  const day = value.slice(0, 10);
  const milliseconds = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(milliseconds) && new Date(milliseconds).toISOString().startsWith(day);
}

function fitsNumber({ base, limits }: SimpleModel, value: string): boolean {
  const number = Number(value);
  const range = integerRanges[base];
  if (range !== undefined && !/^-?\d+$/.test(value)) return false;
  const [low, high] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return (
    number >= Math.max(low, Number(limits.minInclusive ?? low)) &&
    number <= Math.min(high, Number(limits.maxInclusive ?? high))
  );
}

/** Whether a value is of a type of the MMC's XSD: its base, enumerations, patterns, lengths and limits. */
export function fitsValue(model: SimpleModel, value: string): boolean {
  const { base, enumerations, patterns, limits } = model;
  if (!isXmlText(value)) return false;
  if (enumerations.length > 0 && !enumerations.includes(value)) return false;
  if (limits.maxLength !== undefined && value.length > Number(limits.maxLength)) return false;
  if (limits.minLength !== undefined && value.length < Number(limits.minLength)) return false;
  if (forms[base]?.test(value) === false || !isCalendarDay(base, value)) return false;
  if (patterns.some((pattern) => !new RegExp(`^(?:${pattern})$`).test(value))) return false;
  return (integerRanges[base] === undefined && base !== 'decimal') || fitsNumber(model, value);
}
