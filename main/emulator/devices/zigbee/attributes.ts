import initial from '../../../../fixtures/emulator/zigbeeAttributes.json' with { type: 'json' };
import type { ZigbeeAttribute } from '../../../gbcs/zigbee/attributes.ts';
import type { ZigbeeValue } from '../../../gbcs/zigbee/values.ts';

interface Held {
  type: number;
  value: ZigbeeValue;
  isEncrypted?: boolean;
}

/** Attributes of a gas meter's clusters: `0702/0000` and so on. */
export interface ZigbeeAttributes {
  find(key: string): Held | undefined;
  number(key: string): number;
  /** Changes the value of an attribute that is there. */
  put(key: string, value: ZigbeeValue): void;
}

export const zigbeeKey = (cluster: number, id: number): string =>
  [cluster, id].map((part) => part.toString(16).toUpperCase().padStart(4, '0')).join('/');

/** The attributes as they are before anybody has set anything; `own` are those of this very meter. */
export function makeZigbeeAttributes(own: Readonly<Record<string, Held>>): ZigbeeAttributes {
  const held = new Map<string, Held>(Object.entries({ ...initial.attributes, ...own }));
  return {
    find: (key) => held.get(key),
    number: (key) => Number(held.get(key)?.value ?? 0),
    put(key, value) {
      const before = held.get(key);
      if (before !== undefined) held.set(key, { ...before, value });
    },
  };
}

/** Status of the ZCL (2.5.3): the meter has no such attribute. */
const unsupportedAttribute = 0x86;

/** The records of Read Attributes Response, and whether one of them is sensitive. */
export function readAttributes(
  attributes: ZigbeeAttributes,
  cluster: number,
  ids: readonly number[],
): { attributes: readonly ZigbeeAttribute[]; isEncrypted: boolean } {
  const found = ids.map((id) => ({ id, held: attributes.find(zigbeeKey(cluster, id)) }));
  return {
    attributes: found.map(({ id, held }) =>
      held === undefined ? { id, status: unsupportedAttribute } : { id, status: 0, type: held.type, value: held.value },
    ),
    isEncrypted: found.some(({ held }) => held?.isEncrypted === true),
  };
}
