import './runs.css';
import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import type { RunDetail } from '../../../shared/contract/shapes/runs.ts';
import { followIssues } from '../../stores/issues.ts';
import { goTo, usePlace } from '../../stores/place.ts';
import { runAll } from '../../stores/runs.ts';
import { Inspector } from '../../ui/Inspector.tsx';
import { Split } from '../../ui/Split.tsx';
import { Answer, Empty } from '../../ui/States.tsx';
import { CompareRuns } from './CompareRuns.tsx';
import { RunHead } from './RunHead.tsx';
import { RunNotice } from './RunNotice.tsx';
import { type RunOption, runOption } from './runOption.ts';
import { SequenceChart } from './SequenceChart.tsx';
import { StepList } from './StepList.tsx';
import { followRuns, message, run, runs } from './store.ts';
import { useMessageKeys } from './useMessageKeys.ts';

/** What was sent, received and judged: steps, the chart of messages, and the inspector. */
export function RunsScreen() {
  const place = usePlace();
  const list = runs.use();
  const wanted = place.item ?? list.value?.[0]?.id ?? null;
  useEffect(followIssues, []);
  useEffect(() => followRuns(() => usePlace.getState().item ?? runs.use.getState().value?.[0]?.id ?? null), []);
  useEffect(() => {
    if (wanted !== null) void run.load(wanted);
  }, [wanted]);
  const shown = run.use();
  return (
    <Answer of={list} retry={() => void runs.load()}>
      {(all) =>
        all.length === 0 ? (
          <Empty
            title="No runs yet"
            action={
              <Button leftSection={<IconPlayerPlay size={15} aria-hidden />} onClick={() => void runAll()}>
                Run all
              </Button>
            }
          >
            A run sends the campaign's Service Requests to the target and keeps everything that comes back. The emulator
            is ready.
          </Empty>
        ) : (
          <Answer
            of={shown.value?.id === wanted ? shown : { ...shown, value: null }}
            {...(wanted ? { retry: () => void run.load(wanted) } : {})}
          >
            {(value) => <OpenRun value={value} runOptions={all.map(runOption)} />}
          </Answer>
        )
      }
    </Answer>
  );
}

/** The message of a step that its finding is about, or else the last that came back for it; the first failure's of no step. */
function messageOfStep({ findings, messages, outcome }: RunDetail, position: string | undefined): number | null {
  if (position === undefined)
    return outcome === 'fail'
      ? (findings.find((one) => one.outcome === 'fail' && one.messageId !== null)?.messageId ?? null)
      : null;
  const ofStep = (one: { position: number | null }): boolean => one.position === Number(position);
  const judged = findings.find((one) => ofStep(one) && one.outcome !== 'pass' && one.messageId !== null);
  return judged?.messageId ?? messages.findLast(ofStep)?.id ?? null;
}

function OpenRun({ value, runOptions }: { value: RunDetail; runOptions: RunOption[] }) {
  const { compare } = usePlace((place) => place.query);
  return (
    <div className="pane">
      <RunHead run={value} options={runOptions} />
      <RunNotice run={value} />
      {compare === undefined ? (
        <RunPanes value={value} />
      ) : (
        <CompareRuns run={value} against={compare} options={runOptions} />
      )}
    </div>
  );
}

/** Its steps, the chart of its messages, and the one that is chosen. */
function RunPanes({ value }: { value: RunDetail }) {
  const { query } = usePlace();
  const chosen = query.message === undefined ? messageOfStep(value, query.position) : Number(query.message);
  const shown = message.use();
  const show = (id: number, replace: boolean): void =>
    goTo({ screen: 'runs', item: value.id, query: { message: String(id) } }, replace);
  // A key leaves no trace in the history, or going back would be as many steps.
  useMessageKeys(value, chosen, (id) => show(id, true));
  const choose = (id: number): void => show(id, false);
  useEffect(() => {
    if (chosen !== null) void message.load(chosen);
  }, [chosen]);
  return (
    <Split id="split-runs" orientation="horizontal" className="pane-body" style={{ overflow: 'hidden' }}>
      <Panel id="runs-1" defaultSize="24%" minSize="14%">
        <StepList run={value} chosenMessage={chosen} onChoose={choose} focus={query.sequence ?? null} />
      </Panel>
      <Separator className="split-handle" aria-label="Width of the steps" />
      <Panel id="runs-2" defaultSize="40%" minSize="20%">
        <SequenceChart run={value} chosen={chosen} onChoose={choose} />
      </Panel>
      <Separator className="split-handle" aria-label="Width of the inspector" />
      <Panel id="runs-3" minSize="22%">
        {chosen === null ? (
          <Empty title="Nothing chosen">
            Choose a message to see its XML, what the meter said, and who signed it. Keys: j and k for the next and
            previous message, f for the next failure; x for the XML, d for what it decodes to.
          </Empty>
        ) : (
          <Answer
            of={shown.value?.id === chosen ? shown : { ...shown, value: null }}
            retry={() => void message.load(chosen)}
          >
            {(detail) => <Inspector message={detail} />}
          </Answer>
        )}
      </Panel>
    </Split>
  );
}
