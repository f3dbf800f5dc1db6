import type { WritableDb } from './database.ts';
import { asWorkspaceError } from './workspaceError.ts';

/**
 * Does what belongs together in one durable act. It takes the right to write at once: of two workbenches on one
 * workspace, one waits for the other, where a read first would leave it with a past that it cannot write on.
 *
 * @throws WorkbenchError `disk-full`, `unwritable-file`, `workspace-busy`, `workspace-damaged`; then nothing was done
 */
export function inTransaction<T>(db: WritableDb, work: () => T): T {
  try {
    return db.transaction(work).immediate();
  } catch (error) {
    throw db.inTransaction ? error : asWorkspaceError(error, db.name);
  }
}
