import './sequences.css';
import { useEffect } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import { usePlace } from '../../stores/place.ts';
import { campaign } from '../../stores/status.ts';
import { Split } from '../../ui/Split.tsx';
import { Empty, Failure, Skeleton } from '../../ui/States.tsx';
import { SequenceHead } from './SequenceHead.tsx';
import { SequenceList } from './SequenceList.tsx';
import { SourceFindings } from './SourceFindings.tsx';
import { StepPane } from './StepPane.tsx';
import { StepRows } from './StepRows.tsx';
import { catalogue, codes, followSource, lastRun, openSource, shownSequence, useAuthoring } from './store.ts';
import { useAuthoringKeys } from './useAuthoringKeys.ts';

/** The campaign's sequences and their steps, to be read, changed and run. */
export function SequencesScreen() {
  const { source, check, error } = useAuthoring();
  const { item, query } = usePlace();
  const role = campaign.use((remote) => remote.value?.userRole);
  useEffect(followSource, []);
  useEffect(() => {
    void codes.load();
    void lastRun.load();
  }, []);
  useEffect(() => {
    if (role !== undefined) void catalogue.load(role);
  }, [role]);
  useAuthoringKeys();
  if (error !== null) return <Failure message={error} retry={() => void openSource()} />;
  if (!source || !check) return <Skeleton />;
  const sequence = shownSequence(check, item);
  const at = query.step === undefined ? null : Number(query.step);
  return (
    <div className="pane">
      <SequenceHead sequence={sequence} />
      <Split id="split-sequences" orientation="horizontal" className="pane-body" style={{ overflow: 'hidden' }}>
        <Panel id="sequences-1" defaultSize="26%" minSize="16%">
          <SequenceList sequences={check.sequences} shown={sequence?.id ?? null} />
        </Panel>
        <Separator className="split-handle" aria-label="Width of the sequences" />
        <Panel id="sequences-2" defaultSize="32%" minSize="20%">
          {sequence ? (
            <StepRows sequence={sequence} at={at} />
          ) : (
            <Empty title="No sequence">The campaign’s own file lists its sequences; it cannot be read as it is.</Empty>
          )}
        </Panel>
        <Separator className="split-handle" aria-label="Width of the step" />
        <Panel id="sequences-3" minSize="26%">
          <StepPane sequence={sequence} step={at === null ? undefined : sequence?.steps[at]} at={at} />
        </Panel>
      </Split>
      <SourceFindings />
    </div>
  );
}
