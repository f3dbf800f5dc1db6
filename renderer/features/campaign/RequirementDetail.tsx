import { Button } from '@mantine/core';
import type { CampaignSummary, RequirementCoverage } from '../../../shared/contract/shapes.ts';
import { addressOf } from '../../stores/place.ts';
import { runAll } from '../../stores/runs.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { Moment } from '../../ui/time.tsx';

/** One requirement: what it asks, what proves it, how it last went, where it comes from. */
export function RequirementDetail({
  requirement,
  campaign,
}: {
  requirement: RequirementCoverage;
  campaign: CampaignSummary;
}) {
  const sequences = campaign.sequences.filter((sequence) => requirement.sequenceIds.includes(sequence.id));
  return (
    <div className="requirement">
      <p className="code quiet">{requirement.id}</p>
      <h2>{requirement.title}</h2>
      <Outcome of={requirement.status} />
      {requirement.because ? <p className="because">{requirement.because}</p> : null}
      <dl>
        <dt>Shown by</dt>
        {sequences.map((sequence) => (
          <dd key={sequence.id}>
            {sequence.title} <span className="code quiet">{sequence.id}</span>
          </dd>
        ))}
        <dt>Last run</dt>
        <dd>
          {requirement.lastRunId && requirement.lastRunAt ? (
            <a
              href={addressOf({
                screen: 'runs',
                item: requirement.lastRunId,
                query: { sequence: requirement.sequenceIds[0] ?? '' },
              })}
            >
              <Moment at={requirement.lastRunAt} />
            </a>
          ) : (
            'not yet'
          )}
        </dd>
        <dt>Source</dt>
        <dd>{requirement.provenance}</dd>
      </dl>
      <Button variant="default" onClick={() => void runAll(requirement.sequenceIds)}>
        Run this
      </Button>
    </div>
  );
}
