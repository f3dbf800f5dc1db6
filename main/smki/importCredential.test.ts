import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { encryptPrivateKey, generateCertificateRequest } from './certificateRequest.ts';
import { checkChain, findCertificatesAt } from './chain.ts';
import { importCredential } from './importCredential.ts';
import { generateTestPki, type TestCredential, type TestPki } from './testPki.ts';
import { Pkcs10CertificateRequest } from './x509.ts';

const eui64 = '90-B3-D5-1F-30-01-00-00';
const notBefore = new Date('2026-01-01T00:00:00Z');
let pki: TestPki;
let credential: TestCredential;
let other: TestCredential;
beforeAll(async () => {
  pki = await generateTestPki({ organisations: [], devices: ['00-DB-12-34-56-78-90-A0'], dsp: eui64, notBefore });
  credential = pki.dsp.xmlSigning;
  other = pki.dsp.digitalSignature;
});

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const openssl = hasOpenssl();

function makePkcs12(...options: string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'pkcs12-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, certificate, out] = ['key.pem', 'certificate.pem', 'out.p12'].map((name) => join(folder, name));
  if (!key || !certificate || !out) throw new Error('no path');
  writeFileSync(key, credential.privateKeyPem);
  writeFileSync(certificate, credential.certificatePem + pki.issuingAuthority.certificatePem);
  execFileSync('openssl', [
    'pkcs12',
    '-export',
    '-inkey',
    key,
    '-in',
    certificate,
    '-out',
    out,
    '-passout',
    'pass:sécret',
    ...options,
  ]);
  return readFileSync(out);
}

describe('importCredential', () => {
  it('reads PEM, DER and encrypted PKCS #8', () => {
    const { serialNumber, der } = credential.certificate;
    const pkcs8 = new Uint8Array(credential.privateKey.export({ type: 'pkcs8', format: 'der' }));
    const sec1 = new Uint8Array(credential.privateKey.export({ type: 'sec1', format: 'der' }));
    const encrypted = encryptPrivateKey(credential.privateKey, 'secret');
    const sources: (Uint8Array | string)[][] = [
      [credential.certificatePem + credential.privateKeyPem],
      [der, pkcs8],
      [Buffer.from(der).toString('base64'), sec1],
      [encrypted, credential.certificatePem],
    ];
    for (const files of sources) {
      const imported = importCredential(files, 'secret');
      expect([imported.certificate.serialNumber, imported.privateKey?.equals(credential.privateKey)]).toEqual([
        serialNumber,
        true,
      ]);
    }
    expect(importCredential([credential.certificatePem]).privateKey).toBeUndefined();
  });

  it('refuses a certificate for another key, a wrong or missing passphrase, and what is neither', () => {
    expect(() => importCredential([other.certificatePem, credential.privateKeyPem])).toThrow(/is for another key/);
    const encrypted = encryptPrivateKey(credential.privateKey, 'secret');
    expect(() => importCredential([encrypted], 'wrong')).toThrow('The passphrase does not open the private key.');
    expect(() => importCredential([encrypted])).toThrow('The private key is encrypted: give its passphrase.');
    expect(() => importCredential([Uint8Array.of(1, 2, 3)])).toThrow(
      'The file is neither a certificate nor a private key',
    );
    expect(() => importCredential([credential.privateKeyPem])).toThrow('There is no certificate in these files');
  });

  it.skipIf(!openssl).each([
    ['AES-256', []],
    ['AES-128 with a SHA-1 check', ['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-128-CBC', '-macalg', 'sha1']],
    ['triple DES', ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['certificates in the clear', ['-certpbe', 'NONE']],
    ['a SHA-512 check', ['-macalg', 'sha512']],
  ])('reads PKCS #12 with %s (skipped where openssl is absent)', (_, options) => {
    const file = makePkcs12(...options);
    const imported = importCredential([file], 'sécret');
    expect(imported.certificate.serialNumber).toBe(credential.certificate.serialNumber);
    expect(imported.privateKey?.equals(credential.privateKey)).toBe(true);
    expect(imported.others.map(({ issuerName }) => issuerName)).toEqual([pki.issuingAuthority.certificate.issuerName]);
    expect(() => importCredential([file], 'wrong')).toThrow('The passphrase does not open the PKCS #12 file');
  });
});

describe('generateCertificateRequest', () => {
  it('asks for a certificate with role, EUI-64 and key usage', async () => {
    const { requestPem, privateKey } = await generateCertificateRequest({
      purpose: 'xmlSigning',
      eui64,
      remotePartyRole: 2,
    });
    const request = new Pkcs10CertificateRequest(requestPem);
    expect(await request.verify()).toBe(true);
    expect(request.subjectName.toString()).toContain('OU=87');
    expect(privateKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(encryptPrivateKey(privateKey, 'x')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  });
});

describe('chain', () => {
  it('follows organisation and Device Certificates to the root', () => {
    const authorities = [pki.root, pki.issuingAuthority, pki.deviceIssuingAuthority].map(
      ({ certificate }) => certificate,
    );
    const now = notBefore.getTime();
    expect(checkChain(credential.certificate, authorities, now)).toEqual([]);
    const [device] = pki.devices;
    expect(device && checkChain(device.keyAgreement.certificate, authorities, now)).toEqual([]);
    expect(checkChain(credential.certificate, [pki.root.certificate]).map(({ rule }) => rule)).toEqual([
      'chain-issuer',
    ]);
    expect(checkChain(credential.certificate, authorities, 0).map(({ rule }) => rule)).toEqual(['chain-validity']);
  });

  it('finds the certificate that was valid at the time', async () => {
    const newer = await generateTestPki({
      organisations: [],
      devices: [],
      dsp: eui64,
      notBefore: new Date('2027-01-01T00:00:00Z'),
    });
    const all = [...pki.bySerial.values(), ...newer.bySerial.values()];
    const serialAt = (time: string): string | undefined =>
      findCertificatesAt(all, { eui64, purpose: 'xmlSigning', at: Date.parse(time) })[0]?.serialNumber;
    expect(serialAt('2026-06-01T00:00:00Z')).toBe(credential.certificate.serialNumber);
    expect(serialAt('2027-06-01T00:00:00Z')).toBe(newer.dsp.xmlSigning.certificate.serialNumber);
    expect(serialAt('2025-06-01T00:00:00Z')).toBeUndefined();
  });
});
