import Database from 'better-sqlite3';

/** A database that may be read. A function that takes this type does not write. */
export type ReadableDb = Pick<Database.Database, 'prepare' | 'pragma'>;

/** A database that may be written. */
export type WritableDb = Database.Database & { readonly __writable?: never };

/**
 * Opens the file with the settings that evidence needs: WAL with FULL synchronisation, so that a commit has reached
 * the disk when it returns (SQLite's own default in WAL is NORMAL); foreign keys; triggers that also fire for REPLACE;
 * and no functions called from a schema that somebody else may have written.
 */
export function openDatabase(file: string): WritableDb {
  const db = new Database(file, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma('trusted_schema = OFF');
  return db;
}

/** Opens a file that is only looked at, with whatever is wrong with it; nothing of it is changed. */
export function openToRead(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('trusted_schema = OFF');
  return db;
}

/** SQLite's own error class, so that callers can recognise its codes without importing the driver. */
export const SqliteError = Database.SqliteError;

const prepared = new WeakMap<ReadableDb, Map<string, Database.Statement>>();

/** A statement, compiled once for each database: what is done for every message is not to be compiled for each. */
export function statement<Parameters extends unknown[], Row = unknown>(
  db: ReadableDb,
  sql: string,
): Database.Statement<Parameters, Row> {
  const known = prepared.get(db) ?? new Map<string, Database.Statement>();
  prepared.set(db, known);
  const found = known.get(sql) ?? db.prepare(sql);
  known.set(sql, found);
  return found as Database.Statement<Parameters, Row>;
}
