/** Octet helpers shared by the whole codec: hexadecimal, big-endian integers, EUI-64 forms. */

/** Upper-case hexadecimal of some octets, without separators. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex').toUpperCase();
}

/**
 * Octets of a hexadecimal string; spaces, colons and hyphens between digits are ignored.
 * Returns undefined where it is not hexadecimal or has an odd number of digits.
 */
export function fromHex(hex: string): Uint8Array | undefined {
  const digits = hex.replace(/[\s:-]/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

export function concatenate(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Whether some octets are UTF-8, so that their text gives them back. */
export function isUtf8(bytes: Uint8Array): boolean {
  return Buffer.from(Buffer.from(bytes).toString('utf8'), 'utf8').equals(bytes);
}

export function octets(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

export function uint16Octets(value: number): Uint8Array {
  return octets((value >>> 8) & 0xff, value & 0xff);
}

export function uint32Octets(value: number): Uint8Array {
  return octets((value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}

/** A counter as eight big-endian octets; the value is taken modulo 2^64. */
export function uint64Octets(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, value));
  return bytes;
}

/** How many octets `lengthOctets` takes. */
export function lengthSize(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x100) return 2;
  return length < 0x10000 ? 3 : 4;
}

/** A length in the variable form of A-XDR and BER: one octet below 0x80, else 0x81, 0x82 or 0x83 and that many more. */
export function lengthOctets(length: number): Uint8Array {
  if (length < 0x80) return octets(length);
  if (length < 0x100) return octets(0x81, length);
  if (length < 0x10000) return octets(0x82, length >>> 8, length & 0xff);
  return octets(0x83, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff);
}

/** An EUI-64 as people write it: eight upper-case octets joined by hyphens. */
export function formatEui64(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  let text = hex.slice(0, 2);
  for (let at = 2; at < hex.length; at += 2) text += `-${hex.slice(at, at + 2)}`;
  return text;
}

/** An EUI-64 in the form of a key list: 16 lower-case digits. Hyphens, colons and spaces are dropped. */
export function compactEui64(eui: string): string {
  return eui.replace(/[\s:-]/g, '').toLowerCase();
}

/** The eight octets of an EUI-64 in any of its written forms, or undefined where it is not one. */
export function parseEui64(eui: string): Uint8Array | undefined {
  const bytes = fromHex(eui);
  return bytes?.length === 8 ? bytes : undefined;
}
