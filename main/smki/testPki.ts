import type { KeyObject } from 'node:crypto';
import { parseCertificate, type SmkiCertificate } from './certificate.ts';
import { hardwareModuleName } from './hardwareModuleName.ts';
import { organisationName } from './organisationName.ts';
import { parsePrivateKey } from './privateKey.ts';
import { serialNumber } from './serialNumber.ts';
import { stampDeviceCredential } from './stampDeviceCredential.ts';
import * as x509 from './x509.ts';

/** A certificate and its private key, made for tests and the emulator: worthless anywhere else. */
export interface TestCredential {
  certificate: SmkiCertificate;
  privateKey: KeyObject;
  certificatePem: string;
  /** PKCS#8 PEM, unencrypted. */
  privateKeyPem: string;
}

export interface TestOrganisation {
  eui64: string;
  xmlSigning: TestCredential;
  digitalSignature: TestCredential;
  keyAgreement: TestCredential;
}

export interface TestDevice {
  eui64: string;
  digitalSignature: TestCredential;
  keyAgreement: TestCredential;
}

export interface TestPki {
  root: TestCredential;
  issuingAuthority: TestCredential;
  deviceIssuingAuthority: TestCredential;
  /** The DSP and the Access Control Broker: one EUI-64, XML signing in role 137. */
  dsp: TestOrganisation;
  organisations: TestOrganisation[];
  devices: TestDevice[];
  /** Every certificate by decimal serial number, for `verifyXmlSignature`. */
  bySerial: ReadonlyMap<string, SmkiCertificate>;
  /** Makes keys and certificates for one more Device, at once: a fleet makes those of thousands as they are asked for. */
  issueDevice(eui64: string): TestDevice;
}

export interface TestPkiRequest {
  /** Users, each with the Remote Party Role of its device-facing certificates: 2 supplier, 3 network operator, 127 other. */
  organisations: readonly { eui64: string; remotePartyRole: number; commonName?: string }[];
  /** EUI-64s of Devices. */
  devices: readonly string[];
  /** EUI-64 of the DSP and Access Control Broker. */
  dsp: string;
  notBefore: Date;
  /** Ten years after notBefore unless told. */
  notAfter?: Date;
}

const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signatureAlgorithm = { name: 'ECDSA', hash: 'SHA-256' } as const;

interface Validity {
  notBefore: Date;
  notAfter: Date;
}

interface Issuer {
  name: x509.Name;
  keys: CryptoKeyPair;
}

interface Subject extends Validity {
  name: x509.Name;
  usage: x509.KeyUsageFlags;
  isAuthority: boolean;
  /** Of a Device: the hardware module name in the subject alternative name. */
  hardwareSerial?: Uint8Array;
}

function extensionsOf(subject: Subject, subjectKey: x509.Extension, authorityKey: x509.Extension): x509.Extension[] {
  return [
    ...(subject.isAuthority ? [new x509.BasicConstraintsExtension(true, undefined, true)] : []),
    new x509.KeyUsagesExtension(subject.usage, true),
    subjectKey,
    authorityKey,
    // The policy identifier of the SMKI test certificates of DCC Boxed.
    new x509.CertificatePolicyExtension(['1.2.826.0.1.8641679.1.2.1.4'], true),
    ...(subject.hardwareSerial ? [hardwareModuleName(subject.hardwareSerial)] : []),
  ];
}

