import { statement, type WritableDb } from './database.ts';
import { asWorkspaceError } from './workspaceError.ts';

/**
 * Does what belongs together in one durable act; inside another such act it is a part of that one. It takes the right
 * to write at once: of two workbenches on one workspace, one waits for the other, where a read first would leave it with
 * a past that it cannot write on.
 *
 * @throws WorkbenchError `disk-full`, `unwritable-file`, `workspace-busy`, `workspace-damaged`; then nothing was done
 */
export function inTransaction<T>(db: WritableDb, work: () => T): T {
  if (db.inTransaction) return work();
  try {
    // The driver's own way makes four functions at each call, for what is done for every message.
    statement(db, 'BEGIN IMMEDIATE').run();
    const result = work();
    statement(db, 'COMMIT').run();
    return result;
  } catch (error) {
    // SQLite itself has rolled back where the disk is full.
    if (db.inTransaction) statement(db, 'ROLLBACK').run();
    throw asWorkspaceError(error, db.name);
  }
}
