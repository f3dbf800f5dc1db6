import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import { findFileDamage } from './damage.ts';
import { openDatabase, type WritableDb } from './database.ts';
import { currentVersion, migrateWorkspace, readVersion } from './migrate.ts';
import { asWorkspaceError, workspaceDamaged } from './workspaceError.ts';

/** An open workspace: its file and its database. */
export interface Workspace {
  readonly file: string;
  readonly db: WritableDb;
}

/**
 * Opens a workspace, making the file and its folder where there is none. A file of an older format is copied to
 * `<file>.before-<version>` with SQLite's online backup before it is migrated. A damaged file is detected, and left as
 * it is.
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
    const damage = existed ? findFileDamage(db) : undefined;
    if (damage !== undefined) throw workspaceDamaged(file, damage);
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

/**
 * Copies an open workspace to another file with SQLite's online backup: it may be in use meanwhile.
 *
 * @throws WorkbenchError `conflict` where the file is there already, `unwritable-file`
 */
export async function backUpWorkspace({ db }: Workspace, into: string): Promise<void> {
  if (existsSync(into)) throw new WorkbenchError('conflict', `${into} is there already; name another file`);
  makeFolder(dirname(into));
  const partial = `${into}.part`;
  try {
    await db.backup(partial);
    renameSync(partial, into);
  } catch (cause) {
    rmSync(partial, { force: true });
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError('unwritable-file', `${into} cannot be written (${problem})`, { cause });
  }
}