async function issue(
  subject: Subject,
  issuer: Issuer | undefined,
): Promise<{ credential: TestCredential; issuer: Issuer }> {
  const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const by = issuer ?? { name: subject.name, keys };
  const subjectKey = await x509.SubjectKeyIdentifierExtension.create(keys.publicKey);
  const authorityKey = await x509.AuthorityKeyIdentifierExtension.create(by.keys.publicKey);
  const made = await x509.X509CertificateGenerator.create({
    serialNumber: Buffer.from(serialNumber()).toString('hex'),
    subject: subject.name,
    issuer: by.name,
    notBefore: subject.notBefore,
    notAfter: subject.notAfter,
    publicKey: keys.publicKey,
    signingKey: by.keys.privateKey,
    signingAlgorithm: signatureAlgorithm,
    extensions: extensionsOf(subject, subjectKey, authorityKey),
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  const privateKey = parsePrivateKey(new Uint8Array(pkcs8));
  const certificate = parseCertificate(new Uint8Array(made.rawData));
  const privateKeyPem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const credential = { certificate, privateKey, certificatePem: certificate.pem, privateKeyPem };
  return { credential, issuer: { name: subject.name, keys } };
}

const { digitalSignature, keyAgreement, keyCertSign, cRLSign } = x509.KeyUsageFlags;

async function makeOrganisation(
  issuer: Issuer,
  validity: Validity,
  eui64: string,
  roles: { xml: number; device: number },
  commonName?: string,
): Promise<TestOrganisation> {
  const make = async (role: number, usage: x509.KeyUsageFlags): Promise<TestCredential> => {
    const name = organisationName(role, commonName, eui64);
    return (await issue({ ...validity, name, usage, isAuthority: false }, issuer)).credential;
  };
  return {
    eui64,
    xmlSigning: await make(roles.xml, digitalSignature),
    digitalSignature: await make(roles.device, digitalSignature),
    keyAgreement: await make(roles.device, keyAgreement),
  };
}

/** A Device Certificate of each usage, by the library: what all others are made after. */
async function makeDevicePattern(
  issuer: Issuer,
  validity: Validity,
  usage: x509.KeyUsageFlags,
): Promise<TestCredential> {
  const hardwareSerial = crypto.getRandomValues(new Uint8Array(8));
  const subject = { ...validity, name: new x509.Name([]), usage, isAuthority: false, hardwareSerial };
  return (await issue(subject, issuer)).credential;
}

function allCredentials(pki: Omit<TestPki, 'bySerial' | 'issueDevice'>): TestCredential[] {
  const organisations = [pki.dsp, ...pki.organisations];
  return [
    pki.root,
    pki.issuingAuthority,
    pki.deviceIssuingAuthority,
    ...organisations.flatMap((one) => [one.xmlSigning, one.digitalSignature, one.keyAgreement]),
    ...pki.devices.flatMap((one) => [one.digitalSignature, one.keyAgreement]),
  ];
}

/**
 * Makes a throw-away SMKI on P-256: root, issuing authorities, organisation certificates with EUI-64 and role as DCC's
 * have them, Device Certificates with the EUI-64 as hardware module name.
 */
export async function generateTestPki(request: TestPkiRequest): Promise<TestPki> {
  const { notBefore } = request;
  const tenYearsOn = new Date(notBefore);
  tenYearsOn.setUTCFullYear(notBefore.getUTCFullYear() + 10);
  const validity = { notBefore, notAfter: request.notAfter ?? tenYearsOn };
  const authority = { ...validity, usage: keyCertSign | cRLSign, isAuthority: true };
  const root = await issue({ ...authority, name: organisationName(0, 'Test Root') }, undefined);
  const issuing = await issue({ ...authority, name: organisationName(7, 'T1') }, root.issuer);
  const deviceIssuing = await issue({ ...authority, name: organisationName(7, 'T2') }, root.issuer);
  const dsp = await makeOrganisation(issuing.issuer, validity, request.dsp, { xml: 137, device: 4 });
  const organisations = await Promise.all(
    request.organisations.map(({ eui64, remotePartyRole, commonName }) =>
      makeOrganisation(issuing.issuer, validity, eui64, { xml: 135, device: remotePartyRole }, commonName),
    ),
  );
  const signing = await makeDevicePattern(deviceIssuing.issuer, validity, digitalSignature);
  const agreement = await makeDevicePattern(deviceIssuing.issuer, validity, keyAgreement);
  const issueDevice = (eui64: string): TestDevice => {
    const make = (pattern: TestCredential): TestCredential =>
      stampDeviceCredential(pattern.certificate, deviceIssuing.credential.privateKey, eui64);
    return { eui64, digitalSignature: make(signing), keyAgreement: make(agreement) };
  };
  const devices = request.devices.map(issueDevice);
  const pki = {
    root: root.credential,
    issuingAuthority: issuing.credential,
    deviceIssuingAuthority: deviceIssuing.credential,
    dsp,
    organisations,
    devices,
  };
  const bySerial = new Map(allCredentials(pki).map(({ certificate }) => [certificate.serialNumber, certificate]));
  return { ...pki, bySerial, issueDevice };
}
