/** Descriptions of COSEM values: how the octets of one follow from a place in the request. */
import { concatenate, lengthOctets, octets } from '../../gbcs/bytes.ts';
import {
  arrayOf,
  doubleLongUnsigned,
  enumeration,
  integer,
  logicalName,
  longUnsigned,
  nullData,
  octetString,
} from '../../gbcs/dlms/encode.ts';
import { tag } from '../../gbcs/dlms/tags.ts';
import { type Encoded, fixed, join, sourced } from '../../gbcs/encoded.ts';
import {
  clockTimeOctets,
  dateOctets,
  dateTimeAt,
  electricityDate,
  executionDateTimeOctets,
  executionPath,
  plainDateOctets,
} from '../dates.ts';
import { at, choiceOf, each, integerOf, invalidValue, type Scope, textOf } from '../scope.ts';

/** The octets of a value at a place, with where they come from. */
export type Value = (scope: Scope) => Encoded;

export const nothing: Value = () => fixed(nullData);
export const zero: Value = () => fixed(integer(0));

export function constant(bytes: Uint8Array): Value {
  return () => fixed(bytes);
}

export function long(value: number): Uint8Array {
  return octets(tag.long, (value >> 8) & 0xff, value & 0xff);
}

export function doubleLong(value: number): Uint8Array {
  return concatenate(octets(tag.doubleLong), doubleLongUnsigned(value).subarray(1));
}

export function unsigned(value: number): Uint8Array {
  return octets(tag.unsigned, value & 0xff);
}

export function boolean(value: boolean): Uint8Array {
  // GBCS writes true as FF.
  return octets(tag.boolean, value ? 0xff : 0x00);
}

export function visibleString(text: string): Uint8Array {
  const bytes = textOctets(text);
  return concatenate(octets(tag.visibleString), lengthOctets(bytes.length), bytes);
}

export function textOctets(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** A bit string of so many bits; `isSet` says which, counted from the first. */
export function bitString(count: number, isSet: (bit: number) => boolean): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(count / 8));
  for (let bit = 0; bit < count; bit += 1) {
    if (isSet(bit)) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  }
  return concatenate(octets(tag.bitString), lengthOctets(count), bytes);
}

function integerAt(names: string, least: number, greatest: number, write: (value: number) => Uint8Array): Value {
  return (scope) => sourced(write(integerOf(scope, names, least, greatest)), at(scope, names).path);
}

export const u8 = (names: string): Value => integerAt(names, 0, 0xff, unsigned);
export const u16 = (names: string): Value => integerAt(names, 0, 0xffff, longUnsigned);
export const u32 = (names: string): Value => integerAt(names, 0, 0xffff_ffff, doubleLongUnsigned);
export const i8 = (names: string): Value => integerAt(names, -0x80, 0x7f, integer);
export const i32 = (names: string): Value => integerAt(names, -0x8000_0000, 0x7fff_ffff, doubleLong);

/** A decimal number in hundredths, as an unsigned 16-bit integer. */
export function hundredths(names: string): Value {
  return (scope) => {
    const value = Math.round(Number(textOf(scope, names)) * 100);
    if (!(value >= 0 && value <= 0xffff)) throw invalidValue(scope, names, 'a decimal number from 0 to 655.35');
    return sourced(longUnsigned(value), at(scope, names).path);
  };
}

/** A boolean that a word of the request stands for. */
export function booleanFor(names: string, choices: Readonly<Record<string, boolean>>): Value {
  return (scope) => sourced(boolean(choiceOf(scope, names, choices)), at(scope, names).path);
}

/** A number of 32 bits that a word of the request stands for. */
export function u32For(names: string, choices: Readonly<Record<string, number>>): Value {
  return (scope) => sourced(doubleLongUnsigned(choiceOf(scope, names, choices)), at(scope, names).path);
}

/** Text as an octet string. */
export function textAt(names: string): Value {
  return (scope) => sourced(octetString(textOctets(textOf(scope, names))), at(scope, names).path);
}

/** Text as a visible string. */
export function visibleTextAt(names: string): Value {
  return (scope) => sourced(visibleString(textOf(scope, names)), at(scope, names).path);
}

/** A date-time of twelve octets. */
export function dateTime(names: string): Value {
  return (scope) => sourced(octetString(dateTimeAt(scope, names)), at(scope, names).path);
}

/** When the command takes effect, as a date-time. */
export const execution: Value = (scope) => sourced(octetString(executionDateTimeOctets(scope)), executionPath);

/** A time of day of four octets. */
export function clockTime(names: string): Value {
  return (scope) => sourced(octetString(clockTimeOctets(scope, names)), at(scope, names).path);
}

/** A date of five octets whose parts may be left open. */
export function wildcardDate(names: string): Value {
  return (scope) => {
    const place = at(scope, names);
    return sourced(octetString(dateOctets(electricityDate(place))), place.path);
  };
}

/** A date of five octets of an xs:date. */
export function plainDate(names: string): Value {
  return (scope) => sourced(octetString(plainDateOctets(scope, names)), at(scope, names).path);
}

export function structureOfEncoded(members: readonly Encoded[]): Encoded {
  return join(octets(tag.structure), lengthOctets(members.length), ...members);
}

export function arrayOfEncoded(elements: readonly Encoded[]): Encoded {
  return join(octets(tag.array), lengthOctets(elements.length), ...elements);
}

/** An array with an element for every occurrence of a name chain; the index counts from zero. */
export function list(names: string, element: (scope: Scope, index: number) => Encoded): Value {
  return (scope) => arrayOfEncoded(each(scope, names).map(element));
}

/** The logical name of an object, as an octet string. */
export function reference(obis: string): Uint8Array {
  return octetString(logicalName(obis));
}

export const emptyArray = arrayOf();
export { doubleLongUnsigned, enumeration, integer, longUnsigned, octetString };
