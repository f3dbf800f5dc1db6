import { z } from 'zod';
import { Duration } from '../../sequence.ts';
import { AttestedOutcome, RunComparison, RunDetail, RunView } from '../shapes/runs.ts';
import { Document, nothing, operation } from './operation.ts';

/** Runs: begun, steered, replayed, compared. */
export const runOperations = {
  'run.start': operation(
    z.strictObject({
      only: z.array(z.string()).optional(),
      failuresOf: z.string().optional(),
      /** The least time between two requests, so that a target is not pressed. */
      pace: Duration.optional(),
    }),
    z.object({ runId: z.string() }),
  ),
  /** Takes an interrupted run up where it stopped; no request is sent twice. */
  'run.resume': operation(
    z.strictObject({ runId: z.string(), pace: Duration.optional() }),
    z.object({ runId: z.string() }),
  ),
  /** Lets the step at work end and begins no other, until it is continued. */
  'run.pause': operation(z.strictObject({ runId: z.string() }), nothing),
  'run.continue': operation(z.strictObject({ runId: z.string() }), nothing),
  /** A person says how a manual step of a run under way went; files (base64) are kept with it as evidence. */
  'run.attest': operation(
    z.strictObject({
      runId: z.string(),
      position: z.int().min(0),
      outcome: AttestedOutcome,
      note: z.string().max(10_000).default(''),
      attachments: z
        .array(z.strictObject({ name: z.string().max(255), mediaType: z.string().max(100), bytes: Document }))
        .max(20)
        .default([]),
    }),
    nothing,
  ),
  'run.stop': operation(z.strictObject({ runId: z.string() }), nothing),
  'run.list': operation(z.strictObject({ limit: z.int().positive().max(1000).default(50) }), z.array(RunView)),
  'run.get': operation(z.strictObject({ runId: z.string() }), RunDetail),
  /**
   * Carries a finished run out once more against what was recorded of it: the DCC says what it said then, under keys of
   * the emulator; nothing leaves this machine. Held against the first by `run.compare`, it shows what our own changes did.
   */
  'run.replay': operation(z.strictObject({ runId: z.string() }), z.object({ runId: z.string() })),
  /** Two runs step by step: outcomes, findings, and every field of what was received. */
  'run.compare': operation(z.strictObject({ before: z.string(), after: z.string() }), RunComparison),
};
