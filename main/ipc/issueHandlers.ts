import type { Handlers } from '../../shared/contract/contract.ts';
import { latestResults } from '../application/coverage.ts';
import { entryCriteria, stateCriterion } from '../application/criteria.ts';
import {
  changeIssue,
  findingsWithoutIssue,
  listIssueRevisions,
  listIssues,
  raiseIssue,
  type Speaker,
} from '../application/issues.ts';
import { campaignStanding } from './campaignStanding.ts';
import type { HostServices, HostSession } from './hostServices.ts';

type Operations =
  | 'issue.list'
  | 'issue.history'
  | 'issue.raise'
  | 'issue.change'
  | 'criterion.list'
  | 'criterion.state';

const speaker = ({ core }: HostSession): Speaker => ({
  person: core.tester,
  at: new Date(core.now()).toISOString(),
});

/** Testing Issues, and the conditions for beginning and ending the tests. */
export function issueHandlers(host: HostServices): Pick<Handlers, Operations> {
  const changed = (): void => host.announce({ name: 'issue.changed', data: {} });
  const criteriaNow = async (session: HostSession) => ({
    entry: entryCriteria(
      session.archive,
      session.campaign.id,
      session.campaign.criteria,
      await host.preflight(undefined),
    ),
    exit: campaignStanding(session).exit,
  });
  return {
    'issue.list': async () => {
      const { archive, campaign, core, evidenceOf } = await host.session();
      const issues = listIssues(archive, campaign.id);
      return { issues, withoutIssue: findingsWithoutIssue(latestResults(campaign, core.store, evidenceOf), issues) };
    },
    'issue.history': async ({ id }) => {
      const { archive, campaign } = await host.session();
      return listIssueRevisions(archive, campaign.id).filter(({ issue }) => issue.id === id);
    },
    'issue.raise': async (facts) => {
      const session = await host.session();
      const issue = raiseIssue(session.archive, session.campaign.id, facts, speaker(session));
      changed();
      return issue;
    },
    'issue.change': async ({ id, facts, note, seen }) => {
      const session = await host.session();
      const issue = changeIssue(session.archive, session.campaign.id, id, { facts, note, seen }, speaker(session));
      changed();
      return issue;
    },
    'criterion.list': async () => criteriaNow(await host.session()),
    'criterion.state': async (said) => {
      const session = await host.session();
      const { archive, campaign } = session;
      stateCriterion(archive, campaign.id, campaign.criteria, said, speaker(session));
      changed();
      return criteriaNow(session);
    },
  };
}
