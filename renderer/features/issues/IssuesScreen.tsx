import './issues.css';
import { Button } from '@mantine/core';
import { IconFlag, IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import type { FindingLink } from '../../../shared/issue.ts';
import { followIssues, issues } from '../../stores/issues.ts';
import { goTo, type Place, usePlace } from '../../stores/place.ts';
import { Split } from '../../ui/Split.tsx';
import { Answer, Empty, Skeleton } from '../../ui/States.tsx';
import { IssueEditor } from './IssueEditor.tsx';
import { IssueList } from './IssueList.tsx';
import { beginAbout, keyOfNew, restoreEditings, useEditings } from './store.ts';

/** The finding that a new issue is about, as its address has it. */
function linkOf({ query }: Place): FindingLink | null {
  const { run, position, check } = query;
  return run === undefined || position === undefined || check === undefined
    ? null
    : { runId: run, position: Number(position), check };
}

/** Testing Issues by severity, what has none yet, and one of them to be read and changed. */
export function IssuesScreen() {
  useEffect(followIssues, []);
  useEffect(() => void restoreEditings(), []);
  const remote = issues.use();
  return (
    <Answer of={remote} retry={() => void issues.load()}>
      {({ issues: all, withoutIssue }) => (
        <Split id="split-issues" orientation="horizontal" className="pane">
          <Panel id="issues-1" defaultSize="42%" minSize="24%">
            <div className="pane">
              <div className="pane-head issues-head">
                <h1>Testing Issues</h1>
                <span style={{ flex: 1 }} />
                <Button
                  variant="default"
                  leftSection={<IconPlus size={14} aria-hidden />}
                  onClick={() => goTo({ screen: 'issues', item: 'new' })}
                >
                  New issue
                </Button>
              </div>
              <IssueList issues={all} withoutIssue={withoutIssue} />
            </div>
          </Panel>
          <Separator className="split-handle" aria-label="Width of the list" />
          <Panel id="issues-2" minSize="32%">
            <Chosen />
          </Panel>
        </Split>
      )}
    </Answer>
  );
}

function Chosen() {
  const place = usePlace();
  const restored = useEditings((editings) => editings.restored);
  const all = issues.use((remote) => remote.value?.issues) ?? [];
  const link = place.item === 'new' ? linkOf(place) : null;
  const key = link === null ? place.item : keyOfNew(link);
  useEffect(() => {
    if (restored && link) beginAbout(link);
  }, [restored, link]);
  if (!restored) return <Skeleton />;
  if (key === null)
    return (
      <Empty icon={<IconFlag size={28} aria-hidden />} title="Nothing chosen">
        An issue is anything that prevents a test, or an outcome that nobody expected. Raise one from a finding, here,
        in Runs or on the Campaign board; it goes into the pack with its history and its work-off plan.
      </Empty>
    );
  const issue = all.find(({ id }) => id === key) ?? null;
  if (issue === null && place.item !== 'new')
    return <Empty title={`There is no ${key}`}>The campaign that is open has no issue of this number.</Empty>;
  return <IssueEditor key={key} name={key} issue={issue} />;
}
