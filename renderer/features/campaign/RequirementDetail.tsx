import { Button } from '@mantine/core';
import type { CampaignSummary, RequirementCoverage } from '../../../shared/contract/shapes/campaigns.ts';
import { findingAddress, headsOf, issues } from '../../stores/issues.ts';
import { addressOf } from '../../stores/place.ts';
import { runAll } from '../../stores/runs.ts';
import { FindingIssue } from '../../ui/FindingIssue.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { Moment } from '../../ui/time.tsx';

const followWords = (count: number): string =>
  count === 1 ? '1 more follows from it' : `${count} more follow from it`;

/** One requirement: what it asks, what proves it, how it last went, where it comes from. */
export function RequirementDetail({
  requirement,
  campaign,
}: {
  requirement: RequirementCoverage;
  campaign: CampaignSummary;
}) {
  const sequences = campaign.sequences.filter((sequence) => requirement.sequenceIds.includes(sequence.id));
  const findings = (issues.use((remote) => remote.value?.withoutIssue) ?? []).filter(({ sequenceId }) =>
    requirement.sequenceIds.includes(sequenceId),
  );
  const lastRun = addressOf({
    screen: 'runs',
    item: requirement.lastRunId,
    query: { sequence: requirement.sequenceIds[0] ?? '' },
  });
  return (
    <div className="requirement">
      <p className="code quiet">{requirement.id}</p>
      <h2>{requirement.title}</h2>
      <Outcome of={requirement.status} />
      {findings.length === 0 && requirement.because ? (
        <p className="because">
          {requirement.lastRunId === null ? requirement.because : <a href={lastRun}>{requirement.because}</a>}
        </p>
      ) : null}
      {findings.length === 0 ? null : (
        <ul aria-label="Findings">
          {headsOf(findings).map(({ finding, follows }) => (
            <li key={`${finding.runId} ${finding.position} ${finding.check}`}>
              <a href={findingAddress(finding)}>{finding.message}</a>
              {follows === 0 ? null : <span className="quiet">{followWords(follows)}</span>}
              <FindingIssue finding={finding} />
            </li>
          ))}
        </ul>
      )}
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
            <a href={lastRun}>
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
