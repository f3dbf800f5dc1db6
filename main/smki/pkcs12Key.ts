import { createHash } from 'node:crypto';

/** What a derived value is for (RFC 7292 appendix B.3). */
export const keyMaterial = { encryptionKey: 1, initialisationVector: 2, macKey: 3 } as const;

const blockLengths: Readonly<Record<string, number>> = { sha1: 64, sha256: 64, sha384: 128, sha512: 128 };

/** A passphrase as BMPString with its two zero octets at the end (RFC 7292 appendix B.1). */
function toBmpString(passphrase: string): Buffer {
  return Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
}

/** Repeats octets up to a multiple of the block length; nothing stays nothing. */
function fill(octets: Uint8Array, block: number): Buffer {
  const length = block * Math.ceil(octets.length / block);
  return Buffer.from(Uint8Array.from({ length }, (_, index) => octets[index % octets.length] ?? 0));
}

/** Adds B + 1 to each block of I, modulo 2^(8v) (step 6C). */
function addToBlocks(input: Buffer, addend: Buffer): void {
  const block = addend.length;
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let index = block - 1; index >= 0; index -= 1) {
      const sum = (input[start + index] ?? 0) + (addend[index] ?? 0) + carry;
      input[start + index] = sum & 0xff;
      carry = sum >> 8;
    }
  }
}

/** Derives key material as PKCS #12 does (RFC 7292 appendix B.2). */
export function derivePkcs12(
  hash: string,
  material: (typeof keyMaterial)[keyof typeof keyMaterial],
  passphrase: string,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Buffer {
  const block = blockLengths[hash] ?? 64;
  const diversifier = Buffer.alloc(block, material);
  const input = Buffer.concat([fill(salt, block), fill(toBmpString(passphrase), block)]);
  let derived = Buffer.alloc(0);
  while (derived.length < length) {
    let digest = createHash(hash).update(diversifier).update(input).digest();
    for (let round = 1; round < iterations; round += 1) digest = createHash(hash).update(digest).digest();
    derived = Buffer.concat([derived, digest]);
    addToBlocks(input, fill(digest, block).subarray(0, block));
  }
  return derived.subarray(0, length);
}
