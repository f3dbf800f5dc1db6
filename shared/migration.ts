import { z } from 'zod';

/** A SMETS1 installation that was not migrated when the emulator started, and where its migration stands now. */
export const Smets1Installation = z.object({
  uprn: z.string(),
  /** `Bench 4, LS1 4AP`. */
  address: z.string(),
  mpxns: z.array(z.string()),
  /** EUI-64s of its devices, which join the inventory as it is taken over. */
  deviceIds: z.array(z.string()),
  /** Dormant: it waits for its migration. Taken over: the S1SP has it, and it is about to be commissioned. */
  status: z.enum(['dormant', 'requested', 'takenOver', 'migrated', 'failed']),
  /** Why it failed, and how to mend it. */
  reason: z.string().nullable(),
  /** ISO 8601 UTC, by the emulator's clock. */
  requestedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
});
export type Smets1Installation = z.infer<typeof Smets1Installation>;

/** An installation by its UPRN, or by the MPxN of one of its meters. */
export const MigrationOrder = z.union([z.strictObject({ uprn: z.string() }), z.strictObject({ mpxn: z.string() })]);
export type MigrationOrder = z.infer<typeof MigrationOrder>;
