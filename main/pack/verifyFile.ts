import { readFile } from 'node:fs/promises';
import { WorkbenchError } from '../../shared/errors.ts';
import { withPackFile } from './page/packFile.js';
import { type Expected, type Verdict, verifyPack } from './page/verifier.js';

/**
 * Verifies a pack on disk.
 *
 * @param expected what its reviewer was told by another way: the signer's fingerprint, the head of the chain
 * @throws WorkbenchError `unreadable-file`
 */
export async function verifyPackFile(file: string, expected: Expected = {}): Promise<Verdict> {
  return withPackFile(file, (reader) => verifyPack(reader, expected)).catch((cause: NodeJS.ErrnoException) => {
    throw new WorkbenchError('unreadable-file', `${file} cannot be read (${cause.code}); check the path`, { cause });
  });
}

/** Verifies a pack in memory. */
export function verifyPackBytes(bytes: Uint8Array, expected: Expected = {}): Promise<Verdict> {
  const read = async (offset: number, length: number): Promise<Uint8Array> => bytes.subarray(offset, offset + length);
  return verifyPack({ size: bytes.length, read }, expected);
}

/** The page that goes into each pack: the verifier's own text inside a page that takes a dropped file. */
export async function readVerifierPage(): Promise<string> {
  const [page, script] = await Promise.all([
    readFile(new URL('./page/verify.html', import.meta.url), 'utf8'),
    readFile(new URL('./page/verifier.js', import.meta.url), 'utf8'),
  ]);
  return page.replace('/* verifier.js */', () => script.replaceAll(/^export (?=(async )?function)/gm, ''));
}
