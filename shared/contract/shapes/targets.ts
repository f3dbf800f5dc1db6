import { z } from 'zod';
import { Time } from './time.ts';

export const TargetView = z.object({
  name: z.string(),
  kind: z.enum(['emulator', 'dcc-boxed', 'uit']),
  title: z.string(),
  baseUrl: z.string().nullable(),
});
export type TargetView = z.infer<typeof TargetView>;

export const EmulatedDevice = z.object({
  deviceId: z.string(),
  deviceType: z.string(),
  status: z.string(),
  mpxns: z.array(z.string()),
});
export type EmulatedDevice = z.infer<typeof EmulatedDevice>;

/** An emulator as its user sees it. */
export const EmulatorView = z.object({
  /** Its virtual clock, and how many of its seconds pass in one of ours. */
  clock: z.object({ at: Time, speed: z.number(), nextDue: Time.nullable() }),
  organisations: z.array(z.object({ eui64: z.string(), name: z.string(), roles: z.array(z.string()) })),
  devices: z.array(EmulatedDevice),
  /** Fault rules in force, as a fault file has them. */
  faults: z.array(z.record(z.string(), z.unknown())),
});
export type EmulatorView = z.infer<typeof EmulatorView>;

/** Where requests can go. */
export const TargetEntry = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['emulator', 'dcc-boxed', 'uit', 'unreadable']),
  origin: z.enum(['bundled', 'own']),
  url: z.string().nullable(),
  /** Why it cannot be used. */
  problem: z.string().nullable(),
});
export type TargetEntry = z.infer<typeof TargetEntry>;

/** One thing that was looked at before a run, and how to mend it where it is not as it should be. */
export const PreflightFinding = z.object({
  check: z.string(),
  outcome: z.enum(['pass', 'warning', 'fail', 'skipped']),
  message: z.string(),
  mend: z.string().optional(),
});
export type PreflightFinding = z.infer<typeof PreflightFinding>;

export const PreflightReport = z.object({
  target: z.string(),
  /** Nothing failed; there may be warnings. */
  ready: z.boolean(),
  findings: z.array(PreflightFinding),
});
export type PreflightReport = z.infer<typeof PreflightReport>;
