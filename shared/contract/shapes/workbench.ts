import { z } from 'zod';
import { EmulatedDevice, TargetView } from './targets.ts';
import { Time } from './time.ts';

export const WorkbenchStatus = z.object({
  version: z.string(),
  workspace: z.string(),
  target: TargetView,
  /** The target's own clock, ISO 8601 UTC, and how many of its seconds pass in one of ours. */
  clock: z.object({ at: Time, speed: z.number() }),
  receiveResponseService: z.object({ url: z.string().nullable() }),
  waiting: z.int(),
  chain: z.object({ head: z.string().nullable(), length: z.int() }),
  organisations: z.array(z.object({ eui64: z.string(), name: z.string(), roles: z.array(z.string()) })),
  devices: z.array(EmulatedDevice),
});
export type WorkbenchStatus = z.infer<typeof WorkbenchStatus>;

/** A workspace that was opened on this machine. */
export const WorkspaceEntry = z.object({
  file: z.string(),
  /** The file's name without its ending. */
  name: z.string(),
  usedAt: Time,
  isOpen: z.boolean(),
  /** Why it cannot be opened. */
  problem: z.string().nullable(),
});
export type WorkspaceEntry = z.infer<typeof WorkspaceEntry>;
