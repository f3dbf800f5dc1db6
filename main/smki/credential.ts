import { createPublicKey, type KeyObject } from 'node:crypto';
import { parseEui64 } from '../duis/eui64.ts';
import { isValidAt, type SmkiCertificate } from './certificate.ts';

/** What a credential is for: XML signatures, GBCS signatures, or key agreement. */
export type CredentialPurpose = 'xmlSigning' | 'digitalSignature' | 'keyAgreement';

/** One thing wrong with a credential; `warning` where it may still be used. */
export interface CredentialProblem {
  rule: string;
  severity: 'error' | 'warning';
  message: string;
}

export interface CredentialCheck {
  certificate: SmkiCertificate;
  privateKey?: KeyObject;
  purpose?: CredentialPurpose;
  /** The organisation it should belong to. */
  eui64?: string;
  /** Milliseconds since 1970; validity is not checked without it. */
  now?: number;
  /** A certificate that ends within so many days is worth a warning; 30 unless told. */
  warnDays?: number;
}

const xmlSigningRoles: readonly number[] = [135, 137];
const millisecondsPerDay = 86_400_000;

/** What a certificate is for, by its key usage and the role in its OU; undefined for an authority. */
export function purposeOf(certificate: SmkiCertificate): CredentialPurpose | undefined {
  if (certificate.keyUsage.includes('keyCertSign')) return undefined;
  if (certificate.keyUsage.includes('keyAgreement')) return 'keyAgreement';
  return xmlSigningRoles.includes(certificate.role?.number ?? -1) ? 'xmlSigning' : 'digitalSignature';
}

/** Whether a private key belongs to a certificate. */
export function keyMatchesCertificate(privateKey: KeyObject, certificate: SmkiCertificate): boolean {
  return createPublicKey(privateKey).equals(certificate.publicKey);
}

function checkValidity({ certificate, now, warnDays = 30 }: CredentialCheck): CredentialProblem[] {
  if (now === undefined) return [];
  const { notBefore, notAfter } = certificate;
  if (!isValidAt(certificate, now)) {
    const message = `The certificate is valid from ${notBefore} to ${notAfter}, and not at ${new Date(now).toISOString()}.`;
    return [{ rule: 'credential-validity', severity: 'error', message }];
  }
  if (Date.parse(notAfter) - now > warnDays * millisecondsPerDay) return [];
  return [
    {
      rule: 'credential-expiry',
      severity: 'warning',
      message: `The certificate ends soon, on ${notAfter}; ask for a new one.`,
    },
  ];
}

function checkPurpose({ certificate, purpose }: CredentialCheck): CredentialProblem[] {
  const actual = purposeOf(certificate);
  if (purpose === undefined || purpose === actual) return [];
  const role =
    certificate.role === undefined ? 'no role' : `role ${certificate.role.number} (${certificate.role.name})`;
  const message = `The certificate is for ${actual ?? 'issuing certificates'} (key usage ${certificate.keyUsage.join(', ') || 'not stated'}, ${role}); ${purpose} is needed.`;
  return [{ rule: 'credential-purpose', severity: 'error', message }];
}

/** Checks key against certificate, purpose (key usage and role), EUI-64 and validity. An empty list means all is well. */
export function checkCredential(check: CredentialCheck): CredentialProblem[] {
  const { certificate, privateKey, eui64 } = check;
  const problems: CredentialProblem[] = [];
  if (privateKey !== undefined && !keyMatchesCertificate(privateKey, certificate)) {
    const message = `The private key does not belong to this certificate (serial number ${certificate.serialNumber}).`;
    problems.push({ rule: 'credential-key', severity: 'error', message });
  }
  if (eui64 !== undefined && certificate.eui64 !== parseEui64(eui64)) {
    const message = `The certificate is of ${certificate.eui64 ?? 'no EUI-64'}; that of ${parseEui64(eui64)} is needed.`;
    problems.push({ rule: 'credential-eui64', severity: 'error', message });
  }
  return [...problems, ...checkPurpose(check), ...checkValidity(check)];
}
