import { type Issue, isOpen, type OpenFinding } from '../../../shared/issue.ts';
import { findingAddress, headsOf, newIssueAddress } from '../../stores/issues.ts';
import { addressOf, usePlace } from '../../stores/place.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import { IssueStatusMark } from './IssueStatusMark.tsx';
import { severities } from './severities.ts';
import { useEditings } from './store.ts';

/** Findings without an issue first, then what is open by severity, then what is done with. */
export function IssueList({
  issues,
  withoutIssue,
}: {
  issues: readonly Issue[];
  withoutIssue: readonly OpenFinding[];
}) {
  const open = issues.filter(isOpen);
  const done = issues.filter((issue) => !isOpen(issue));
  return (
    <div className="pane-body issue-list">
      {issues.length + withoutIssue.length === 0 ? (
        <p className="quiet issue-none">No issue, and no finding that asks for one.</p>
      ) : null}
      {withoutIssue.length === 0 ? null : (
        <section aria-label="Findings without an issue">
          <h2>
            Findings without an issue <span className="quiet">{headsOf(withoutIssue).length}</span>
          </h2>
          <ul>
            {headsOf(withoutIssue).map(({ finding, follows }) => (
              <FindingRow
                key={`${finding.runId} ${finding.position} ${finding.check}`}
                finding={finding}
                follows={follows}
              />
            ))}
          </ul>
        </section>
      )}
      {severities.map(({ level, words }) => (
        <Rows
          key={level}
          title={`Severity ${level}`}
          note={words}
          issues={open.filter(({ severity }) => severity === level)}
        />
      ))}
      <Rows title="Done with" note="closed or rejected" issues={done} />
    </div>
  );
}

function FindingRow({ finding, follows }: { finding: OpenFinding; follows: number }) {
  return (
    <li className="finding-row">
      <Outcome of={finding.outcome} quiet />
      <span>
        <a className="finding-message" href={findingAddress(finding)} title="Show it in its run">
          {finding.message}
        </a>
        <span className="quiet code">
          {finding.sequenceId} · {finding.stepId}
          {follows === 0 ? null : ` · ${follows} more ${follows === 1 ? 'follows' : 'follow'} from it`}
        </span>
      </span>
      <a className="raise" href={newIssueAddress(finding)} aria-label={`Raise an issue: ${finding.message}`}>
        Raise an issue
      </a>
    </li>
  );
}

function Rows({ title, note, issues }: { title: string; note: string; issues: readonly Issue[] }) {
  const chosen = usePlace((place) => place.item);
  const editing = useEditings((editings) => editings.open);
  if (issues.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>
        {title} <span className="quiet">{note}</span>
      </h2>
      <ul>
        {issues.map((issue) => (
          <li key={issue.id}>
            <a
              className="issue-row"
              href={addressOf({ screen: 'issues', item: issue.id })}
              aria-current={issue.id === chosen ? 'true' : undefined}
            >
              <span className="code quiet">{issue.id}</span>
              <span className="issue-title">{issue.title}</span>
              <IssueStatusMark status={issue.status} />
              <span className={issue.workOff === null && isOpen(issue) ? 'issue-plan-missing' : 'quiet'}>
                {planOf(issue)}
                {editing[issue.id] ? ' · being edited' : ''}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function planOf(issue: Issue): string {
  if (issue.workOff) return `${issue.workOff.owner}, by ${issue.workOff.due}`;
  return isOpen(issue) ? 'no work-off plan yet' : '';
}
