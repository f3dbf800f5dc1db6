import type { CampaignSummary } from '../../shared/contract/shapes/campaigns.ts';
import type { Criterion } from '../../shared/issue.ts';

/** What a campaign lacks of a pack that is no draft: requirements that are not proven, and criteria that are not met. */
export function findMissing({ campaign, exit }: { campaign: CampaignSummary; exit: readonly Criterion[] }) {
  const missing = campaign.groups
    .flatMap((group) => group.requirements)
    .filter((one) => one.status !== 'passed' && one.status !== 'not applicable')
    .map(({ id, status }) => ({ id, status }));
  const unmet = exit
    .filter(({ id, met }) => !met && id !== 'coverage')
    .map(({ id, title, detail }) => ({ id, title, detail }));
  return { missing, unmet };
}
