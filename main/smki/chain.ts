import { X509Certificate } from 'node:crypto';
import { isValidAt, type SmkiCertificate } from './certificate.ts';
import { type CredentialProblem, type CredentialPurpose, purposeOf } from './credential.ts';

const longestChain = 4;

/** The certificate that signed another, out of those given. */
function findIssuer(
  certificate: SmkiCertificate,
  authorities: readonly SmkiCertificate[],
): SmkiCertificate | undefined {
  const x509 = new X509Certificate(certificate.pem);
  return authorities.find((one) => one.subject === certificate.issuerName && x509.verify(one.publicKey));
}

/**
 * Follows a certificate up to a root among trusted authorities.
 * @param now milliseconds since 1970; validity is not checked without it
 * @returns what is wrong; an empty list where the chain holds
 */
export function checkChain(
  certificate: SmkiCertificate,
  authorities: readonly SmkiCertificate[],
  now?: number,
): CredentialProblem[] {
  let current = certificate;
  for (let length = 0; length < longestChain; length += 1) {
    if (now !== undefined && !isValidAt(current, now)) {
      return [
        {
          rule: 'chain-validity',
          severity: 'error',
          message: `${current.subject || current.serialNumber} is valid from ${current.notBefore} to ${current.notAfter} only.`,
        },
      ];
    }
    const issuer = findIssuer(current, authorities);
    if (issuer === undefined) {
      return [
        {
          rule: 'chain-issuer',
          severity: 'error',
          message: `No trusted certificate of ${current.issuerName} signed ${current.subject || `serial number ${current.serialNumber}`}.`,
        },
      ];
    }
    if (!issuer.keyUsage.includes('keyCertSign')) {
      return [{ rule: 'chain-authority', severity: 'error', message: `${issuer.subject} may not issue certificates.` }];
    }
    if (issuer.fingerprint === current.fingerprint || issuer.subject === issuer.issuerName) return [];
    current = issuer;
  }
  return [
    { rule: 'chain-length', severity: 'error', message: `The chain is longer than ${longestChain} certificates.` },
  ];
}

/** The certificates of an organisation or Device for a purpose that were valid at a moment, the newest first. */
export function findCertificatesAt(
  certificates: readonly SmkiCertificate[],
  wanted: { eui64: string; purpose: CredentialPurpose; at: number },
): SmkiCertificate[] {
  return certificates
    .filter((one) => one.eui64 === wanted.eui64 && purposeOf(one) === wanted.purpose && isValidAt(one, wanted.at))
    .sort((a, b) => (a.notBefore < b.notBefore ? 1 : -1));
}
