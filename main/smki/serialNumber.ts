/** Sixteen random octets of a positive INTEGER without leading zero octets (RFC 5280, 4.1.2.2). */
export function serialNumber(): Uint8Array {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  octets[0] = ((octets[0] ?? 0) & 0x3f) | 0x40;
  return octets;
}
