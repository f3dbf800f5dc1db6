import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { WorkbenchError } from '../../shared/errors.ts';

/** One file of the pack; the bytes are asked for when their turn comes. */
export interface PackFile {
  path: string;
  bytes: () => Uint8Array;
}

// Local time, as zip has it: the same fields in every time zone.
const fixedTime = new Date(1980, 0, 1);

/**
 * Writes a zip in the one fixed form that `verify` insists on: stored, in the order given, dated 1980-01-01, no extra
 * fields. Stored and not deflated, because deflate's output differs from one zlib to the next, and a byte of it can
 * change without changing what comes out. The file appears under its name only when it is whole.
 *
 * @throws WorkbenchError `unwritable-file`, `disk-full`
 */
export async function writePackZip(file: string, files: Iterable<PackFile>): Promise<void> {
  const partial = `${file}.part`;
  const zip = new ZipFile();
  const finished = pipeline(zip.outputStream, createWriteStream(partial));
  const failed = finished.catch((error: unknown) => error);
  try {
    for (const { path, bytes } of files) {
      zip.addBuffer(Buffer.from(bytes()), path, {
        mtime: fixedTime,
        mode: 0o100644,
        compress: false,
        forceDosTimestamp: true,
      });
    }
    zip.end({ forceZip64Format: false, comment: '' });
    await finished;
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true });
    await failed;
    throw asFileError(cause, file);
  }
}

function asFileError(cause: unknown, file: string): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') {
    return new WorkbenchError(
      'disk-full',
      `The disk is full; ${file} was not written. Free some space and make the pack again`,
      { cause },
    );
  }
  if (code === undefined) return cause;
  return new WorkbenchError('unwritable-file', `${file} cannot be written (${code}); name another with --out`, {
    cause,
  });
}
