import { z } from 'zod';

const HalfHourRun = z.object({ from: z.string(), to: z.string(), length: z.int() });

/** One column of half-hourly data that a step received; times are ISO 8601 UTC, each the end of its half-hour. */
export const ProfileView = z.object({
  runId: z.string(),
  sequenceId: z.string(),
  stepId: z.string(),
  messageId: z.int(),
  serviceReferenceVariant: z.string().nullable(),
  column: z.string(),
  unit: z.string(),
  values: z.array(z.object({ time: z.string(), value: z.number() })),
  analysis: z.object({
    from: z.string().nullable(),
    to: z.string().nullable(),
    entries: z.int(),
    expected: z.int(),
    missing: z.array(z.string()),
    duplicated: z.array(z.string()),
    outOfOrder: z.array(z.string()),
    zeroRuns: z.array(HalfHourRun),
    flatRuns: z.array(HalfHourRun),
    days: z.array(
      z.object({
        date: z.string(),
        expected: z.int(),
        present: z.int(),
        total: z.number(),
        clockChange: z.enum(['forward', 'back']).nullable(),
      }),
    ),
    total: z.number(),
  }),
  /** From each daily reading of the register to the next, where every half-hour between them is there. */
  registers: z.array(
    z.object({ from: z.string(), to: z.string(), advance: z.number(), total: z.number(), agrees: z.boolean() }),
  ),
});
export type ProfileView = z.infer<typeof ProfileView>;
