import type { CampaignSummary } from '../../shared/contract/shapes/campaigns.ts';
import type { SignOffView } from '../../shared/contract/shapes/pack.ts';
import type { Criterion, Issue } from '../../shared/issue.ts';
import { latestResults, summariseCampaign } from '../application/coverage.ts';
import { exitCriteria } from '../application/criteria.ts';
import { listIssues } from '../application/issues.ts';
import type { RunState } from '../application/ports.ts';
import { listSignOffs } from '../application/signOff.ts';
import type { HostSession } from './hostServices.ts';

/** Everything that a campaign's end is judged by. */
export interface CampaignStanding {
  summary: CampaignSummary;
  /** The runs that count towards it, oldest first. */
  runs: RunState[];
  issues: Issue[];
  signOffs: SignOffView[];
  exit: Criterion[];
}

/** Where the open campaign stands. */
export function campaignStanding({ campaign, core, archive, evidenceOf }: HostSession): CampaignStanding {
  const results = latestResults(campaign, core.store, evidenceOf);
  const byId = new Map([...results.values()].map(({ run, age }) => [run.id, { run, age }]));
  const runs = [...byId.values()].sort((a, b) => b.age - a.age).map(({ run }) => run);
  const summary = summariseCampaign(campaign, results, evidenceOf);
  const issues = listIssues(archive, campaign.id);
  const signOffs = listSignOffs(archive.listEvents(), campaign.id);
  const { criteria, signOff } = campaign;
  return {
    summary,
    runs,
    issues,
    signOffs,
    exit: exitCriteria(archive, { criteria, signOff, summary, issues, signOffs }),
  };
}
