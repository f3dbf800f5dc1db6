import { z } from 'zod';
import { Time } from './time.ts';

/** Whose certificate it is, for what, and until when. */
export const CertificateFacts = z.object({
  /** Canonical EUI-64 of an organisation or a device; null where it names none. */
  eui64: z.string().nullable(),
  /** What the target calls the organisation; null of a device, and of one that it does not know. */
  holder: z.string().nullable(),
  /** The Remote Party Role, in words; null of a device. */
  role: z.string().nullable(),
  usage: z.array(z.string()),
  notBefore: Time,
  notAfter: Time,
});
export type CertificateFacts = z.infer<typeof CertificateFacts>;

/** A certificate that can stand in a request. */
export const CertificateChoice = CertificateFacts.extend({
  /** DER in base64, as DUIS has it. */
  base64: z.string(),
});
export type CertificateChoice = z.infer<typeof CertificateChoice>;
