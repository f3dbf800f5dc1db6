/**
 * The two forms of an ECDSA signature on P-256: r || s as XML signatures and GBCS have it (RFC 6931, IEEE P1363), and the
 * DER sequence that OpenSSL works in. Node takes and gives either, but holds a key in an options object, which the first
 * needs, for a foreign one first, and throws and catches an error over it; that costs as much as the signature itself.
 */

const coordinateLength = 32;
const sequenceTag = 0x30;
const integerTag = 0x02;

/** DER integers are signed and as short as can be: a leading zero stays where the next bit would be the sign. */
function derInteger(coordinate: Uint8Array): number[] {
  let start = 0;
  while (start < coordinateLength - 1 && coordinate[start] === 0) start += 1;
  const digits = [...coordinate.subarray(start)];
  const signed = (digits[0] ?? 0) >= 0x80 ? [0, ...digits] : digits;
  return [integerTag, signed.length, ...signed];
}

/** @returns the DER form of r || s; undefined where it is not 64 octets, as no signature on P-256 is otherwise */
export function derOfSignature(raw: Uint8Array): Uint8Array | undefined {
  if (raw.length !== 2 * coordinateLength) return undefined;
  const content = [...derInteger(raw.subarray(0, coordinateLength)), ...derInteger(raw.subarray(coordinateLength))];
  return Uint8Array.from([sequenceTag, content.length, ...content]);
}

/** @param der a signature on P-256 as OpenSSL made it @returns r || s, 64 octets */
export function rawOfSignature(der: Uint8Array): Uint8Array {
  const raw = new Uint8Array(2 * coordinateLength);
  // Tag and length of the sequence, then of each integer, one octet each: a P-256 signature is shorter than 128.
  let at = 2;
  for (const end of [coordinateLength, 2 * coordinateLength]) {
    const length = der[at + 1] ?? 0;
    const digits = der.subarray(at + 2, at + 2 + length);
    const significant = digits.length > coordinateLength ? digits.subarray(1) : digits;
    raw.set(significant, end - significant.length);
    at += 2 + length;
  }
  return raw;
}
