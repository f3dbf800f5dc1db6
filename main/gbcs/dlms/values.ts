/** A COSEM value of a simple type, without its tag. */
export type CosemScalar = null | boolean | number | bigint | string | Uint8Array;

/**
 * A COSEM value without its tag, as the interpreters of use cases take it. Integers of 64 bits are bigint, octet
 * strings and bit strings are octets, arrays and structures are arrays.
 */
export type CosemValue = CosemScalar | readonly CosemValue[];

export function asNumber(value: CosemValue | undefined): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'bigint' ? Number(value) : undefined;
}

export function asList(value: CosemValue | undefined): readonly CosemValue[] | undefined {
  return Array.isArray(value) ? (value as readonly CosemValue[]) : undefined;
}

export function asOctets(value: CosemValue | undefined): Uint8Array | undefined {
  return value instanceof Uint8Array ? value : undefined;
}

export function asText(value: CosemValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : undefined;
}
