import { IconAlertTriangle, IconHandStop, IconHistory } from '@tabler/icons-react';
import type { RunDetail } from '../../../shared/contract/shapes/runs.ts';
import { isReplay, replayedRun } from '../../../shared/run.ts';
import { addressOf } from '../../stores/place.ts';

/** What a person must know of a run before they read its steps: that it waits for them, what ended it, that it is a replay. */
export function RunNotice({ run }: { run: RunDetail }) {
  const person = run.steps.find((step) => step.awaitsPerson);
  if (run.paused) {
    const next = run.steps.find((step) => step.outcome === null && step.status === 'created');
    const busy = run.steps.some((step) => step.status === 'running' || step.status === 'waiting');
    return (
      <Notice tone="person" icon={IconHandStop}>
        <strong>Waiting for you to go on.</strong> {busy ? 'The step at work ends first. ' : ''}
        {next ? `Next: ${next.title}.` : 'Nothing is left but to finish.'}
      </Notice>
    );
  }
  if (person)
    return (
      <Notice tone="person" icon={IconHandStop}>
        <strong>Waiting for you to say how a step went.</strong> {person.title}
      </Notice>
    );
  if (run.status === 'interrupted') {
    const left = run.steps.filter((step) => step.outcome === null).length;
    return (
      <Notice tone="warning" icon={IconAlertTriangle}>
        <strong>
          {run.trouble
            ? `${run.trouble.replace(/\.$/, '')}.`
            : 'It was stopped, or the workbench ended, before it was finished.'}
        </strong>{' '}
        {left === 1 ? 'One step is left.' : `${left} steps are left.`} Resume goes on with them; no request is sent
        twice.
      </Notice>
    );
  }
  const recorded = replayedRun(run.target);
  return isReplay(run.target) && recorded ? (
    <Notice tone="quiet" icon={IconHistory}>
      <strong>A replay.</strong> The DCC’s part is played from the recording of{' '}
      <a href={addressOf({ screen: 'runs', item: recorded })}>{recorded}</a>; it proves nothing of the target, and
      counts for no requirement.{' '}
      <a href={addressOf({ screen: 'runs', item: run.id, query: { compare: recorded } })}>Compare the two</a>
    </Notice>
  ) : null;
}

function Notice({
  tone,
  icon: Icon,
  children,
}: {
  tone: 'person' | 'warning' | 'quiet';
  icon: typeof IconHistory;
  children: React.ReactNode;
}) {
  return (
    <div className="run-notice" data-tone={tone} role="status">
      <Icon size={16} aria-hidden />
      <p>{children}</p>
    </div>
  );
}
