import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';

function writeFresh(file: string, text: string): string {
  const fresh = `${file}.${process.pid}.part`;
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(fresh, 'w');
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  return fresh;
}

/**
 * Writes text files so that each is either as it was or wholly new, whatever happens on the way: every one is on disk
 * beside its place before the first takes it.
 *
 * @throws WorkbenchError `unwritable-file`; then none has changed, unless a file could not take its place
 */
export function writeSafely(files: readonly { file: string; text: string }[]): void {
  const fresh: { from: string; to: string }[] = [];
  try {
    for (const { file, text } of files) fresh.push({ from: writeFresh(file, text), to: file });
    for (const { from, to } of fresh) renameSync(from, to);
  } catch (cause) {
    for (const { from } of fresh) rmSync(from, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkbenchError(
      'unwritable-file',
      `It was not saved: ${reason}. Make room or give yourself the right to write there, then save again`,
      { cause },
    );
  }
}
