import { useEffect, useRef } from 'react';
import type { RunDetail, StepView } from '../../../shared/contract/shapes/runs.ts';
import { groupFindings } from '../../../shared/groupFindings.ts';
import { FailedFinding } from '../../ui/FailedFinding.tsx';
import { FindingIssue } from '../../ui/FindingIssue.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { AttestForm } from './AttestForm.tsx';

interface StepListProps {
  run: RunDetail;
  chosenMessage: number | null;
  onChoose: (messageId: number) => void;
  /** A sequence to bring into view. */
  focus: string | null;
}

/** The steps with their outcomes, by sequence; a failed one says why at once. */
export function StepList({ run, chosenMessage, onChoose, focus }: StepListProps) {
  const groups = [...Map.groupBy(run.steps, (step) => step.sequenceId)];
  const position = run.messages.find((one) => one.id === chosenMessage)?.position;
  const focused = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focus !== null) focused.current?.scrollIntoView({ block: 'start' });
  }, [focus]);
  return (
    <div className="pane">
      <div className="pane-head">
        <h2>Steps</h2>
      </div>
      <div className="pane-body steps">
        {groups.map(([id, steps]) => (
          <section key={id} aria-label={id} ref={id === focus ? focused : undefined}>
            <h3 className="code">{id}</h3>
            {steps.map((step) => (
              <StepRow
                key={step.position}
                step={step}
                run={run}
                current={step.position === position}
                onChoose={onChoose}
              />
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}

function StepRow({
  step,
  run,
  current,
  onChoose,
}: {
  step: StepView;
  run: RunDetail;
  current: boolean;
  onChoose: (id: number) => void;
}) {
  const messages = run.messages.filter((one) => one.position === step.position);
  const judged = run.findings.find((one) => one.position === step.position && one.messageId !== null)?.messageId;
  const answer = messages.findLast((one) => one.direction === 'received')?.id ?? messages[0]?.id ?? judged ?? undefined;
  const failures = run.findings.filter(
    (one) => one.position === step.position && (one.outcome === 'fail' || one.outcome === 'review'),
  );
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div className="step" data-current={current} ref={row}>
      <button
        type="button"
        className="step-button"
        aria-current={current ? 'true' : undefined}
        disabled={answer === undefined}
        title={answer === undefined ? 'This step has no messages' : undefined}
        onClick={() => answer !== undefined && onChoose(answer)}
      >
        <Outcome of={step.outcome ?? (step.status === 'created' ? 'not run' : step.status)} quiet />
        <span>{step.title}</span>
      </button>
      {step.waitingFor === null ? null : <p className="waiting">Waiting for {step.waitingFor}</p>}
      {step.awaitsPerson ? <AttestForm runId={run.id} position={step.position} /> : null}
      {groupFindings(failures).map(({ finding, follows }) => (
        <FailedFinding key={`${finding.check}${finding.message}`} finding={finding} follows={follows}>
          <FindingIssue finding={{ runId: run.id, position: finding.position, check: finding.check }} />
        </FailedFinding>
      ))}
    </div>
  );
}
