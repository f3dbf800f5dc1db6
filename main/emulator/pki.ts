import type { KeyObject } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import type { GbcsKeys } from '../gbcs/keys.ts';
import type { SmkiCertificate } from '../smki/certificate.ts';
import type { ResolveCertificate, XmlSigner } from '../smki/xmlSignature.ts';

/** A certificate with its private key. */
export interface KeyCredential {
  certificate: SmkiCertificate;
  privateKey: KeyObject;
}

/** An organisation or device and its credentials, each where it has one. */
export interface Party {
  eui64: string;
  isDevice: boolean;
  xmlSigning?: KeyCredential | undefined;
  digitalSignature?: KeyCredential | undefined;
  keyAgreement?: KeyCredential | undefined;
}

/** A certificate as the SMKI Repository lists it. */
export interface RepositoryCertificate {
  serialNumber: string;
  eui64: string;
  isDevice: boolean;
  /** Remote Party Role, decimal; 0 for a device. */
  role: number;
  usage: 'DS' | 'KA';
  /** DER. */
  certificate: Buffer;
}

/** PEM, the private key in PKCS #8 and in the clear: these are test keys, worthless anywhere else. */
export type PublishedCredentials = Partial<
  Record<'xmlSigning' | 'digitalSignature' | 'keyAgreement', { certificate: string; privateKey: string }>
>;

/** Everybody's keys: the emulator plays all parties but the User, whose keys it made and gives away. */
export interface EmulatorPki {
  /** Lets devices join later: they get keys and certificates of their own when the first of them is asked for. */
  addDevices(eui64s: readonly string[]): void;
  /** The DSP's XML signing key. */
  dsp: XmlSigner;
  /** The SMETS1 Service Provider's XML signing key, where there is one. */
  smets1ServiceProvider: XmlSigner | undefined;
  /** Private keys of everybody, for the ACB's and the CSPs' side. */
  gbcsKeys: GbcsKeys;
  /** The private keys of one party, and the public points of all. */
  keysOf(eui64: string): GbcsKeys;
  /** @throws WorkbenchError `credential-unavailable` */
  signingCredential(eui64: string): XmlSigner;
  keyAgreementCertificate(eui64: string): Buffer | undefined;
  /** The certificate (DER) that devices hold of a party, or a device's own. */
  deviceFacingCertificate(eui64: string, usage: 'DS' | 'KA'): Uint8Array | undefined;
  /** The credentials of an organisation, private keys included, as far as it has them. */
  credentialsOf(eui64: string): PublishedCredentials;
  resolveCertificate: ResolveCertificate;
  /** What the repository holds of an organisation or a device. */
  certificatesOf(eui64: string): RepositoryCertificate[];
  /** A certificate that somebody was told of, by its serial number. */
  findCertificate(serialNumber: string): RepositoryCertificate | undefined;
  /** Everybody's certificates. */
  listCertificates(): RepositoryCertificate[];
}

const asSigner = ({ certificate, privateKey }: KeyCredential): XmlSigner => ({
  privateKey,
  issuerName: certificate.issuerName,
  serialNumber: certificate.serialNumber,
});

/** The 32-octet private scalar of a P-256 key. */
function scalarOf(key: KeyObject): Uint8Array {
  const { d } = key.export({ format: 'jwk' });
  return Buffer.from(d ?? '', 'base64url');
}

interface KeyPair {
  scalar: Uint8Array;
  point: Uint8Array;
}

/** What is kept of everybody: octets, as key objects and parsed certificates of ten thousand devices fill the memory. */
interface Holding {
  keys: { keyAgreement: KeyPair | undefined; digitalSignature: KeyPair | undefined };
  xmlSigning: RepositoryCertificate | undefined;
  digitalSignature: RepositoryCertificate | undefined;
  keyAgreement: RepositoryCertificate | undefined;
}

const pair = (credential: KeyCredential | undefined): KeyPair | undefined =>
  credential && { scalar: scalarOf(credential.privateKey), point: Uint8Array.from(credential.certificate.publicPoint) };

/**
 * Puts a PKI together from its parties. Devices get their keys and certificates when the first of them is asked for: a
 * fleet may have ten thousand, and most of them are never spoken to.
 *
 * @param smets1ServiceProvider the EUI-64 of the S1SP among the parties
 * @param deviceIds EUI-64s of the devices
 * @param issueDevice makes the keys and certificates of one of them
 * @throws WorkbenchError where the Access Control Broker or the S1SP cannot sign
 */
