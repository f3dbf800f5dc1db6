import { Button, Select, Tooltip } from '@mantine/core';
import {
  IconArrowsDiff,
  IconClockPause,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconRepeat,
} from '@tabler/icons-react';
import type { RunDetail } from '../../../shared/contract/shapes/runs.ts';
import { isReplay } from '../../../shared/run.ts';
import { goTo } from '../../stores/place.ts';
import { goOn, paces, pause, replay, resume, runAll, runFailuresOf, stop, usePace } from '../../stores/runs.ts';
import { Outcome } from '../../ui/Outcome.tsx';
import type { RunOption } from './runOption.ts';
import { isUnderWay, progressOf } from './runProgress.ts';

/** Which run is shown, where it is, and what can be done with it now. */
export function RunHead({ run, options }: { run: RunDetail; options: readonly RunOption[] }) {
  return (
    <div className="pane-head runs-head">
      <Select
        aria-label="Run"
        data={[...options]}
        value={run.id}
        allowDeselect={false}
        onChange={(id) => id && goTo({ screen: 'runs', item: id })}
        w={300}
        comboboxProps={{ width: 560, position: 'bottom-start' }}
      />
      <Outcome of={run.paused ? 'paused' : (run.outcome ?? run.status)} />
      <span className="quiet runs-progress" role="status">
        {progressOf(run)} · {run.messages.length} messages · {isReplay(run.target) ? 'against a recording' : run.target}
      </span>
      <span className="topbar-space" />
      {isUnderWay(run) ? <Steering run={run} /> : <Afterwards run={run} options={options} />}
    </div>
  );
}

function Steering({ run: { id, paused } }: { run: RunDetail }) {
  return (
    <>
      {paused ? (
        <Button leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={() => void goOn(id)}>
          Continue
        </Button>
      ) : (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={14} aria-hidden />}
          onClick={() => void pause(id)}
        >
          Pause
        </Button>
      )}
      <Button variant="default" leftSection={<IconPlayerStop size={14} aria-hidden />} onClick={() => void stop(id)}>
        Stop
      </Button>
    </>
  );
}

function Afterwards({ run, options }: { run: RunDetail; options: readonly RunOption[] }) {
  const others = options.filter(({ value }) => value !== run.id);
  const interrupted = run.status === 'interrupted';
  const failed = !interrupted && run.outcome !== 'pass' && !isReplay(run.target);
  return (
    <>
      <Pace />
      {interrupted ? null : (
        <>
          {isReplay(run.target) ? null : (
            <Tooltip label="Once more, against what was recorded: nothing leaves this machine">
              <Button
                variant="default"
                leftSection={<IconRepeat size={14} aria-hidden />}
                onClick={() => void replay(run.id)}
              >
                Replay
              </Button>
            </Tooltip>
          )}
          <Button
            variant="default"
            leftSection={<IconArrowsDiff size={14} aria-hidden />}
            disabled={others.length === 0}
            title={others.length === 0 ? 'There is no other run to hold it against' : undefined}
            onClick={() => goTo({ screen: 'runs', item: run.id, query: { compare: others[0]?.value ?? '' } })}
          >
            Compare
          </Button>
        </>
      )}
      {failed ? (
        <Button variant="default" onClick={() => void runFailuresOf(run.id)}>
          Run failures
        </Button>
      ) : null}
      {interrupted ? (
        <Button leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={() => void resume(run.id)}>
          Resume
        </Button>
      ) : null}
      <Button variant="default" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={() => void runAll()}>
        Run all
      </Button>
    </>
  );
}

/** How fast the next run goes. */
function Pace() {
  const { pace } = usePace();
  return (
    <Select
      aria-label="Pace of requests"
      title="The least time between two requests of the next run"
      leftSection={<IconClockPause size={14} aria-hidden />}
      data={[...paces]}
      value={pace}
      allowDeselect={false}
      onChange={(chosen) => usePace.setState({ pace: chosen ?? '' })}
      w={124}
      comboboxProps={{ width: 150, position: 'bottom-end' }}
    />
  );
}
