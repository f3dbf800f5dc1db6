import { z } from 'zod';

/** What a check concluded. `review` asks a person to look; `skipped` says the check did not apply. */
export const FindingOutcome = z.enum(['pass', 'fail', 'warning', 'review', 'skipped']);
export type FindingOutcome = z.infer<typeof FindingOutcome>;

/** Where the cause of a failure most likely lies, so that the reader knows whom to call. */
export const CauseClass = z.enum(['configuration', 'request', 'dsp', 'device', 'transport', 'emulator']);
export type CauseClass = z.infer<typeof CauseClass>;

/** One observation of a run or a document: data, stored, never thrown. */
export const Finding = z.strictObject({
  check: z.string(),
  outcome: FindingOutcome,
  requirements: z.array(z.string()),
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  cause: CauseClass.optional(),
});
export type Finding = z.infer<typeof Finding>;
