import type { FindingLink, Issue, OpenFinding } from '../../shared/issue.ts';
import { addressOf } from './place.ts';
import { makeRemote } from './remote.ts';
import { oncePerBurst } from './status.ts';
import { listenToWorkbench, workbench } from './workbench.ts';

/** The Testing Issues of the campaign, and the findings that have none. */
export const issues = makeRemote(() => workbench['issue.list']({}));

/** Loads them and keeps them true. Returns how to stop. */
export function followIssues(): () => void {
  void issues.load();
  const burst = oncePerBurst(() => void issues.load(), 150);
  const stopListening = listenToWorkbench(burst.ask);
  return () => {
    stopListening();
    burst.stop();
  };
}

const isSame = (one: FindingLink, other: FindingLink): boolean =>
  one.runId === other.runId && one.position === other.position && one.check === other.check;

/** The issue that a finding is linked to, the newest first. */
export const issueOf = (all: readonly Issue[], finding: FindingLink): Issue | undefined =>
  all.findLast(({ links }) => links.some((link) => isSame(link, finding)));

/** Where an issue about a finding is written. */
export const newIssueAddress = ({ runId, position, check }: FindingLink): string =>
  addressOf({ screen: 'issues', item: 'new', query: { run: runId, position: String(position), check } });

/** Where a finding can be seen: its run, with the step in view. */
export const findingAddress = ({ runId, position }: FindingLink): string =>
  addressOf({ screen: 'runs', item: runId, query: { position: String(position) } });

/** Findings that want looking into, each with how many others follow from it. */
export const headsOf = (findings: readonly OpenFinding[]): { finding: OpenFinding; follows: number }[] =>
  findings
    .filter(({ followsFrom }) => followsFrom === null)
    .map((finding) => ({
      finding,
      follows: findings.filter(
        ({ runId, position, followsFrom }) =>
          runId === finding.runId && position === finding.position && followsFrom === finding.check,
      ).length,
    }));
