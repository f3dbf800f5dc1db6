import { WorkbenchError } from '../../shared/errors.ts';
import { SqliteError } from './database.ts';

const damaged = (file: string, problem: string, cause?: unknown): WorkbenchError =>
  new WorkbenchError(
    'workspace-damaged',
    `${file} is not a readable workspace (${problem}); keep it, save what can be read with: uept workspace recover ${file} --out NEW.uept`,
    { cause },
  );

/** A damage that was found by looking. */
export const workspaceDamaged = (file: string, problem: string): WorkbenchError => damaged(file, problem);

/** What SQLite says of a workspace's file, in our words; anything else as it is. */
export function asWorkspaceError(cause: unknown, file: string): unknown {
  if (!(cause instanceof SqliteError)) return cause;
  const { code, message } = cause;
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return damaged(file, message, cause);
  if (code.startsWith('SQLITE_BUSY'))
    return new WorkbenchError('workspace-busy', `${file} is in use by another process; close it there and try again`, {
      cause,
    });
  if (code === 'SQLITE_FULL')
    return new WorkbenchError(
      'disk-full',
      `The disk of ${file} is full: nothing was lost, and nothing more is kept; make room, and go on where it stopped`,
      { cause },
    );
  if (/^SQLITE_(READONLY|CANTOPEN|IOERR|PERM)/.test(code))
    return new WorkbenchError('unwritable-file', `${file} cannot be written (${message}); see to its folder`, {
      cause,
    });
  return cause;
}
