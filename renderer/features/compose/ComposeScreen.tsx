import './compose.css';
import { Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconPencil, IconSend } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import { status } from '../../stores/status.ts';
import { describeMessage } from '../../ui/describeMessage.ts';
import { Inspector } from '../../ui/Inspector.tsx';
import { Split } from '../../ui/Split.tsx';
import { Answer, Empty, Skeleton } from '../../ui/States.tsx';
import { CatalogueList } from './CatalogueList.tsx';
import { CommandPreview } from './CommandPreview.tsx';
import { RequestFindings } from './RequestFindings.tsx';
import { RequestForm } from './RequestForm.tsx';
import { RequestTabs } from './RequestTabs.tsx';
import { assistance, type ComposeView, edit, message, restoreDraft, send, useComposition, useDesk } from './store.ts';

const CodeEditor = lazy(() => import('../../ui/editor/CodeEditor.tsx'));

/** Pick a service, edit its XML, send it, see what comes back. */
export function ComposeScreen() {
  useEffect(() => void restoreDraft(), []);
  const { variant, xml } = useComposition();
  return (
    <Split id="split-compose" orientation="horizontal" style={{ height: '100%' }}>
      <Panel id="compose-1" defaultSize="20%" minSize="14%">
        <CatalogueList />
      </Panel>
      <Separator className="split-handle" aria-label="Width of the catalogue" />
      <Panel id="compose-2" defaultSize="50%" minSize="25%">
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
      <Panel id="compose-3" minSize="22%">
        <WhatCameBack />
      </Panel>
    </Split>
  );
}

function Editor({ variant, xml }: { variant: string | null; xml: string }) {
  const { id, findings, unreadable, sending } = useComposition();
  const view = useDesk((desk) => desk.view);
  const [place, setPlace] = useState<{ line: number; column: number } | null>(null);
  const target = status.use((remote) => remote.value?.target.title);
  const reveal = (wanted: { line: number; column: number }): void => {
    if (view === 'form') useDesk.setState({ view: 'xml' });
    setPlace({ line: wanted.line, column: wanted.column });
  };
  return (
    <div className="pane">
      <RequestTabs />
      <div className="pane-head">
        <h2>Service Request {variant}</h2>
        <span style={{ flex: 1 }} />
        <SegmentedControl
          aria-label="How the request is shown"
          value={view}
          onChange={(value) => useDesk.setState({ view: value as ComposeView })}
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
              document={`compose-${id}`}
              reveal={place}
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
      <RequestFindings reveal={reveal} />
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
