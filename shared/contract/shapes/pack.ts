import { z } from 'zod';
import { Time } from './time.ts';

export const PackReadiness = z.object({
  ready: z.boolean(),
  items: z.array(z.object({ title: z.string(), done: z.boolean(), detail: z.string() })),
});
export type PackReadiness = z.infer<typeof PackReadiness>;

export const PackVerdict = z.object({
  ok: z.boolean(),
  /** The first bad item and what is wrong with it; null when all is well. */
  problem: z.object({ item: z.string(), reason: z.string() }).nullable(),
  files: z.int(),
  events: z.int(),
  chainHead: z.string().nullable(),
  signer: z.string().nullable(),
  campaign: z.string().nullable(),
  draft: z.boolean(),
  redacted: z.boolean(),
  /** Whose sign-offs are in the evidence, each with a signature that fits. */
  signOffs: z.array(z.string()),
});
export type PackVerdict = z.infer<typeof PackVerdict>;

/** A second person's name under a campaign, signed with their own key. */
export const SignOffView = z.object({
  person: z.string(),
  statement: z.string(),
  at: Time,
  /** SHA-256 of the PEM of the public key, to compare with what the person gave by another way. */
  publicKeySha256: z.string(),
  /** How many events of the chain it speaks of. */
  covers: z.int(),
  /** No run has moved on since. */
  current: z.boolean(),
});
export type SignOffView = z.infer<typeof SignOffView>;
