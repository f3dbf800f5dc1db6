import { z } from 'zod';
import { Time } from './time.ts';

export const RequirementCoverage = z.object({
  id: z.string(),
  title: z.string(),
  provenance: z.string(),
  status: z.enum(['not run', 'running', 'passed', 'failed', 'review', 'not applicable']),
  sequenceIds: z.array(z.string()),
  lastRunId: z.string().nullable(),
  lastRunAt: Time.nullable(),
  /** The finding that decided, in a sentence; null where there is none yet. */
  because: z.string().nullable(),
});
export type RequirementCoverage = z.infer<typeof RequirementCoverage>;

/** What laying another requirement set over a campaign's changes, by requirement id. */
export const RequirementChanges = z.object({
  total: z.int(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
  /** To be shown, and proven by no sequence of the campaign. */
  unproven: z.array(z.string()),
  /** Where the set is kept; null where nothing was changed yet. */
  file: z.string().nullable(),
});
export type RequirementChanges = z.infer<typeof RequirementChanges>;

export const CoverageGroup = z.object({
  name: z.string(),
  proven: z.int(),
  requirements: z.array(RequirementCoverage),
  sequenceIds: z.array(z.string()),
});
export type CoverageGroup = z.infer<typeof CoverageGroup>;

export const CampaignSummary = z.object({
  id: z.string(),
  title: z.string(),
  party: z.string(),
  userRole: z.string(),
  duisVersion: z.string(),
  /** The target whose runs count: what another one answers proves nothing of it. */
  target: z.string(),
  sequences: z.array(
    z.object({ id: z.string(), title: z.string(), requirements: z.array(z.string()), steps: z.int() }),
  ),
  groups: z.array(CoverageGroup),
  proven: z.int(),
  total: z.int(),
  /** One sentence: where you stand, and the one next step. */
  standing: z.string(),
});
export type CampaignSummary = z.infer<typeof CampaignSummary>;

/** A campaign that can be opened. */
export const CampaignEntry = z.object({
  id: z.string(),
  title: z.string(),
  userRole: z.string(),
  origin: z.enum(['bundled', 'own']),
  /** Why it cannot be opened. */
  problem: z.string().nullable(),
});
export type CampaignEntry = z.infer<typeof CampaignEntry>;
