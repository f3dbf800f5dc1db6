import type { KeyObject } from 'node:crypto';
import type { CredentialPurpose } from './credential.ts';
import { organisationName } from './organisationName.ts';
import { encryptPkcs8 } from './passwordEncryption.ts';
import { parsePrivateKey } from './privateKey.ts';
import * as x509 from './x509.ts';

export interface CertificateRequest {
  purpose: CredentialPurpose;
  eui64: string;
  commonName?: string;
  /** Role of the device-facing certificates: 2 supplier, 3 network operator, 127 other. XML signing is 135 by itself. */
  remotePartyRole: number;
}

export interface GeneratedRequest {
  privateKey: KeyObject;
  /** PKCS #10, PEM, to be sent to the SMKI registration authority. */
  requestPem: string;
}

const xmlSigningRole = 135;

/** Makes a P-256 key and a certificate signing request for it. The key is the caller's to keep, encrypted. */
export async function generateCertificateRequest(request: CertificateRequest): Promise<GeneratedRequest> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const role = request.purpose === 'xmlSigning' ? xmlSigningRole : request.remotePartyRole;
  const usage =
    request.purpose === 'keyAgreement' ? x509.KeyUsageFlags.keyAgreement : x509.KeyUsageFlags.digitalSignature;
  const made = await x509.Pkcs10CertificateRequestGenerator.create({
    name: organisationName(role, request.commonName, request.eui64),
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    extensions: [new x509.KeyUsagesExtension(usage, true)],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { privateKey: parsePrivateKey(new Uint8Array(pkcs8)), requestPem: made.toString('pem') };
}

/** A private key as encrypted PKCS #8 PEM (scrypt, AES-256): the only form in which a real key is written down. */
export function encryptPrivateKey(privateKey: KeyObject, passphrase: string): string {
  const encrypted = encryptPkcs8(privateKey.export({ type: 'pkcs8', format: 'der' }), passphrase);
  const lines =
    Buffer.from(encrypted)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${lines.join('\n')}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
}