export function assemblePki(
  parties: readonly Party[],
  accessControlBroker: string,
  smets1ServiceProvider: string | undefined,
  deviceIds: readonly string[],
  issueDevice: (eui64: string) => Party,
): EmulatorPki {
  const organisations = new Map<string, Party>();
  const bySerial = new Map<string, SmkiCertificate>();
  const holdings = new Map<string, Holding>();
  const repository = new Map<string, RepositoryCertificate>();
  /** Devices whose keys nobody asked for yet, by their names as GBCS has them. */
  const waiting = new Map<string, string>();
  const gbcsName = (eui64: string): string => eui64.replaceAll('-', '').toLowerCase();
  const admit = (party: Party): Holding => {
    const holding = holdingOf(party);
    holdings.set(gbcsName(party.eui64), holding);
    for (const certificate of listCertificates(holding)) repository.set(certificate.serialNumber, certificate);
    return holding;
  };
  const addDevices = (eui64s: readonly string[]): void => {
    for (const eui64 of eui64s) waiting.set(gbcsName(eui64), eui64);
  };
  for (const party of parties) {
    admit(party);
    organisations.set(party.eui64, party);
    for (const credential of [party.xmlSigning, party.digitalSignature, party.keyAgreement])
      if (credential) bySerial.set(credential.certificate.serialNumber, credential.certificate);
  }
  addDevices(deviceIds);
  const find = (name: string): Holding | undefined => {
    const eui64 = waiting.get(name);
    if (eui64 === undefined) return holdings.get(name);
    waiting.delete(name);
    return admit(issueDevice(eui64));
  };
  const keysFor = (owns: (eui: string) => boolean): GbcsKeys => ({
    keyAgreementPrivateKey: (eui) => (owns(eui) ? find(eui)?.keys.keyAgreement?.scalar : undefined),
    keyAgreementPublicPoint: (eui) => find(eui)?.keys.keyAgreement?.point,
    digitalSignaturePrivateKey: (eui) => (owns(eui) ? find(eui)?.keys.digitalSignature?.scalar : undefined),
    digitalSignaturePublicPoint: (eui) => find(eui)?.keys.digitalSignature?.point,
    // The emulated suppliers use one Key Agreement credential for top ups and for all else.
    prepaymentPrivateKey: (eui) => (owns(eui) ? find(eui)?.keys.keyAgreement?.scalar : undefined),
    prepaymentPublicPoint: (eui) => find(eui)?.keys.keyAgreement?.point,
    accessControlBroker,
  });
  const signingCredential = (eui64: string): XmlSigner => {
    const credential = organisations.get(eui64)?.xmlSigning;
    if (!credential)
      throw new WorkbenchError(
        'credential-unavailable',
        `${eui64} has no XML signing credential in the emulator's PKI`,
      );
    return asSigner(credential);
  };
  return {
    dsp: signingCredential(accessControlBroker),
    smets1ServiceProvider: smets1ServiceProvider === undefined ? undefined : signingCredential(smets1ServiceProvider),
    gbcsKeys: keysFor(() => true),
    keysOf(eui64) {
      const own = gbcsName(eui64);
      return keysFor((eui) => eui === own);
    },
    signingCredential,
    keyAgreementCertificate: (eui64) => find(gbcsName(eui64))?.keyAgreement?.certificate,
    deviceFacingCertificate(eui64, usage) {
      const holding = find(gbcsName(eui64));
      return (usage === 'DS' ? holding?.digitalSignature : holding?.keyAgreement)?.certificate;
    },
    credentialsOf(eui64) {
      const party = organisations.get(eui64);
      return Object.fromEntries(
        (['xmlSigning', 'digitalSignature', 'keyAgreement'] as const).flatMap((purpose) => {
          const credential = party?.[purpose];
          return credential === undefined ? [] : [[purpose, publish(credential)]];
        }),
      );
    },
    resolveCertificate: (serialNumber, issuerName) => {
      const found = bySerial.get(serialNumber);
      return found?.issuerName === issuerName ? found : undefined;
    },
    certificatesOf(eui64) {
      const holding = find(gbcsName(eui64));
      return holding === undefined ? [] : listCertificates(holding);
    },
    findCertificate: (serialNumber) => repository.get(serialNumber),
    listCertificates() {
      for (const name of [...waiting.keys()]) find(name);
      return [...repository.values()];
    },
    addDevices,
  };
}

const publish = ({ certificate, privateKey }: KeyCredential) => ({
  certificate: certificate.pem,
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});

function holdingOf(party: Party): Holding {
  const { eui64, isDevice } = party;
  const list = (credential: KeyCredential | undefined, usage: 'DS' | 'KA'): RepositoryCertificate | undefined =>
    credential && {
      serialNumber: credential.certificate.serialNumber,
      eui64,
      isDevice,
      role: credential.certificate.role?.number ?? 0,
      usage,
      certificate: Buffer.from(credential.certificate.der),
    };
  return {
    keys: { keyAgreement: pair(party.keyAgreement), digitalSignature: pair(party.digitalSignature) },
    xmlSigning: list(party.xmlSigning, 'DS'),
    digitalSignature: list(party.digitalSignature, 'DS'),
    keyAgreement: list(party.keyAgreement, 'KA'),
  };
}

const listCertificates = ({ xmlSigning, digitalSignature, keyAgreement }: Holding): RepositoryCertificate[] =>
  [xmlSigning, digitalSignature, keyAgreement].filter((one) => one !== undefined);
