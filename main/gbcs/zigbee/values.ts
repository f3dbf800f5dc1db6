/**
 * A value of a ZigBee field or attribute: integers over 48 bits are bigint, octets that are no text are octets, dates
 * and times are text. Null stands for a string of length FF, which is not there.
 */
export type ZigbeeValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | ZigbeeRecord
  | readonly ZigbeeValue[];

/** Fields by name; the groups that repeat are lists under `entries`. */
export interface ZigbeeRecord {
  [name: string]: ZigbeeValue;
}
