const continuation = (octet: number | undefined): boolean => octet !== undefined && (octet & 0xc0) === 0x80;

/** Octets of the sequence that a lead octet opens, and the least and greatest second octet (RFC 3629 section 4). */
function sequenceOf(lead: number): readonly [length: number, least: number, greatest: number] | undefined {
  if (lead <= 0x7f) return [1, 0, 0];
  if (lead >= 0xc2 && lead <= 0xdf) return [2, 0x80, 0xbf];
  if (lead >= 0xe0 && lead <= 0xef) return [3, lead === 0xe0 ? 0xa0 : 0x80, lead === 0xed ? 0x9f : 0xbf];
  if (lead >= 0xf0 && lead <= 0xf4) return [4, lead === 0xf0 ? 0x90 : 0x80, lead === 0xf4 ? 0x8f : 0xbf];
  return undefined;
}

/** The offset of the first octet that is not UTF-8, or -1. */
export function findInvalidUtf8(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const sequence = sequenceOf(bytes[offset] ?? 0);
    if (sequence === undefined) return offset;
    const [length, least, greatest] = sequence;
    const second = bytes[offset + 1];
    if (length > 1 && (second === undefined || second < least || second > greatest)) return offset;
    for (let index = 2; index < length; index += 1) if (!continuation(bytes[offset + index])) return offset;
    offset += length;
  }
  return -1;
}
