import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WorkbenchError } from '../../shared/errors.ts';

const fileIn = (folder: string, campaignId: string): string => join(folder, 'requirements', `${campaignId}.csv`);

/** The requirement set that the user laid over a campaign's own, in `requirements/` of their folders; the first that is there. */
export const findOwnRequirements = (folders: readonly string[], campaignId: string): string | undefined =>
  folders.map((folder) => fileIn(folder, campaignId)).find(existsSync);

/**
 * Keeps a requirement set for a campaign; the one before it stays beside it as `.before`.
 *
 * @returns its file
 * @throws WorkbenchError `unwritable-file`
 */
export function saveOwnRequirements(folder: string, campaignId: string, csv: string): string {
  const file = fileIn(folder, campaignId);
  const fresh = `${file}.part`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(fresh, csv, { flush: true });
    if (existsSync(file)) renameSync(file, `${file}.before`);
    renameSync(fresh, file);
    return file;
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw new WorkbenchError(
      'unwritable-file',
      `${file} cannot be written (${(cause as NodeJS.ErrnoException).code}); see to its folder`,
      { cause },
    );
  }
}
