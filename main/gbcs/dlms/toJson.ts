import { boundedCache } from '../boundedCache.ts';
import { toHex } from '../bytes.ts';
import type { JsonValue } from '../data.ts';
import { memberShape } from './members.ts';
import { describeNumber, describeOctets } from './scalars.ts';
import { type Shape, shapeOfCount } from './shape.ts';
import type { CosemValue } from './values.ts';

/** `Tariff TOU Register Matrix` as `tariffTouRegisterMatrix`: names in data are those of the standard, in camel case. */
export function camelCase(name: string): string {
  return inCamelCase(name, () => joinWords(name));
}

const inCamelCase = boundedCache<string>(5000);

function joinWords(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words
    .map((word, index) => {
      const rest = word.slice(1).toLowerCase();
      return (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + rest;
    })
    .join('');
}

/** A COSEM value as JSON, with the names and readings of its shape. */
export function toJson(value: CosemValue, shape: Shape = {}): JsonValue {
  if (typeof value === 'number') return shape.as === undefined ? value : describeNumber(value, shape.as);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return describeOctets(value, shape.as) ?? toHex(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (shape.members === undefined) return value.map((item) => toJson(item, shape.element));
  const own = shapeOfCount(shape, value.length);
  return Object.fromEntries(
    value.map((item, index) => {
      const member = memberShape(own, index);
      return [member.name === undefined ? String(index) : camelCase(member.name), toJson(item, member)];
    }),
  );
}
