import type { WritableDb } from '../database.ts';

/** Finds what people said (issues, criteria, attestations, sign-offs) among a hundred thousand messages. */
export function migrate(db: WritableDb): void {
  // Messages, runs and findings are found by their own tables; leaving them out keeps an append as cheap as it was.
  db.exec(`
    CREATE INDEX event_by_kind ON event (kind, campaign_id, seq)
      WHERE kind IN ('attestation', 'signed-off', 'issue-recorded', 'criterion-stated');
  `);
}
