import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from './readText.ts';
import { writeSafely } from './writeSafely.ts';

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
  const before = existsSync(file) ? [{ file: `${file}.before`, text: readText(file) }] : [];
  writeSafely([...before, { file, text: csv }]);
  return file;
}
