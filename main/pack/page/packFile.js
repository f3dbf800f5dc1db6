import { open } from 'node:fs/promises';
import { inWindows } from './verifier.js';

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
    return await use(inWindows(size, readAt));
  } finally {
    await handle.close();
  }
}
