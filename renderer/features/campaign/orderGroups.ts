import type { CoverageGroup } from '../../../shared/contract/shapes/campaigns.ts';

const gravityOf = ({ requirements }: Pick<CoverageGroup, 'requirements'>): number => {
  if (requirements.some(({ status }) => status === 'failed')) return 0;
  return requirements.some(({ status }) => status === 'review') ? 1 : 2;
};

/** Groups with a failure first, then those for a person to look at; else as the requirement set has them. */
export const orderGroups = <G extends Pick<CoverageGroup, 'requirements'>>(groups: readonly G[]): G[] =>
  [...groups].sort((a, b) => gravityOf(a) - gravityOf(b));
