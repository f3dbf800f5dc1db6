import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CampaignEntry } from '../../shared/contract/shapes/campaigns.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { fixture } from './paths.ts';
import { demoCampaign, readCampaign } from './readCampaign.ts';

interface CampaignFile {
  file: string;
  entry: CampaignEntry;
}

function readEntry(
  file: string,
  name: string,
  origin: CampaignEntry['origin'],
  folders: readonly string[],
): CampaignEntry {
  try {
    const { id, title, userRole } = readCampaign(file, folders);
    return { id, title, userRole, origin, problem: null };
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error;
    return { id: name, title: name, userRole: '', origin, problem: error.message };
  }
}

function campaignFiles(folders: readonly string[]): CampaignFile[] {
  const places = [
    ...folders.map((folder) => ({ folder: join(folder, 'campaigns'), origin: 'own' as const })),
    { folder: fixture('campaigns'), origin: 'bundled' as const },
  ];
  const found = places.flatMap(({ folder, origin }) =>
    (existsSync(folder) ? readdirSync(folder).sort() : []).flatMap((name): CampaignFile[] => {
      if (!/\.ya?ml$/.test(name)) return [];
      const file = join(folder, name);
      return [{ file, entry: readEntry(file, name, origin, folders) }];
    }),
  );
  // The user's own campaign of an id stands in front of the bundled one.
  return found.filter((one, index) => found.findIndex(({ entry }) => entry.id === one.entry.id) === index);
}

/** The campaigns that lie in `campaigns/` of the user's own folders, and the bundled ones. */
export const listCampaigns = (folders: readonly string[]): CampaignEntry[] =>
  campaignFiles(folders).map(({ entry }) => entry);

/** The file of a campaign by its id. @throws WorkbenchError `not-found` */
export function findCampaignFile(id: string, folders: readonly string[]): string {
  const files = campaignFiles(folders);
  const found = files.find(({ entry }) => entry.id === id);
  if (found) return found.file;
  throw new WorkbenchError(
    'not-found',
    `There is no campaign "${id}"; there are ${files.map(({ entry }) => entry.id).join(', ')}`,
  );
}

/** What the workbench opens on: the bundled campaign, or the user's own copy of it. */
export function usualCampaign(folders: readonly string[]): string {
  const hasOwn = folders.some((folder) => existsSync(join(folder, 'campaigns')));
  return hasOwn ? findCampaignFile(readCampaign(demoCampaign()).id, folders) : demoCampaign();
}
