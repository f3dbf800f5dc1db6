import { open, readFile } from 'node:fs/promises';
import { WorkbenchError } from '../../shared/errors.ts';
import { type Verdict, verifyPack } from './page/verifier.js';

const windowSize = 4 * 1024 * 1024;

/** Verifies a pack on disk. @throws WorkbenchError `unreadable-file` */
export async function verifyPackFile(file: string): Promise<Verdict> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw new WorkbenchError(
      'unreadable-file',
      `${file} cannot be read (${(cause as NodeJS.ErrnoException).code}); check the path`,
      {
        cause,
      },
    );
  });
  try {
    const { size } = await handle.stat();
    const readAt = async (offset: number, length: number): Promise<Uint8Array> => {
      const bytes = Buffer.alloc(length);
      let done = 0;
      while (done < length) {
        const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
        if (bytesRead === 0) throw new Error('the file became shorter while it was read');
        done += bytesRead;
      }
      return bytes;
    };
    // A pack has tens of thousands of small files one after the other: the disk is asked for a stretch of them at once.
    let window: { offset: number; bytes: Uint8Array } = { offset: 0, bytes: new Uint8Array() };
    return await verifyPack({
      size,
      async read(offset, length) {
        if (length > windowSize) return readAt(offset, length);
        if (offset < window.offset || offset + length > window.offset + window.bytes.length) {
          window = { offset, bytes: await readAt(offset, Math.max(length, Math.min(windowSize, size - offset))) };
        }
        return window.bytes.subarray(offset - window.offset, offset - window.offset + length);
      },
    });
  } finally {
    await handle.close();
  }
}

/** Verifies a pack in memory. */
export function verifyPackBytes(bytes: Uint8Array): Promise<Verdict> {
  return verifyPack({ size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) });
}

/** The page that goes into each pack: the verifier's own text inside a page that takes a dropped file. */
export async function readVerifierPage(): Promise<string> {
  const [page, script] = await Promise.all([
    readFile(new URL('./page/verify.html', import.meta.url), 'utf8'),
    readFile(new URL('./page/verifier.js', import.meta.url), 'utf8'),
  ]);
  return page.replace('/* verifier.js */', () =>
    script.replace('export async function verifyPack', 'async function verifyPack'),
  );
}
