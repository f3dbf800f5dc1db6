import { sha256Hex } from './chain.ts';
import { type ReadableDb, statement, type WritableDb } from './database.ts';

/** Keeps bytes under their SHA-256 (64 lower-case hex digits), once however often they come. Returns that name. */
export function insertBlob(db: WritableDb, bytes: Uint8Array): string {
  const sha256 = sha256Hex(bytes);
  statement(db, 'INSERT INTO blob (sha256, bytes) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING').run(
    sha256,
    Buffer.from(bytes),
  );
  return sha256;
}

/** The bytes under a name, or undefined. */
export function findBlob(db: ReadableDb, sha256: string): Uint8Array | undefined {
  return statement<[string], { bytes: Uint8Array }>(db, 'SELECT bytes FROM blob WHERE sha256 = ?').get(sha256)?.bytes;
}
