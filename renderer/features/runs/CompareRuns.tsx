import './compare.css';
import { Button, Select, Switch } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RunComparison, RunDetail, RunView } from '../../../shared/contract/shapes/runs.ts';
import { isReplay } from '../../../shared/run.ts';
import { addressOf, goTo } from '../../stores/place.ts';
import { CheckName } from '../../ui/FailedFinding.tsx';
import { Outcome } from '../../ui/Outcome.tsx';
import { Answer, Empty } from '../../ui/States.tsx';
import { Moment } from '../../ui/time.tsx';
import type { RunOption } from './runOption.ts';
import { isUnderWay, progressOf } from './runProgress.ts';
import { comparison } from './store.ts';

/** A run held against an earlier one: what ended otherwise, what was found otherwise, what was received otherwise. */
export function CompareRuns({
  run,
  against,
  options,
}: {
  run: RunDetail;
  against: string;
  options: readonly RunOption[];
}) {
  const busy = isUnderWay(run);
  useEffect(() => {
    if (!busy && against !== '') void comparison.load(against, run.id);
  }, [busy, against, run.id]);
  const remote = comparison.use();
  const isAsked = remote.value?.before.id === against && remote.value.after.id === run.id;
  return (
    <div className="pane compare">
      <div className="pane-head">
        <h2>Compared with</h2>
        <Select
          aria-label="Run to compare with"
          data={options.filter(({ value }) => value !== run.id)}
          value={against === '' ? null : against}
          allowDeselect={false}
          onChange={(id) => id && goTo({ screen: 'runs', item: run.id, query: { compare: id } })}
          w={300}
          comboboxProps={{ width: 560, position: 'bottom-start' }}
        />
        <span className="topbar-space" />
        <Button
          variant="default"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => goTo({ screen: 'runs', item: run.id })}
        >
          Close the comparison
        </Button>
      </div>
      <div className="pane-body">
        {busy ? (
          <Empty title={isReplay(run.target) ? 'The replay is under way' : 'The run is under way'}>
            {progressOf(run)}. Both are held against each other when it is finished.
          </Empty>
        ) : (
          <Answer
            of={isAsked ? remote : { ...remote, value: null }}
            retry={() => void comparison.load(against, run.id)}
          >
            {(value) => <Result value={value} />}
          </Answer>
        )}
      </div>
    </div>
  );
}

type Step = RunComparison['steps'][number];
const differs = ({ before, after, findings, fields }: Step): boolean =>
  before !== after || findings.length > 0 || fields.length > 0;

function Result({ value }: { value: RunComparison }) {
  const [all, setAll] = useState(false);
  const different = value.steps.filter(differs);
  const shown = all ? value.steps : different;
  const fields = different.reduce((sum, step) => sum + step.fields.length, 0);
  return (
    <div className="compare-result">
      <h3>{verdictOf(value)}</h3>
      <p className="quiet">
        {different.length === 0 ? (
          `All ${value.steps.length} steps are alike.`
        ) : (
          <>
            {different.length} of {value.steps.length} steps differ, by {fields} {fields === 1 ? 'field' : 'fields'}.
          </>
        )}{' '}
        What differs between any two runs is left out: Request IDs, counters, times, signatures.
      </p>
      <div className="compare-runs">
        <RunFacts title="Before" run={value.before} />
        <RunFacts title="After" run={value.after} />
      </div>
      <Switch
        label="Show the steps that are alike too"
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
      {shown.map((step) => (
        <StepDifference key={`${step.sequenceId}/${step.stepId}`} step={step} />
      ))}
    </div>
  );
}

function verdictOf({ sameVerdicts, steps }: RunComparison): string {
  if (!sameVerdicts) return 'The runs did not end alike';
  return steps.some(differs) ? 'Every step ended alike; some of what was received differs' : 'Nothing differs';
}

function RunFacts({ title, run }: { title: string; run: RunView }) {
  return (
    <p>
      <span className="quiet">{title}</span> <a href={addressOf({ screen: 'runs', item: run.id })}>{run.id}</a>{' '}
      <Outcome of={run.outcome ?? run.status} /> <Moment at={run.createdAt} />{' '}
      <span className="quiet">{isReplay(run.target) ? 'against a recording' : run.target}</span>
    </p>
  );
}

const standing = (of: string | null) => (of === null ? <span className="quiet">not in it</span> : <Outcome of={of} />);

/** So many fields are shown at first: a response that never came differs in all of them. */
const fieldsAtFirst = 12;

function StepDifference({ step }: { step: Step }) {
  const [all, setAll] = useState(false);
  const fields = all ? step.fields : step.fields.slice(0, fieldsAtFirst);
  return (
    <section className="compare-step" aria-label={`${step.sequenceId} ${step.stepId}`}>
      <h4>
        <span className="code">{step.sequenceId}</span> {step.stepId}
        <span className="compare-standing">
          {standing(step.before)} → {standing(step.after)}
        </span>
      </h4>
      {step.findings.length + step.fields.length === 0 ? null : (
        <table className="rows">
          <caption className="visually-hidden">What differs</caption>
          <thead>
            <tr>
              <th scope="col">Finding or field</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {step.findings.map((one) => (
              <tr key={one.check}>
                <td>
                  <CheckName check={one.check} />
                </td>
                <td>{one.before ?? '–'}</td>
                <td>{one.after ?? '–'}</td>
              </tr>
            ))}
            {fields.map((one) => (
              <tr key={`${one.path} ${one.beforeMessage} ${one.afterMessage}`}>
                <td className="code">{one.path}</td>
                <td>
                  <Value text={one.before} message={one.beforeMessage} />
                </td>
                <td>
                  <Value text={one.after} message={one.afterMessage} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {fields.length === step.fields.length ? null : (
        <button type="button" className="link compare-more" onClick={() => setAll(true)}>
          Show all {step.fields.length} fields
        </button>
      )}
    </section>
  );
}

/** A field's value, and the way to the message that holds it. */
function Value({ text, message }: { text: string | null; message: number | null }) {
  return (
    <span className="compare-value">
      <span className="code">{text ?? '–'}</span>
      {message === null ? null : (
        <a href={addressOf({ screen: 'evidence', item: String(message) })} aria-label={`Message ${message}`}>
          #{message}
        </a>
      )}
    </span>
  );
}
