import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import { openDatabase, SqliteError, type WritableDb } from './database.ts';
import { currentVersion, migrateWorkspace, readVersion } from './migrate.ts';

/** An open workspace: its file and its database. */
export interface Workspace {
  readonly file: string;
  readonly db: WritableDb;
}

/**
 * Opens a workspace, making the file and its folder where there is none. A file of an older format is copied to
 * `<file>.before-<version>` with SQLite's online backup before it is migrated.
 *
 * @throws WorkbenchError `workspace-newer`, `workspace-damaged`, `unwritable-file`
 */
export async function openWorkspace(path: string): Promise<Workspace> {
  const file = path === ':memory:' ? path : resolve(path);
  if (file !== ':memory:') makeFolder(dirname(file));
  const existed = file !== ':memory:' && existsSync(file);
  const db = openFile(file);
  try {
    const version = readVersion(db, file);
    if (existed && version > 0 && version < currentVersion) await db.backup(`${file}.before-${currentVersion}`);
    migrateWorkspace(db, file);
    return { file, db };
  } catch (error) {
    db.close();
    throw asWorkspaceError(error, file);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new WorkbenchError('unwritable-file', `The folder ${folder} cannot be made; name another with --workspace`, {
      cause,
    });
  }
}

function openFile(file: string): WritableDb {
  try {
    return openDatabase(file);
  } catch (error) {
    throw asWorkspaceError(error, file);
  }
}

function asWorkspaceError(error: unknown, file: string): unknown {
  if (!(error instanceof SqliteError)) return error;
  if (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT')) {
    return new WorkbenchError(
      'workspace-damaged',
      `${file} is not a readable workspace (${error.message}); keep it, and name another file with --workspace`,
      { cause: error },
    );
  }
  if (error.code.startsWith('SQLITE_BUSY')) {
    return new WorkbenchError('workspace-busy', `${file} is in use by another process; close it there and try again`, {
      cause: error,
    });
  }
  return new WorkbenchError('unwritable-file', `${file} cannot be opened for writing (${error.message})`, {
    cause: error,
  });
}
