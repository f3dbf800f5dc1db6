import { expect, it } from 'vitest';
import type { RequirementCoverage } from '../../../shared/contract/shapes/campaigns.ts';
import { orderGroups } from './orderGroups.ts';

const group = (name: string, ...statuses: RequirementCoverage['status'][]) => ({
  name,
  requirements: statuses.map((status, at) => ({
    id: `${name}-${at}`,
    title: name,
    provenance: 'ours',
    status,
    sequenceIds: [],
    lastRunId: null,
    lastRunAt: null,
    because: null,
  })),
});

it('shows groups with a failure first, then those for review, the others in their own order', () => {
  const groups = [group('A', 'passed'), group('B', 'review'), group('C', 'not run'), group('D', 'passed', 'failed')];
  expect(orderGroups(groups).map(({ name }) => name)).toEqual(['D', 'B', 'A', 'C']);
});
