import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { expect, it } from 'vitest';
import { derOfSignature, rawOfSignature } from './ecdsaForms.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const octets = Buffer.from('a message');
const p1363 = { dsaEncoding: 'ieee-p1363' } as const;

it('turns a signature of either form into the other, as OpenSSL does, short integers and all', () => {
  // One integer in 128 is shorter than the others or as long as can be: 1,000 signatures hold every case.
  for (let round = 0; round < 1000; round += 1) {
    const der = new Uint8Array(sign('sha256', octets, privateKey));
    const raw = rawOfSignature(der);
    expect(verify('sha256', octets, { key: publicKey, ...p1363 }, raw)).toBe(true);
    expect(derOfSignature(raw)).toEqual(der);
  }
});

it('keeps the zeros before a small number, and sets one before a sign bit', () => {
  const raw = new Uint8Array(64);
  raw[31] = 1;
  raw[32] = 0x80;
  const der = Uint8Array.from([0x30, 3 + 35, 0x02, 1, 1, 0x02, 33, 0, 0x80, ...new Uint8Array(31)]);
  expect(derOfSignature(raw)).toEqual(der);
  expect(rawOfSignature(der)).toEqual(raw);
});

it('takes nothing for a signature that is not 64 octets long', () => {
  expect(derOfSignature(new Uint8Array(63))).toBeUndefined();
  expect(derOfSignature(new Uint8Array(72))).toBeUndefined();
});
