import { z } from 'zod';
import { Time } from './time.ts';

export const CredentialPurpose = z.enum(['xmlSigning', 'digitalSignature', 'keyAgreement']);

/** A credential without its private key, which never leaves the keystore. */
export const CredentialView = z.object({
  name: z.string(),
  /** `zaz1`: of DCC Boxed's test PKI, public and worthless elsewhere. */
  origin: z.enum(['own', 'zaz1']),
  standing: z.enum(['ready', 'awaiting certificate', 'certificate only']),
  hasPrivateKey: z.boolean(),
  purpose: CredentialPurpose.nullable(),
  eui64: z.string().nullable(),
  role: z.object({ number: z.int(), name: z.string() }).nullable(),
  subject: z.string().nullable(),
  issuerName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  notBefore: Time.nullable(),
  notAfter: Time.nullable(),
  /** SHA-256 of the certificate, hex. */
  fingerprint: z.string().nullable(),
  /** SHA-256 of the public key (SubjectPublicKeyInfo), hex: it ties a request to its certificate. */
  publicKeyFingerprint: z.string().nullable(),
  problems: z.array(z.object({ rule: z.string(), severity: z.enum(['error', 'warning']), message: z.string() })),
});
export type CredentialView = z.infer<typeof CredentialView>;
