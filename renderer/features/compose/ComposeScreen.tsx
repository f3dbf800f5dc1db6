import './compose.css';
import { Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconPencil, IconSend } from '@tabler/icons-react';
import { lazy, Suspense, useEffect } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { status } from '../../stores/status.ts';
import { describeMessage } from '../../ui/describeMessage.ts';
import { Inspector } from '../../ui/Inspector.tsx';
import { Answer, Empty, Skeleton } from '../../ui/States.tsx';
import { CatalogueList } from './CatalogueList.tsx';
import { CommandPreview } from './CommandPreview.tsx';
import { RequestForm } from './RequestForm.tsx';
import { assistance, type ComposeView, edit, message, restoreDraft, send, useComposition } from './store.ts';

const CodeEditor = lazy(() => import('../../ui/editor/CodeEditor.tsx'));

/** Pick a service, edit its XML, send it, see what comes back. */
export function ComposeScreen() {
  useEffect(() => void restoreDraft(), []);
  const { variant, xml } = useComposition();
  return (
    <Group orientation="horizontal" style={{ height: '100%' }}>
      <Panel defaultSize="20%" minSize="14%">
        <CatalogueList />
      </Panel>
      <Separator className="split-handle" aria-label="Width of the catalogue" />
      <Panel defaultSize="50%" minSize="25%">
        {xml === '' ? (
          <Empty icon={<IconPencil size={28} aria-hidden />} title="No Service Request yet">
            Choose a service on the left. Its template opens here with your own identifier and the emulated meter filled
            in.
          </Empty>
        ) : (
          <Editor variant={variant} xml={xml} />
        )}
      </Panel>
      <Separator className="split-handle" aria-label="Width of the answer" />
      <Panel minSize="22%">
        <WhatCameBack />
      </Panel>
    </Group>
  );
}

function Problem({ children }: { children: string }) {
  return (
    <p className="finding-error">
      <IconAlertTriangle size={14} aria-hidden /> {children}
    </p>
  );
}

function Editor({ variant, xml }: { variant: string | null; xml: string }) {
  const { findings, unreadable, problem, sending, checked, view } = useComposition();
  const target = status.use((remote) => remote.value?.target.title);
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  return (
    <div className="pane">
      <div className="pane-head">
        <h2>Service Request {variant}</h2>
        <span style={{ flex: 1 }} />
        <SegmentedControl
          aria-label="How the request is shown"
          value={view}
          onChange={(value) => useComposition.setState({ view: value as ComposeView })}
          data={[
            { value: 'form', label: 'Form' },
            { value: 'both', label: 'Both' },
            { value: 'xml', label: 'XML' },
          ]}
        />
        <Tooltip
          label={
            unreadable
              ? 'The XML cannot be read; mend it first'
              : `Sign with your credential and send to ${target ?? 'the target'}`
          }
        >
          <Button
            leftSection={<IconSend size={14} aria-hidden />}
            loading={sending}
            disabled={unreadable !== null}
            onClick={() => void send()}
          >
            Sign and send
          </Button>
        </Tooltip>
      </div>
      <div className="pane-body compose-views" data-view={view} style={{ overflow: 'hidden' }}>
        {view === 'xml' ? null : <RequestForm />}
        {view === 'form' ? null : (
          <Suspense fallback={<Skeleton />}>
            <CodeEditor
              document="compose"
              value={xml}
              label="Service Request XML"
              markers={findings}
              onChange={edit}
              assistance={assistance}
            />
          </Suspense>
        )}
      </div>
      <CommandPreview />
      <div className="findings" aria-live="polite">
        {problem && <Problem>{problem}</Problem>}
        {unreadable ? (
          <Problem>{unreadable}</Problem>
        ) : !checked ? (
          <p className="quiet">Checking…</p>
        ) : findings.length === 0 ? (
          <p className="finding-good">
            <IconCheck size={14} aria-hidden /> Valid by the DUIS XSD and the rules beyond it
          </p>
        ) : (
          <details open={errors > 0} data-errors={errors > 0}>
            <summary>
              {errors} {errors === 1 ? 'error' : 'errors'}, {findings.length - errors}{' '}
              {findings.length - errors === 1 ? 'warning' : 'warnings'}
            </summary>
            <ul>
              {findings.map((finding) => (
                <li key={`${finding.line}:${finding.column}:${finding.rule}:${finding.message}`}>
                  <span className="code quiet">
                    {finding.line}:{finding.column}
                  </span>{' '}
                  {finding.message} <span className="code quiet">{finding.rule}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </div>
  );
}

function WhatCameBack() {
  const { sent, sending } = useComposition();
  const shown = message.use();
  if (sending) return <Empty title="Sent">Waiting for the DSP and the device, at most 10 s.</Empty>;
  if (sent.length === 0)
    return (
      <Empty title="Nothing sent yet">
        What comes back from the target appears here: the acknowledgement at once, the meter's response a few seconds
        later.
      </Empty>
    );
  return (
    <div className="pane">
      <nav className="exchange" aria-label="Messages of this request">
        {sent.map((one) => (
          <button
            key={one.id}
            type="button"
            aria-pressed={one.id === shown.value?.id}
            onClick={() => void message.load(one.id)}
          >
            <span aria-hidden>{one.direction === 'sent' ? '→' : '←'}</span> {describeMessage(one)}
          </button>
        ))}
      </nav>
      <div className="pane-body" style={{ overflow: 'hidden' }}>
        <Answer of={shown}>{(detail) => <Inspector message={detail} />}</Answer>
      </div>
    </div>
  );
}
