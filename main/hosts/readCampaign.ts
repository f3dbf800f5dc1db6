import type { LoadedCampaign } from '../../shared/sequence.ts';
import { loadCampaign } from '../application/loadCampaign.ts';
import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import { fixture } from './paths.ts';
import { readText } from './readText.ts';

/** Whether a Service Reference Variant exists. */
export const isVariant = (variant: string): boolean => findServiceReferenceVariant(variant) !== undefined;

/** Reads a campaign file with all that it refers to, or a sequence file on its own as a part of the bundled campaign. */
export const readCampaign = (file: string): LoadedCampaign =>
  loadCampaign(file, readText, isVariant, () => loadCampaign(demoCampaign(), readText, isVariant));

/** The campaign that the workbench opens on. */
export const demoCampaign = (): string => fixture('campaigns/mdr.yaml');
