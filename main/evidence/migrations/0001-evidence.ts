import type { WritableDb } from '../database.ts';

const appendOnly = (table: string): string => `
  CREATE TRIGGER ${table}_is_never_updated BEFORE UPDATE ON ${table}
    BEGIN SELECT RAISE(ABORT, 'evidence is never edited: ${table}'); END;
  CREATE TRIGGER ${table}_is_never_deleted BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, 'evidence is never deleted: ${table}'); END;`;

/** The chain of events, the bodies by content, and what is read out of them. */
export function migrate(db: WritableDb): void {
  db.exec(`
    CREATE TABLE blob (
      sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
      bytes BLOB NOT NULL
    ) STRICT;
    ${appendOnly('blob')}

    CREATE TABLE event (
      seq INTEGER PRIMARY KEY,
      at TEXT NOT NULL,
      kind TEXT NOT NULL,
      campaign_id TEXT,
      body TEXT NOT NULL,
      body_sha256 TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL UNIQUE
    ) STRICT;
    ${appendOnly('event')}

    CREATE TABLE run (
      id TEXT PRIMARY KEY,
      campaign_id TEXT NOT NULL,
      title TEXT NOT NULL,
      target TEXT NOT NULL,
      status TEXT NOT NULL,
      outcome TEXT,
      created_at TEXT NOT NULL,
      finished_at TEXT,
      tester TEXT NOT NULL,
      owner_pid INTEGER NOT NULL,
      definition_sha256 TEXT NOT NULL REFERENCES blob (sha256)
    ) STRICT;
    CREATE INDEX run_by_campaign ON run (campaign_id, created_at);

    CREATE TABLE run_step (
      run_id TEXT NOT NULL REFERENCES run (id),
      position INTEGER NOT NULL,
      sequence_id TEXT NOT NULL,
      step_id TEXT NOT NULL,
      title TEXT NOT NULL,
      status TEXT NOT NULL,
      outcome TEXT,
      request_id TEXT,
      waiting_for TEXT,
      started_at TEXT,
      finished_at TEXT,
      PRIMARY KEY (run_id, position)
    ) STRICT;
    CREATE INDEX run_step_by_request ON run_step (request_id) WHERE request_id IS NOT NULL;

    CREATE TABLE message (
      id INTEGER PRIMARY KEY REFERENCES event (seq),
      at TEXT NOT NULL,
      virtual_at TEXT,
      direction TEXT NOT NULL CHECK (direction IN ('sent', 'received')),
      exchange INTEGER REFERENCES message (id),
      service TEXT NOT NULL,
      peer TEXT NOT NULL,
      http_status INTEGER,
      headers TEXT NOT NULL,
      body_sha256 TEXT NOT NULL REFERENCES blob (sha256)
    ) STRICT;
    ${appendOnly('message')}

    CREATE TABLE judgement (
      message_id INTEGER PRIMARY KEY REFERENCES message (id),
      campaign_id TEXT,
      run_id TEXT,
      position INTEGER,
      kind TEXT NOT NULL,
      service_reference_variant TEXT,
      request_id TEXT,
      response_id TEXT,
      response_code TEXT,
      payload_sha256 TEXT,
      dsp_schedule_id TEXT,
      duplicate_of INTEGER REFERENCES message (id),
      standing TEXT NOT NULL CHECK (standing IN ('expected', 'late', 'orphan')),
      signature_verdict TEXT NOT NULL,
      schema_verdict TEXT NOT NULL,
      detail TEXT NOT NULL
    ) STRICT;
    ${appendOnly('judgement')}
    CREATE INDEX judgement_by_run ON judgement (run_id, message_id);
    CREATE INDEX judgement_by_request ON judgement (request_id);
    CREATE INDEX judgement_by_response ON judgement (response_id);
    CREATE INDEX judgement_by_schedule ON judgement (dsp_schedule_id) WHERE dsp_schedule_id IS NOT NULL;

    CREATE TABLE finding (
      id INTEGER PRIMARY KEY,
      run_id TEXT NOT NULL REFERENCES run (id),
      position INTEGER NOT NULL,
      message_id INTEGER REFERENCES message (id),
      check_id TEXT NOT NULL,
      outcome TEXT NOT NULL,
      message TEXT NOT NULL,
      expected TEXT,
      actual TEXT,
      cause TEXT,
      requirements TEXT NOT NULL
    ) STRICT;
    ${appendOnly('finding')}
    CREATE INDEX finding_by_run ON finding (run_id, position);

    CREATE TABLE originator_counter (
      originator TEXT NOT NULL,
      target TEXT NOT NULL,
      counter TEXT NOT NULL,
      PRIMARY KEY (originator, target)
    ) STRICT;

    CREATE TABLE draft (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      updated_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE pack_signature (
      chain_head TEXT NOT NULL,
      arguments TEXT NOT NULL,
      certificate TEXT NOT NULL,
      manifest_sha256 TEXT NOT NULL,
      signature TEXT NOT NULL,
      PRIMARY KEY (chain_head, arguments)
    ) STRICT;
  `);
}
