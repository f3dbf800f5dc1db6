import { useEffect } from 'react';
import type { IssueRevision } from '../../../shared/issue.ts';
import { Moment } from '../../ui/time.tsx';
import { differing, fieldNames, sayField, toForm } from './issueForm.ts';
import { history } from './store.ts';

/** What changed from one state to the next, the newest first. */
function changesOf(revisions: readonly IssueRevision[]) {
  return revisions
    .map(({ issue, note }, index) => {
      const before = revisions[index - 1]?.issue;
      const now = toForm(issue);
      const changes = before
        ? differing(toForm(before), now).map((name) => ({
            name,
            text: `${fieldNames[name]}: ${sayField(name, toForm(before))} → ${sayField(name, now)}`,
          }))
        : [];
      return { at: issue.changedAt, by: issue.changedBy, note, changes };
    })
    .reverse();
}

/** Every state of an issue: who said what, and when. Nothing of it is ever taken away. */
export function IssueHistory({ id, changedAt }: { id: string; changedAt: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another state of the issue is another history
  useEffect(() => void history.load(id), [id, changedAt]);
  const revisions = history.use((remote) => remote.value) ?? [];
  if (revisions[0]?.issue.id !== id) return null;
  return (
    <section aria-label="History" className="issue-history">
      <h3>History</h3>
      <ol>
        {changesOf(revisions).map(({ at, by, note, changes }) => (
          <li key={at}>
            <strong>{by}</strong>{' '}
            <span className="quiet">
              <Moment at={at} />
            </span>
            {note === '' ? null : <p>{note}</p>}
            <ul className="quiet">
              {changes.map(({ name, text }) => (
                <li key={name}>{text}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
