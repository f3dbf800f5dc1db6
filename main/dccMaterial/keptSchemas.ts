import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';
import type { ImportedSchema } from '../duis/schemaVersion.ts';

const isVersion = (name: string): boolean => /^\d+(?:\.\d+)+$/.test(name);

/** The DUIS versions kept in a folder, one folder each; none where there is no such folder. */
export function listKeptVersions(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && isVersion(entry.name))
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The files of a kept version, by their published names. @throws WorkbenchError `unreadable-file` */
export function readKeptSchema(folder: string, version: string): Map<string, Uint8Array> {
  const path = join(folder, version);
  try {
    return new Map(readdirSync(path).map((name) => [name, new Uint8Array(readFileSync(join(path, name)))]));
  } catch (cause) {
    throw new WorkbenchError('unreadable-file', `${path} cannot be read; import DUIS ${version} again.`, { cause });
  }
}

/**
 * Keeps the files of a version, in place of those that were kept before. The folder appears at once or not at all.
 * @throws WorkbenchError `unwritable-file`
 */
export function keepSchema(folder: string, { version, files }: ImportedSchema): void {
  const path = join(folder, version);
  const fresh = join(folder, `.${version}-${process.pid}`);
  try {
    mkdirSync(fresh, { recursive: true });
    for (const [name, bytes] of files) writeFileSync(join(fresh, name), bytes);
    rmSync(path, { recursive: true, force: true });
    renameSync(fresh, path);
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true });
    const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new WorkbenchError(
      'unwritable-file',
      `${path} cannot be written (${reason}); name another place with --workspace.`,
      { cause },
    );
  }
}
