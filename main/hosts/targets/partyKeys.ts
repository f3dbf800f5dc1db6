import type { KeyObject } from 'node:crypto';
import { eui64ToHex } from '../../duis/eui64.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';
import type { SmkiCertificate } from '../../smki/certificate.ts';
import { purposeOf } from '../../smki/credential.ts';

/** A certificate with its private key. */
export interface PartyCredential {
  certificate: SmkiCertificate;
  privateKey: KeyObject;
}

/** The User's own credentials for messages to and from devices, each where there is one. */
export interface UserCredentials {
  digitalSignature?: PartyCredential | undefined;
  keyAgreement?: PartyCredential | undefined;
}

const nameOf = (eui64: string): string => eui64ToHex(eui64).toLowerCase();

/** The 32-octet private scalar of a P-256 key. */
const scalarOf = (key: KeyObject): Uint8Array => Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url');

/**
 * The keys with which a User reads and makes GBCS messages: its own private ones, and everybody's public points by
 * their certificates; the newest certificate counts.
 */
export function partyKeys(
  own: UserCredentials,
  certificates: readonly SmkiCertificate[],
  accessControlBroker: string,
): GbcsKeys {
  const points = new Map<string, Uint8Array>();
  const oldestFirst = [...certificates].sort((a, b) => (a.notBefore < b.notBefore ? -1 : 1));
  for (const certificate of oldestFirst) {
    const { eui64, publicPoint } = certificate;
    if (eui64 !== undefined) points.set(`${purposeOf(certificate) ?? ''}:${nameOf(eui64)}`, publicPoint);
  }
  const privateKeys = new Map<string, Uint8Array>();
  for (const [purpose, credential] of Object.entries(own) as [string, PartyCredential | undefined][]) {
    if (credential?.certificate.eui64 === undefined) continue;
    const key = `${purpose}:${nameOf(credential.certificate.eui64)}`;
    privateKeys.set(key, scalarOf(credential.privateKey));
    points.set(key, credential.certificate.publicPoint);
  }
  return {
    keyAgreementPrivateKey: (eui) => privateKeys.get(`keyAgreement:${eui}`),
    keyAgreementPublicPoint: (eui) => points.get(`keyAgreement:${eui}`),
    digitalSignaturePrivateKey: (eui) => privateKeys.get(`digitalSignature:${eui}`),
    digitalSignaturePublicPoint: (eui) => points.get(`digitalSignature:${eui}`),
    accessControlBroker,
  };
}
