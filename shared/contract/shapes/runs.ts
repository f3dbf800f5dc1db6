import { z } from 'zod';
import { Finding } from '../../finding.ts';
import { RunOutcome, RunStatus } from '../../run.ts';
import { MessageSummary } from './messages.ts';
import { Time } from './time.ts';

export const AttestedOutcome = z.enum(['pass', 'fail', 'review']);
export type AttestedOutcome = z.infer<typeof AttestedOutcome>;

export const StepView = z.object({
  position: z.int(),
  sequenceId: z.string(),
  stepId: z.string(),
  title: z.string(),
  status: RunStatus,
  outcome: RunOutcome.nullable(),
  requestId: z.string().nullable(),
  waitingFor: z.string().nullable(),
  startedAt: Time.nullable(),
  finishedAt: Time.nullable(),
  /** It waits for a person to say how it went. */
  awaitsPerson: z.boolean(),
});
export type StepView = z.infer<typeof StepView>;

export const RunView = z.object({
  id: z.string(),
  campaignId: z.string(),
  title: z.string(),
  target: z.string(),
  status: RunStatus,
  outcome: RunOutcome.nullable(),
  createdAt: Time,
  finishedAt: Time.nullable(),
  tester: z.string(),
});
export type RunView = z.infer<typeof RunView>;

export const StepFinding = Finding.extend({ position: z.int(), messageId: z.int().nullable() });
export type StepFinding = z.infer<typeof StepFinding>;

export const RunDetail = RunView.extend({
  /** What ended it here before it was finished; null where nothing did. */
  trouble: z.string().nullable(),
  /** Whether it waits for a person to let it go on. */
  paused: z.boolean(),
  /** An estimate by how long its steps took the last time; null where nothing tells, or nothing is left. */
  timeLeftMs: z.number().nullable(),
  steps: z.array(StepView),
  findings: z.array(StepFinding),
  messages: z.array(MessageSummary),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** One step of two runs: how each ended, and what differs; null where a run has no such step. */
export const StepComparison = z.object({
  sequenceId: z.string(),
  stepId: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  findings: z.array(z.object({ check: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  fields: z.array(
    z.object({
      path: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      beforeMessage: z.int().nullable(),
      afterMessage: z.int().nullable(),
    }),
  ),
});
export type StepComparison = z.infer<typeof StepComparison>;

export const RunComparison = z.object({
  before: RunView,
  after: RunView,
  steps: z.array(StepComparison),
  /** Every step of both runs ended alike, by checks that found alike. */
  sameVerdicts: z.boolean(),
});
export type RunComparison = z.infer<typeof RunComparison>;
