import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encryptPrivateKey } from './certificateRequest.ts';
import { parsePrivateKey } from './privateKey.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const passphrase = 'réal passphrase';

function hasOpenssl(): boolean {
  // LibreSSL knows no scrypt.
  try {
    return /^OpenSSL/.test(execFileSync('openssl', ['version'], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

describe('private keys at rest', () => {
  it('are encrypted PKCS #8 that opens with its passphrase and no other', () => {
    const pem = encryptPrivateKey(privateKey, passphrase);
    expect(pem).not.toContain(privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64').slice(0, 40));
    expect(parsePrivateKey(pem, passphrase).equals(privateKey)).toBe(true);
    expect(() => parsePrivateKey(pem, 'wrong')).toThrow('The passphrase does not open the private key.');
    expect(() => parsePrivateKey(pem)).toThrow('The private key is encrypted: give its passphrase.');
    expect(encryptPrivateKey(privateKey, passphrase)).not.toBe(pem);
  });

  it.skipIf(!hasOpenssl())('open in OpenSSL too (skipped where openssl is absent)', () => {
    const opened = execFileSync('openssl', ['pkcs8', '-passin', `pass:${passphrase}`], {
      input: encryptPrivateKey(privateKey, passphrase),
    });
    expect(parsePrivateKey(opened.toString()).equals(privateKey)).toBe(true);
  });

  it('read what Node and OpenSSL encrypt with PBKDF2', () => {
    const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase }));
    expect(parsePrivateKey(pem, passphrase).equals(privateKey)).toBe(true);
  });

  it('refuse a file that asks for scrypt without measure', () => {
    const der = Buffer.from(encryptPrivateKey(privateKey, passphrase).replace(/-----[^-]+-----|\s/g, ''), 'base64');
    // The block size r after N = 16384 (40 00) becomes 127.
    const cost = der.indexOf(Buffer.from([0x02, 0x02, 0x40, 0x00, 0x02, 0x01, 0x08]));
    der[cost + 6] = 0x7f;
    const pem = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${der.toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----`;
    expect(() => parsePrivateKey(pem, passphrase)).toThrow('asks for scrypt with N=16384, r=127, p=5');
  });
});
