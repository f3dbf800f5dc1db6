import { open } from 'node:fs/promises';

const windowSize = 4 * 1024 * 1024;

/**
 * Opens a pack on disk for the verifier, which asks for it piece by piece.
 *
 * @template T
 * @param {string} file @param {(reader: import('./verifier.js').PackReader) => Promise<T>} use
 * @returns {Promise<T>} what `use` gives
 * @throws what the file system throws where the file cannot be opened
 */
export async function withPackFile(file, use) {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    /** @param {number} offset @param {number} length */
    const readAt = async (offset, length) => {
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
    let offsetOfWindow = 0;
    let window = Buffer.alloc(0);
    return await use({
      size,
      async read(offset, length) {
        if (length > windowSize) return readAt(offset, length);
        if (offset < offsetOfWindow || offset + length > offsetOfWindow + window.length) {
          window = await readAt(offset, Math.max(length, Math.min(windowSize, size - offset)));
          offsetOfWindow = offset;
        }
        return window.subarray(offset - offsetOfWindow, offset - offsetOfWindow + length);
      },
    });
  } finally {
    await handle.close();
  }
}
