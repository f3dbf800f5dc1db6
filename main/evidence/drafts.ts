import { type ReadableDb, statement, type WritableDb } from './database.ts';
import { inTransaction } from './transaction.ts';

/** Keeps what somebody is typing, under a name of the screen's choice. Not evidence: it is overwritten. */
export function saveDraft(db: WritableDb, name: string, value: string, at: string): void {
  inTransaction(db, () =>
    statement(
      db,
      'INSERT INTO draft (name, value, updated_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at',
    ).run(name, value, at),
  );
}

export function findDraft(db: ReadableDb, name: string): string | undefined {
  return db.prepare<[string], { value: string }>('SELECT value FROM draft WHERE name = ?').get(name)?.value;
}
