import { createECDH } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  agreeSharedSecret,
  computeMac,
  computeSignature,
  decryptData,
  deriveKey,
  encryptData,
  keyPurpose,
  signatureIsValid,
  tagsAreEqual,
} from './cryptography.ts';
import { publicPointOf } from './keys.ts';

const one = new Uint8Array(32).fill(0x21);
const other = new Uint8Array(32).fill(0x42);
const originator = Uint8Array.of(0x00, 0xdb, 0x12, 0x34, 0x56, 0x78, 0x90, 0xa0);
const recipient = Uint8Array.of(0x90, 0xb3, 0xd5, 0x1f, 0x30, 0x01, 0x00, 0x00);
const context = { purpose: keyPurpose.responseMac, originator, originatorCounter: 1002n, recipient };
const secret = agreeSharedSecret(one, publicPointOf(other));
const text = new TextEncoder().encode('half-hourly import');

describe('key agreement and derivation', () => {
  it('agrees the same secret from either side', () => {
    expect(agreeSharedSecret(other, publicPointOf(one))).toEqual(secret);
    expect(secret.length).toBe(32);
  });

  it('derives another key for another purpose, counter, originator or recipient', () => {
    const keys = [
      context,
      { ...context, purpose: keyPurpose.dataEncryption },
      { ...context, originatorCounter: 1003n },
      { ...context, originator: recipient },
      { ...context, recipient: originator },
    ].map((each) => Buffer.from(deriveKey(secret, each)).toString('hex'));
    expect(new Set(keys).size).toBe(5);
  });

  it('refuses a point that is not of the curve', () => {
    expect(() => agreeSharedSecret(one, new Uint8Array(65).fill(4))).toThrow();
  });
});

describe('MAC and encryption', () => {
  const key = deriveKey(secret, context);

  it('gives a MAC of twelve octets that changes with what it covers', () => {
    const mac = computeMac(key, originator, text);
    expect([mac.length, tagsAreEqual(mac, computeMac(key, originator, text.subarray(1)))]).toEqual([12, false]);
    expect(tagsAreEqual(mac, mac.subarray(1))).toBe(false);
  });

  it('decrypts what it encrypted, and nothing that has changed', () => {
    const encrypted = encryptData(key, originator, text);
    const ciphertext = encrypted.subarray(0, -12);
    const tag = encrypted.subarray(-12);
    expect(decryptData(key, originator, ciphertext, tag)).toEqual(text);
    expect(
      decryptData(
        key,
        originator,
        ciphertext.map((octet) => octet ^ 1),
        tag,
      ),
    ).toBeUndefined();
  });
});

describe('signature', () => {
  it('is 64 octets, and valid for its signer and its text only', () => {
    const signature = computeSignature(one, text);
    expect(signature.length).toBe(64);
    expect([
      signatureIsValid(publicPointOf(one), text, signature),
      signatureIsValid(publicPointOf(other), text, signature),
      signatureIsValid(publicPointOf(one), text.subarray(1), signature),
      signatureIsValid(new Uint8Array(65).fill(4), text, signature),
    ]).toEqual([true, false, false, false]);
  });

  it('derives the public point that the curve gives', () => {
    const ecdh = createECDH('prime256v1');
    ecdh.setPrivateKey(one);
    expect(publicPointOf(one)).toEqual(new Uint8Array(ecdh.getPublicKey()));
  });
});
