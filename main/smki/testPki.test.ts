import { createHash, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkCredential, purposeOf } from './credential.ts';
import { generateTestPki, type TestPki } from './testPki.ts';
import { signXml, verifyXmlSignature } from './xmlSignature.ts';

const user = '90-B3-D5-1F-30-01-00-09';
const device = '00-DB-12-34-56-78-90-A0';
const notBefore = new Date('2026-01-01T00:00:00Z');

describe('testPki', () => {
  let pki: TestPki;
  beforeAll(async () => {
    const organisations = [{ eui64: user, remotePartyRole: 127, commonName: 'Meter Data Retriever' }];
    pki = await generateTestPki({ organisations, devices: [device], dsp: '90-B3-D5-1F-30-00-00-02', notBefore });
  });

  it('makes organisation certificates as DCC writes them', () => {
    const [organisation] = pki.organisations;
    expect(organisation?.xmlSigning.certificate).toMatchObject({
      issuerName: 'CN=T1,OU=07',
      commonName: 'Meter Data Retriever',
      eui64: user,
      role: { number: 135, name: 'xmlSign' },
      keyUsage: ['digitalSignature'],
      notBefore: '2026-01-01T00:00:00Z',
      notAfter: '2036-01-01T00:00:00Z',
    });
    expect(organisation?.keyAgreement.certificate).toMatchObject({ role: { number: 127 }, keyUsage: ['keyAgreement'] });
    expect(organisation?.keyAgreement.certificate.publicPoint.length).toBe(65);
    expect(pki.dsp.xmlSigning.certificate.role).toMatchObject({ number: 137, name: 'dspXmlSign' });
    expect(pki.dsp.digitalSignature.certificate.role).toMatchObject({ number: 4, name: 'accessControlBroker' });
  });

  it('makes Device Certificates that carry the EUI-64 as hardware module name', () => {
    expect(pki.devices[0]?.keyAgreement.certificate).toMatchObject({
      eui64: device,
      subject: '',
      issuerName: 'CN=T2,OU=07',
    });
  });

  it('makes each device a key of its own, whose certificate has its identifier and a serial number of its own', () => {
    const made = ['00-DB-12-34-56-78-90-A1', '00-DB-12-34-56-78-90-A2'].map((eui64) => pki.issueDevice(eui64));
    const certificates = made.flatMap((one) =>
      [one.digitalSignature, one.keyAgreement].map(({ certificate }) => certificate),
    );
    expect(certificates.map(({ keyUsage }) => keyUsage)).toEqual([
      ['digitalSignature'],
      ['keyAgreement'],
      ['digitalSignature'],
      ['keyAgreement'],
    ]);
    expect(certificates.map(({ subjectKeyIdentifier }) => subjectKeyIdentifier)).toEqual(
      certificates.map(({ publicPoint }) => createHash('sha1').update(publicPoint).digest('hex').toUpperCase()),
    );
    expect(new Set(certificates.map(({ serialNumber }) => serialNumber)).size).toBe(4);
    for (const { certificate, privateKey } of made.map(({ keyAgreement }) => keyAgreement))
      expect(new X509Certificate(certificate.der).checkPrivateKey(privateKey)).toBe(true);
  });

  it('chains every certificate to the root', () => {
    const verified = (pem: string, by: string): boolean =>
      new X509Certificate(pem).verify(new X509Certificate(by).publicKey);
    expect(verified(pki.issuingAuthority.certificatePem, pki.root.certificatePem)).toBe(true);
    expect(verified(pki.dsp.keyAgreement.certificatePem, pki.issuingAuthority.certificatePem)).toBe(true);
    expect(
      verified(pki.devices[0]?.digitalSignature.certificatePem ?? '', pki.deviceIssuingAuthority.certificatePem),
    ).toBe(true);
  });

  it('makes XML signing credentials whose signatures verify', () => {
    const { certificate, privateKey } = pki.dsp.xmlSigning;
    const { issuerName, serialNumber } = certificate;
    const signed = signXml('<a> <b/> </a>', { privateKey, issuerName, serialNumber });
    expect(verifyXmlSignature(signed, (serial) => pki.bySerial.get(serial)).verdict).toBe('valid');
  });
});

describe('credential', () => {
  const now = notBefore.getTime();

  it('accepts a credential for its own purpose', async () => {
    const pki = await generateTestPki({ organisations: [], devices: [], dsp: user, notBefore });
    const { certificate, privateKey } = pki.dsp.xmlSigning;
    expect(checkCredential({ certificate, privateKey, purpose: 'xmlSigning', eui64: user, now })).toEqual([]);
    expect(purposeOf(pki.root.certificate)).toBeUndefined();
  });

  it('names what is wrong: key, EUI-64, purpose, validity, expiry', async () => {
    const pki = await generateTestPki({ organisations: [], devices: [], dsp: user, notBefore });
    const { certificate } = pki.dsp.keyAgreement;
    const { privateKey } = pki.dsp.xmlSigning;
    const wrong = checkCredential({ certificate, privateKey, purpose: 'xmlSigning', eui64: device, now: 0 });
    expect(wrong.map(({ rule }) => rule)).toEqual([
      'credential-key',
      'credential-eui64',
      'credential-purpose',
      'credential-validity',
    ]);
    const late = Date.parse('2035-12-20T00:00:00Z');
    expect(checkCredential({ certificate, now: late }).map(({ rule }) => rule)).toEqual(['credential-expiry']);
  });
});
