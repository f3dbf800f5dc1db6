import type { CertificateFacts } from '../../shared/contract/shapes/certificates.ts';
import type { SmkiCertificate } from '../smki/certificate.ts';

/** Who is there at a target, by name. */
export type Organisations = readonly { eui64: string; name: string }[];

/** A certificate as a person chooses one. */
export function certificateFacts(certificate: SmkiCertificate, organisations: Organisations): CertificateFacts {
  const { eui64, role, keyUsage, notBefore, notAfter } = certificate;
  return {
    eui64: eui64 ?? null,
    holder: organisations.find((one) => one.eui64 === eui64)?.name ?? null,
    role: role?.name ?? null,
    usage: [...keyUsage],
    notBefore,
    notAfter,
  };
}
