import type { KeyObject } from 'node:crypto';
import { WorkbenchError } from '../../shared/errors.ts';
import { eui64ToHex } from '../duis/eui64.ts';
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
  /** Gives devices that join later keys and certificates of their own. */
  addDevices(eui64s: readonly string[]): Promise<void>;
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
  certificates: readonly RepositoryCertificate[];
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

interface PartyKeys {
  keyAgreement?: { scalar: Uint8Array; point: Uint8Array };
  digitalSignature?: { scalar: Uint8Array; point: Uint8Array };
}

const pair = (credential: KeyCredential | undefined) =>
  credential && { scalar: scalarOf(credential.privateKey), point: credential.certificate.publicPoint };

/**
 * Puts a PKI together from its parties.
 *
 * @param smets1ServiceProvider the EUI-64 of the S1SP among them
 * @param issueDevice makes the keys and certificates of a device that joins later
 * @throws WorkbenchError where the Access Control Broker or the S1SP cannot sign
 */
export function assemblePki(
  parties: readonly Party[],
  accessControlBroker: string,
  smets1ServiceProvider: string | undefined,
  issueDevice: (eui64: string) => Promise<Party>,
): EmulatorPki {
  const byId = new Map<string, Party>();
  const keys = new Map<string, PartyKeys>();
  const bySerial = new Map<string, SmkiCertificate>();
  const certificates: RepositoryCertificate[] = [];
  const admit = (party: Party): void => {
    byId.set(party.eui64, party);
    for (const credential of [party.xmlSigning, party.digitalSignature, party.keyAgreement])
      if (credential) bySerial.set(credential.certificate.serialNumber, credential.certificate);
    certificates.push(...listCertificates(party));
    const keyAgreement = pair(party.keyAgreement);
    const digitalSignature = pair(party.digitalSignature);
    keys.set(eui64ToHex(party.eui64).toLowerCase(), {
      ...(keyAgreement && { keyAgreement }),
      ...(digitalSignature && { digitalSignature }),
    });
  };
  for (const party of parties) admit(party);
  const keysFor = (owns: (eui: string) => boolean): GbcsKeys => ({
    keyAgreementPrivateKey: (eui) => (owns(eui) ? keys.get(eui)?.keyAgreement?.scalar : undefined),
    keyAgreementPublicPoint: (eui) => keys.get(eui)?.keyAgreement?.point,
    digitalSignaturePrivateKey: (eui) => (owns(eui) ? keys.get(eui)?.digitalSignature?.scalar : undefined),
    digitalSignaturePublicPoint: (eui) => keys.get(eui)?.digitalSignature?.point,
    // The emulated suppliers use one Key Agreement credential for top ups and for all else.
    prepaymentPrivateKey: (eui) => (owns(eui) ? keys.get(eui)?.keyAgreement?.scalar : undefined),
    prepaymentPublicPoint: (eui) => keys.get(eui)?.keyAgreement?.point,
    accessControlBroker,
  });
  const signingCredential = (eui64: string): XmlSigner => {
    const credential = byId.get(eui64)?.xmlSigning;
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
      const own = eui64ToHex(eui64).toLowerCase();
      return keysFor((eui) => eui === own);
    },
    signingCredential,
    keyAgreementCertificate(eui64) {
      const der = byId.get(eui64)?.keyAgreement?.certificate.der;
      return der && Buffer.from(der);
    },
    deviceFacingCertificate(eui64, usage) {
      const party = byId.get(eui64);
      return (usage === 'DS' ? party?.digitalSignature : party?.keyAgreement)?.certificate.der;
    },
    credentialsOf(eui64) {
      const party = byId.get(eui64);
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
    certificates,
    async addDevices(eui64s) {
      for (const eui64 of eui64s) admit(await issueDevice(eui64));
    },
  };
}

const publish = ({ certificate, privateKey }: KeyCredential) => ({
  certificate: certificate.pem,
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});

function listCertificates(party: Party): RepositoryCertificate[] {
  const list = (credential: KeyCredential | undefined, usage: 'DS' | 'KA'): RepositoryCertificate[] =>
    credential
      ? [
          {
            serialNumber: credential.certificate.serialNumber,
            eui64: party.eui64,
            isDevice: party.isDevice,
            role: credential.certificate.role?.number ?? 0,
            usage,
            certificate: Buffer.from(credential.certificate.der),
          },
        ]
      : [];
  return [...list(party.xmlSigning, 'DS'), ...list(party.digitalSignature, 'DS'), ...list(party.keyAgreement, 'KA')];
}
