import { WorkbenchError } from '../../shared/errors.ts';
import type { WritableDb } from './database.ts';
import { migrate as evidence } from './migrations/0001-evidence.ts';
import { migrate as searchAndRedaction } from './migrations/0002-search-and-redaction.ts';
import { migrate as eventsByKind } from './migrations/0003-events-by-kind.ts';
import { migrate as hashesWithoutIndex } from './migrations/0004-hashes-without-index.ts';

/** "UEPT" in ASCII: marks the file as a workspace, so that no other SQLite file is taken for one. */
export const applicationId = 0x55455054;

/** Forward-only; the position in the list, counted from one, is the version it leads to. */
const migrations: readonly ((db: WritableDb) => void)[] = [
  evidence,
  searchAndRedaction,
  eventsByKind,
  hashesWithoutIndex,
];

/** The version of the workspace format that this program writes. */
export const currentVersion = migrations.length;

/** Reads the version of a file: 0 for a new one. @throws WorkbenchError when it is not a workspace of ours. */
export function readVersion(db: WritableDb, file: string): number {
  const version = Number(db.pragma('user_version', { simple: true }));
  const identity = Number(db.pragma('application_id', { simple: true }));
  const tables = db.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number };
  if (identity === applicationId) return version;
  if (identity === 0 && version === 0 && tables.count === 0) return 0;
  throw new WorkbenchError(
    'workspace-damaged',
    `${file} is an SQLite file, but not a workspace of this program; name another file with --workspace`,
  );
}

/**
 * Brings a workspace to the current version, each step in a transaction of its own.
 *
 * @throws WorkbenchError `workspace-newer` when the file was written by a later version; it is left untouched.
 */
export function migrateWorkspace(db: WritableDb, file: string): void {
  const version = readVersion(db, file);
  if (version > currentVersion) {
    throw new WorkbenchError(
      'workspace-newer',
      `${file} was written by a newer version of the workbench (format ${version}, this one reads up to ${currentVersion}); install that version, or name another file with --workspace`,
    );
  }
  // A table that others refer to cannot be made anew while references are held; they are checked before each commit.
  db.pragma('foreign_keys = OFF');
  migrations.slice(version).forEach((step, index) => {
    db.transaction(() => {
      step(db);
      const dangling = db.pragma('foreign_key_check') as { table: string }[];
      if (dangling.length > 0)
        throw new WorkbenchError(
          'workspace-damaged',
          `${file}: rows of ${dangling[0]?.table} refer to what is not there`,
        );
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version + index + 1}`);
    })();
  });
  db.pragma('foreign_keys = ON');
}
