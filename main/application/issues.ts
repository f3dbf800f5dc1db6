import { WorkbenchError } from '../../shared/errors.ts';
import { groupFindings } from '../../shared/groupFindings.ts';
import type { Issue, IssueFacts, IssueRevision, OpenFinding } from '../../shared/issue.ts';
import type { SequenceResult } from './coverage.ts';
import type { EvidenceArchive } from './ports.ts';

const kind = 'issue-recorded';

type IssueChange = { [Name in keyof IssueFacts]?: IssueFacts[Name] | undefined };

/** Who speaks, and when. */
export interface Speaker {
  person: string;
  /** ISO 8601 UTC. */
  at: string;
}

/** Every state of every issue of a campaign, oldest first. An issue is never edited: each change is an event of its own. */
export function listIssueRevisions(archive: EvidenceArchive, campaignId: string): IssueRevision[] {
  return archive.listEventsOf(kind, campaignId).map(({ body }) => JSON.parse(body) as IssueRevision);
}

/** The issues of a campaign as they stand, in the order in which they were raised. */
export function listIssues(archive: EvidenceArchive, campaignId: string): Issue[] {
  const latest = new Map<string, Issue>();
  for (const { issue } of listIssueRevisions(archive, campaignId)) latest.set(issue.id, issue);
  return [...latest.values()];
}

/** Raises an issue. @returns it, with its number */
export function raiseIssue(
  archive: EvidenceArchive,
  campaignId: string,
  facts: IssueFacts,
  { person, at }: Speaker,
): Issue {
  const issue: Issue = {
    ...facts,
    id: `TI-${listIssues(archive, campaignId).length + 1}`,
    raisedAt: at,
    raisedBy: person,
    changedAt: at,
    changedBy: person,
  };
  record(archive, campaignId, { issue, note: 'Raised' }, at);
  return issue;
}

/**
 * Says something new of an issue; what it leaves out stays as it was.
 *
 * @param seen `changedAt` of the state that the person looked at; another one in between is a conflict
 * @throws WorkbenchError `not-found`, `conflict`
 */
export function changeIssue(
  archive: EvidenceArchive,
  campaignId: string,
  id: string,
  { facts, note, seen }: { facts: IssueChange; note: string; seen: string | undefined },
  { person, at }: Speaker,
): Issue {
  const before = listIssues(archive, campaignId).find((one) => one.id === id);
  if (!before) throw new WorkbenchError('not-found', `The campaign has no issue ${id}; see issue list`);
  if (seen !== undefined && seen !== before.changedAt) {
    throw new WorkbenchError(
      'conflict',
      `${before.changedBy} has changed ${id} at ${before.changedAt}; look at it again before you change it`,
    );
  }
  const said = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const issue: Issue = { ...before, ...said, changedAt: at, changedBy: person };
  record(archive, campaignId, { issue, note }, at);
  return issue;
}

function record(archive: EvidenceArchive, campaignId: string, body: IssueRevision, at: string): void {
  archive.appendEvent({ at, kind, campaignId, body });
}

/**
 * What failed or is for review in the results that count, and no issue names. What follows from a failure that an issue
 * names needs none of its own; what follows from another one says so.
 */
export function findingsWithoutIssue(
  results: ReadonlyMap<string, SequenceResult>,
  issues: readonly Issue[],
): OpenFinding[] {
  const keyOf = (one: { runId: string; position: number; check: string }): string =>
    `${one.runId} ${one.position} ${one.check}`;
  const linked = new Set(issues.flatMap(({ links }) => links.map(keyOf)));
  return [...results.values()].flatMap(({ run, steps, findings }) => {
    const isLinked = ({ position, check }: { position: number; check: string }): boolean =>
      linked.has(keyOf({ runId: run.id, position, check }));
    const failed = Map.groupBy(
      findings.filter(({ outcome }) => outcome === 'fail'),
      ({ position }) => position,
    );
    const explained = [...failed.values()]
      .flatMap((ofStep) => groupFindings(ofStep))
      .filter(({ finding }) => !isLinked(finding))
      .flatMap(({ finding, follows }) => [
        { finding, followsFrom: null },
        ...follows.map((one) => ({ finding: one, followsFrom: finding.check })),
      ]);
    const forReview = findings
      .filter(({ outcome }) => outcome === 'review')
      .map((finding) => ({ finding, followsFrom: null }));
    return [...explained, ...forReview]
      .filter(({ finding }) => !isLinked(finding))
      .map(({ finding: { position, check, outcome, message, cause }, followsFrom }) => {
        const step = steps.find((one) => one.position === position);
        return {
          runId: run.id,
          position,
          check,
          sequenceId: step?.sequenceId ?? '',
          stepId: step?.stepId ?? '',
          outcome,
          message,
          cause: cause ?? null,
          followsFrom,
        };
      });
  });
}
