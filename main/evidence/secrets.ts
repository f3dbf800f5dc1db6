import { randomBytes } from 'node:crypto';
import type { WritableDb } from './database.ts';

/** A secret of this workspace by name, made at first use: 32 octets in hexadecimal. It is no evidence and in no pack. */
export function workspaceSecret(db: WritableDb, name: string): string {
  db.prepare('INSERT OR IGNORE INTO workspace_secret (name, value) VALUES (?, ?)').run(
    name,
    randomBytes(32).toString('hex'),
  );
  const row = db.prepare<[string], { value: string }>('SELECT value FROM workspace_secret WHERE name = ?').get(name);
  if (!row) throw new Error(`The secret ${name} was not kept`);
  return row.value;
}
