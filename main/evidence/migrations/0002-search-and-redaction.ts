import type { WritableDb } from '../database.ts';
import { indexMessage } from '../search.ts';

/** The words of every message for full-text search, and the secret from which tokens of redacted packs are made. */
export function migrate(db: WritableDb): void {
  // Contentless: the bodies are kept once, in blob; this holds the index alone.
  db.exec(`
    CREATE VIRTUAL TABLE message_word USING fts5 (words, content = '', tokenize = 'unicode61');
    CREATE TABLE workspace_secret (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;
  `);
  const judged = db.prepare<[], { message_id: number }>('SELECT message_id FROM judgement ORDER BY message_id').all();
  for (const { message_id } of judged) indexMessage(db, message_id);
}
