import type { LoadedCampaign } from '../../shared/sequence.ts';
import { loadCampaign } from '../application/loadCampaign.ts';
import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import { fixture } from './paths.ts';
import { readText } from './readText.ts';
import { findOwnRequirements } from './requirementSets.ts';

/** Whether a Service Reference Variant exists. */
export const isVariant = (variant: string): boolean => findServiceReferenceVariant(variant) !== undefined;

/**
 * Reads a campaign file with all that it refers to, or a sequence file on its own as a part of the bundled campaign.
 *
 * @param folders the user's own, where a requirement set may lie over the campaign's
 */
export const readCampaign = (file: string, folders: readonly string[] = []): LoadedCampaign =>
  loadCampaign(file, {
    read: readText,
    known: isVariant,
    base: () => loadCampaign(demoCampaign(), { read: readText, known: isVariant }),
    ownRequirements: (campaignId) => findOwnRequirements(folders, campaignId),
  });

/** A campaign as it would be with another requirement set (CSV). @throws WorkbenchError `invalid-document` */
export function readCampaignWith(file: string, csv: string): LoadedCampaign {
  const given = 'the requirement set';
  const read = (path: string): string => (path === given ? csv : readText(path));
  return loadCampaign(file, { read, known: isVariant, ownRequirements: () => given });
}

/** The campaign that the workbench opens on. */
export const demoCampaign = (): string => fixture('campaigns/mdr.yaml');
