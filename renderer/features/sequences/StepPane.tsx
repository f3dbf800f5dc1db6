import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import type { OutlineSequence, OutlineStep } from '../../../shared/campaignSource.ts';
import { goTo, usePlace } from '../../stores/place.ts';
import { Empty, Skeleton } from '../../ui/States.tsx';
import { StepForm } from './StepForm.tsx';
import { setText, textOf, useAuthoring } from './store.ts';

const CodeEditor = lazy(() => import('../../ui/editor/CodeEditor.tsx'));

/** A step as a form, or the file that it stands in. */
export function StepPane({
  sequence,
  step,
  at,
}: {
  sequence: OutlineSequence | undefined;
  step: OutlineStep | undefined;
  at: number | null;
}) {
  const { item, query } = usePlace();
  const source = useAuthoring((authoring) => authoring.source);
  const view = query.view === 'yaml' || !sequence ? 'yaml' : 'form';
  const file = (view === 'yaml' ? query.file : undefined) ?? sequence?.file ?? source?.files[0]?.name ?? '';
  const line = query.line === undefined ? (step?.line ?? sequence?.line ?? 1) : Number(query.line);
  const choose = (next: string): void =>
    goTo({ screen: 'sequences', item, query: { ...(at === null ? {} : { step: String(at) }), view: next } }, true);
  return (
    <div className="pane">
      <div className="pane-head">
        <h2>{view === 'yaml' ? <span className="code">{file}</span> : (step?.title ?? step?.id ?? 'Step')}</h2>
        <span style={{ flex: 1 }} />
        <SegmentedControl
          aria-label="How the step is shown"
          value={view}
          onChange={choose}
          data={[
            { value: 'form', label: 'Form' },
            { value: 'yaml', label: 'YAML' },
          ]}
        />
      </div>
      {/* It scrolls, and must be reachable by keyboard where its fields are read only too. */}
      <section
        className="pane-body"
        aria-label="Step"
        {...(view === 'yaml' ? { style: { overflow: 'hidden' } } : { tabIndex: 0 })}
      >
        {view === 'yaml' ? (
          <Yaml file={file} line={line} />
        ) : sequence && step && at !== null ? (
          <StepForm key={`${sequence.id} ${at}`} sequence={sequence} step={step} at={at} />
        ) : (
          <Empty title="No step chosen">
            Choose a step to see what it sends, waits for or asks of a person, and what it expects.
          </Empty>
        )}
      </section>
    </div>
  );
}

function Yaml({ file, line }: { file: string; line: number }) {
  const text = useAuthoring((authoring) => textOf(authoring, file));
  const findings = useAuthoring((authoring) => authoring.check?.findings);
  const readOnly = useAuthoring((authoring) => authoring.source?.origin !== 'own');
  const markers = useMemo(
    () => (findings ?? []).filter((one) => one.file === file).map((one) => ({ ...one, severity: 'error' as const })),
    [findings, file],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same line of another file is another place
  const reveal = useMemo(() => ({ line }), [line, file]);
  return (
    <Suspense fallback={<Skeleton />}>
      <CodeEditor
        document={`campaign-${file}`}
        language="yaml"
        value={text}
        label="YAML of the sequence"
        readOnly={readOnly}
        markers={markers}
        reveal={reveal}
        onChange={(typed) => setText(file, typed)}
      />
    </Suspense>
  );
}
