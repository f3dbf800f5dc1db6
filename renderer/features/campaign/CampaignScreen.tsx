import './campaign.css';
import { Button } from '@mantine/core';
import { IconPackage, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { CampaignSummary, RequirementCoverage } from '../../../shared/contract/shapes/campaigns.ts';
import { followIssues } from '../../stores/issues.ts';
import { goTo } from '../../stores/place.ts';
import { runAll } from '../../stores/runs.ts';
import { campaign } from '../../stores/status.ts';
import { Answer } from '../../ui/States.tsx';
import { CriteriaLists } from './CriteriaLists.tsx';
import { GroupRow } from './GroupRow.tsx';
import { orderGroups } from './orderGroups.ts';
import { RequirementDetail } from './RequirementDetail.tsx';
import { RequirementSet } from './RequirementSet.tsx';

/** Where the campaign stands, requirement by requirement, and the one next step. */
export function CampaignScreen() {
  const remote = campaign.use();
  useEffect(followIssues, []);
  return (
    <Answer of={remote} retry={() => void campaign.load()}>
      {(value) => <Board campaign={value} />}
    </Answer>
  );
}

function Board({ campaign: value }: { campaign: CampaignSummary }) {
  const [chosen, choose] = useState<string | null>(null);
  const all = value.groups.flatMap((group) => group.requirements);
  const requirement = all.find((one) => one.id === chosen);
  const failed = all.filter((one) => one.status === 'failed');
  const complete = value.proven === value.total;
  const running = all.some((one) => one.status === 'running');
  return (
    <div className="page campaign">
      <div className="page-head">
        <div>
          <h1>{value.standing}</h1>
          <p className="quiet">
            {value.party} · User Role {value.userRole} · DUIS {value.duisVersion} · {value.sequences.length}{' '}
            {value.sequences.length === 1 ? 'scenario' : 'scenarios'} · runs against{' '}
            <strong className="campaign-target">{value.target}</strong> count
          </p>
        </div>
        <RequirementSet campaignId={value.id} />
        {failed.length > 0 ? (
          <Button variant="default" onClick={() => void runAll([...new Set(failed.flatMap((one) => one.sequenceIds))])}>
            {failed.length === 1 ? 'Run the failed one again' : `Run the ${failed.length} failed again`}
          </Button>
        ) : null}
        {complete ? (
          <Button leftSection={<IconPackage size={15} aria-hidden />} onClick={() => goTo({ screen: 'pack' })}>
            Make the pack
          </Button>
        ) : null}
        <Button
          variant={complete ? 'default' : 'filled'}
          leftSection={<IconPlayerPlay size={15} aria-hidden />}
          loading={running}
          onClick={() => void runAll()}
        >
          Run all
        </Button>
      </div>
      <div
        className="proven"
        role="img"
        aria-label={`${value.proven} of ${value.total} requirements proven, ${failed.length} failed`}
      >
        <i data-status="passed" style={{ width: `${(100 * value.proven) / value.total}%` }} />
        <i data-status="failed" style={{ width: `${(100 * failed.length) / value.total}%` }} />
      </div>
      <div className="campaign-columns">
        <section aria-label="Coverage">
          <table className="board">
            <thead>
              <tr>
                <th scope="col">Requirements</th>
                <th scope="col">
                  <span className="visually-hidden">Each requirement</span>
                </th>
                <th scope="col">Proven</th>
                <th scope="col">
                  <span className="visually-hidden">Run</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {orderGroups(value.groups).map((group) => (
                <GroupRow key={group.name} group={group} chosen={chosen} onChoose={choose} />
              ))}
            </tbody>
          </table>
          <Legend requirements={all} />
        </section>
        <aside aria-label="Requirement" aria-live="polite">
          {requirement ? (
            <RequirementDetail requirement={requirement} campaign={value} />
          ) : (
            <p className="quiet">Choose a square to see what it stands for, what proved it, and where it is written.</p>
          )}
        </aside>
      </div>
      <CriteriaLists key={value.id} />
    </div>
  );
}

const words: readonly RequirementCoverage['status'][] = [
  'passed',
  'failed',
  'review',
  'running',
  'not run',
  'not applicable',
];

function Legend({ requirements }: { requirements: readonly RequirementCoverage[] }) {
  return (
    <ul className="legend">
      {words
        .map((status) => ({
          status,
          count: requirements.filter((one) => one.status === status).length,
        }))
        .filter(({ count }) => count > 0)
        .map(({ status, count }) => (
          <li key={status}>
            <span className="square" data-status={status} aria-hidden /> {count} {status}
          </li>
        ))}
    </ul>
  );
}
