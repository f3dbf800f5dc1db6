import { createHash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { WorkbenchError } from '../../shared/errors.ts';

/** One file of the pack; its content is asked for piece by piece when its turn comes. */
export interface PackFile {
  path: string;
  chunks(): Iterable<Uint8Array | string>;
}

/** A file as it was written. */
export interface WrittenFile {
  path: string;
  sha256: string;
  size: number;
}

/** Bytes that go to the disk in one write. */
const bufferSize = 1024 * 1024;
/** What a zip without its 64-bit extension can count and hold. */
const mostFiles = 0xffff;
const mostBytes = 0xffffffff;
/** APPNOTE 4.4.4: names in UTF-8. 4.4.6: 1980-01-01 00:00, the first moment that a zip knows. */
const form = { version: 20, flags: 0x0800, method: 0, time: 0, date: 0x0021 } as const;
const madeByUnix = 0x033f;
const regularFile = 0x81a40000;

interface Entry extends WrittenFile {
  crc: number;
  offset: number;
}

/**
 * Writes a zip in the one fixed form that `verify` insists on: stored, in the order given, dated 1980-01-01, no extra
 * fields (APPNOTE.TXT 6.3, 4.3.7, 4.3.12 and 4.3.16). Stored and not deflated, because deflate's output differs from
 * one zlib to the next, and a byte of it can change without changing what comes out. Nothing is held in memory but the
 * names. The file appears under its name only when it is whole and on the disk.
 *
 * @param fill adds the files, one after the other
 * @throws WorkbenchError `unwritable-file`, `disk-full`, `conflict` where it is more than a zip can hold
 */
export async function writePackZip(
  file: string,
  fill: (add: (one: PackFile) => Promise<WrittenFile>) => Promise<void>,
): Promise<void> {
  const partial = `${file}.part`;
  let handle: FileHandle | undefined;
  try {
    handle = await open(partial, 'w');
    const output = bufferedOutput(handle);
    const entries: Entry[] = [];
    await fill(async (one) => {
      const entry = await addFile(output, one);
      entries.push(entry);
      if (entries.length > mostFiles || output.offset() > mostBytes) throw tooLarge(file);
      const { path, sha256, size } = entry;
      return { path, sha256, size };
    });
    const directory = output.offset();
    for (const entry of entries) await output.write(directoryEntry(entry));
    if (output.offset() > mostBytes) throw tooLarge(file);
    await output.write(endRecord(entries.length, directory, output.offset() - directory));
    await output.flush();
    await handle.sync();
    await handle.close();
    await rename(partial, file);
  } catch (cause) {
    await handle?.close();
    await rm(partial, { force: true });
    throw asFileError(cause, file);
  }
}

interface Output {
  write(bytes: Uint8Array): Promise<void>;
  /** Over what was written before. */
  patch(at: number, bytes: Uint8Array): Promise<void>;
  flush(): Promise<void>;
  offset(): number;
}

/** Gathers small pieces: a pack has tens of thousands of them. */
function bufferedOutput(handle: FileHandle): Output {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let offset = 0;
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await writeAll(handle, bytes, offset - bytes.length);
  };
  return {
    async write(bytes) {
      waiting.push(bytes);
      waitingBytes += bytes.length;
      offset += bytes.length;
      if (waitingBytes >= bufferSize) await flush();
    },
    async patch(at, bytes) {
      const start = offset - waitingBytes;
      if (at < start) {
        await flush();
        return writeAll(handle, bytes, at);
      }
      const gathered = Buffer.concat(waiting);
      gathered.set(bytes, at - start);
      waiting = [gathered];
    },
    flush,
    offset: () => offset,
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
}

/** Writes one file behind a header that is filled in when its size and checksum are known. */
async function addFile(output: Output, { path, chunks }: PackFile): Promise<Entry> {
  const offset = output.offset();
  const sha256 = createHash('sha256');
  let [crc, size] = [0, 0];
  const pieces: Uint8Array[] = [];
  let gathered = 0;
  let isBegun = false;
  for (const chunk of chunks()) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    sha256.update(bytes);
    crc = crc32(bytes, crc);
    size += bytes.length;
    pieces.push(bytes);
    gathered += bytes.length;
    if (gathered < bufferSize) continue;
    if (!isBegun) await output.write(localHeader({ path, crc: 0, size: 0 }));
    isBegun = true;
    for (const piece of pieces.splice(0)) await output.write(piece);
    gathered = 0;
  }
  const header = localHeader({ path, crc, size });
  if (isBegun) await output.patch(offset, header);
  else await output.write(header);
  for (const piece of pieces) await output.write(piece);
  return { path, sha256: sha256.digest('hex'), size, crc, offset };
}

function localHeader({ path, crc, size }: Pick<Entry, 'path' | 'crc' | 'size'>): Uint8Array {
  const name = Buffer.from(path);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  writeForm(header, 4, { crc, size, nameLength: name.length });
  return Buffer.concat([header, name]);
}

function directoryEntry({ path, crc, size, offset }: Entry): Uint8Array {
  const name = Buffer.from(path);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(madeByUnix, 4);
  writeForm(header, 6, { crc, size, nameLength: name.length });
  header.writeUInt32LE(regularFile, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name]);
}

/** The fields that a local header and a directory entry have in common, in the same order. */
function writeForm(
  header: Buffer,
  at: number,
  { crc, size, nameLength }: { crc: number; size: number; nameLength: number },
): void {
  const small = [form.version, form.flags, form.method, form.time, form.date];
  for (const [index, value] of small.entries()) header.writeUInt16LE(value, at + 2 * index);
  header.writeUInt32LE(crc, at + 10);
  header.writeUInt32LE(Math.min(size, mostBytes), at + 14);
  header.writeUInt32LE(Math.min(size, mostBytes), at + 18);
  header.writeUInt16LE(nameLength, at + 22);
}

function endRecord(count: number, directory: number, length: number): Uint8Array {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(length, 12);
  record.writeUInt32LE(directory, 16);
  return record;
}

const tooLarge = (file: string): WorkbenchError =>
  new WorkbenchError(
    'conflict',
    `${file} would hold more than ${mostFiles} files or 4 GB, which a pack cannot; use a workspace of its own for each campaign`,
  );

function asFileError(cause: unknown, file: string): unknown {
  if (cause instanceof WorkbenchError) return cause;
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
