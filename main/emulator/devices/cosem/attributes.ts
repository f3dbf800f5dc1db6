import initial from '../../../../fixtures/emulator/cosemValues.json' with { type: 'json' };
import type { AccessSpecification } from '../../../gbcs/dlms/accessService.ts';
import { readValue } from '../../../gbcs/dlms/readValue.ts';
import { plainValue } from '../../../gbcs/dlms/taggedValue.ts';
import { asNumber } from '../../../gbcs/dlms/values.ts';
import { type CosemNotation, cosemOctets } from './cosemValue.ts';

/** Attributes of a device's COSEM objects: what is set is kept, and read back as it was set. */
export interface CosemAttributes {
  get(key: string): Uint8Array | undefined;
  set(key: string, value: Uint8Array): void;
  put(key: string, notation: CosemNotation): void;
  /** The number that an attribute holds; 0 where it holds none. */
  number(key: string): number;
}

/** Class, logical name and attribute or method, as the tables write them: `3/1-0:1.8.0.255/2`. */
export const cosemKey = ({ classId, instance, id }: Pick<AccessSpecification, 'classId' | 'instance' | 'id'>): string =>
  `${classId}/${instance}/${id}`;

type Table = Readonly<Record<string, CosemNotation>>;

/** The objects of a kind of device as they are before anybody has set anything; `own` are those of this very one. */
export function makeAttributes(deviceType: 'ESME' | 'CHF' | 'HCALCS' | 'SAPC', own: Table): CosemAttributes {
  const table: Table = { ...initial[deviceType], ...own };
  const values = new Map<string, Uint8Array>();
  const get = (key: string): Uint8Array | undefined => {
    const kept = values.get(key);
    const notation = table[key];
    if (kept !== undefined || notation === undefined) return kept;
    const octets = cosemOctets(notation);
    values.set(key, octets);
    return octets;
  };
  return {
    get,
    set: (key, value) => void values.set(key, value),
    put: (key, notation) => void values.set(key, cosemOctets(notation)),
    number: (key) => numberIn(get(key)),
  };
}

/** The number that some octets encode with their tag; 0 where they encode none. */
export function numberIn(octets: Uint8Array | undefined): number {
  return (octets === undefined ? undefined : asNumber(plainValue(readValue(octets)))) ?? 0;
}
