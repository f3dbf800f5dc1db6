import type { WritableDb } from '../database.ts';

/**
 * Takes the index over the hashes of events away: nothing is looked up by hash, and writing at random places of an
 * index was a seventh of what an append took. SQLite drops such a constraint only with its table.
 */
export function migrate(db: WritableDb): void {
  db.exec(`
    CREATE TABLE event_again (
      seq INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      campaign_id TEXT,
      body TEXT NOT NULL,
      body_sha256 TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    INSERT INTO event_again SELECT seq, at, kind, campaign_id, body, body_sha256, previous, hash FROM event;
    DROP TABLE event;
    ALTER TABLE event_again RENAME TO event;
    CREATE TRIGGER event_is_never_updated BEFORE UPDATE ON event
      BEGIN SELECT RAISE(ABORT, 'evidence is never edited: event'); END;
    CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
      BEGIN SELECT RAISE(ABORT, 'evidence is never deleted: event'); END;
    CREATE INDEX event_by_kind ON event (kind, campaign_id, seq)
      WHERE kind IN ('attestation', 'signed-off', 'issue-recorded', 'criterion-stated');
  `);
}
