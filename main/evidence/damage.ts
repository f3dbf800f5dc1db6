import { findBrokenEvent, listEvents, sha256Hex } from './chain.ts';
import { type ReadableDb, SqliteError } from './database.ts';

/**
 * What is wrong with the file as SQLite sees it: pages, rows and indexes (`PRAGMA quick_check`, about 1.5 ms a
 * megabyte). @returns the first problem, or undefined
 */
export function findFileDamage(db: ReadableDb): string | undefined {
  try {
    const [first] = db.pragma('quick_check(1)') as { quick_check: string }[];
    return first?.quick_check === 'ok' ? undefined : first?.quick_check.replace(/^\*\*\* .* \*\*\*\s*/, '');
  } catch (error) {
    if (error instanceof SqliteError) return error.message;
    throw error;
  }
}

/** Everything that can be wrong with evidence: the file, the chain, and bodies that are not what they are named by. */
export function findEvidenceDamage(db: ReadableDb): string[] {
  const file = findFileDamage(db);
  if (file !== undefined) return [file];
  const broken = findBrokenEvent(listEvents(db));
  const bodies = db.prepare<[], { sha256: string; bytes: Uint8Array }>('SELECT sha256, bytes FROM blob').iterate();
  const changed: string[] = [];
  for (const { sha256, bytes } of bodies) if (sha256Hex(bytes) !== sha256) changed.push(sha256);
  return [
    ...(broken === undefined ? [] : [`event ${broken.seq} of the evidence chain: ${broken.reason}`]),
    ...changed.map((name) => `the body ${name} is not what it is named by`),
  ];
}
