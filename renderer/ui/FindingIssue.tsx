import { IconFlag } from '@tabler/icons-react';
import type { FindingLink } from '../../shared/issue.ts';
import { issueOf, issues, newIssueAddress } from '../stores/issues.ts';
import { addressOf } from '../stores/place.ts';

/** The issue of a finding, or the way to raise one. */
export function FindingIssue({ finding }: { finding: FindingLink }) {
  const issue = issues.use((remote) => (remote.value ? issueOf(remote.value.issues, finding) : undefined));
  return (
    <a
      className="finding-issue"
      href={issue ? addressOf({ screen: 'issues', item: issue.id }) : newIssueAddress(finding)}
    >
      <IconFlag size={12} aria-hidden /> {issue ? `${issue.id}, ${issue.status}` : 'Raise an issue'}
    </a>
  );
}
