/** Where the migration of a SMETS1 installation stands. */
export interface Migration {
  uprn: string;
  status: 'requested' | 'takenOver' | 'migrated' | 'failed';
  /** Why it failed, and how to mend it. */
  reason: string | null;
  /** ISO 8601 UTC, by the emulator's clock. */
  requestedAt: string;
  endedAt: string | null;
}
