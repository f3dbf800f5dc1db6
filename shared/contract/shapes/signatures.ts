import { z } from 'zod';
import { Time } from './time.ts';

export const SignatureVerdict = z.object({
  verdict: z.enum(['valid', 'invalid', 'absent', 'unknown-signer']),
  reason: z.string().optional(),
  signer: z
    .object({
      serialNumber: z.string(),
      issuerName: z.string(),
      subject: z.string().optional(),
      eui64: z.string().optional(),
      notBefore: Time.optional(),
      notAfter: Time.optional(),
    })
    .optional(),
  /** SHA-256 of the canonical document without its signature, base64. */
  digest: z.string(),
});
export type SignatureVerdict = z.infer<typeof SignatureVerdict>;

/** The verdict on the signature of a SMETS1 Service Provider inside a message of the DSP. */
export const InnerSignatureVerdict = SignatureVerdict.extend({ element: z.string(), xpath: z.string() });

/** What a signature is about: the canonical text, its digest, and what the signer's key signed. */
export const SignatureExplanation = z.object({
  canonical: z.string(),
  length: z.int(),
  digest: z.string(),
  signature: z
    .object({
      digest: z.string(),
      signedInfo: z.string(),
      value: z.string(),
      issuerName: z.string(),
      serialNumber: z.string(),
    })
    .optional(),
});
export type SignatureExplanation = z.infer<typeof SignatureExplanation>;
