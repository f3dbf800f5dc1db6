import './inspector.css';
import { Tabs } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { MessageDetail } from '../../shared/contract/shapes/messages.ts';
import { CopyText } from './CopyText.tsx';
import { DecodedFields } from './DecodedFields.tsx';
import { describeMessage } from './describeMessage.ts';
import { showInspectorTab, useInspectorTab } from './inspectorTab.ts';
import { layOut } from './layOut.ts';
import { MmcView } from './MmcView.tsx';
import { PayloadView } from './PayloadView.tsx';
import { SignatureFacts } from './SignatureFacts.tsx';
import { Empty, Skeleton } from './States.tsx';
import { duration, Moment } from './time.tsx';

const CodeEditor = lazy(() => import('./editor/CodeEditor.tsx'));

/** What only a message that carries a GBCS message has. */
const gbcsTabs: readonly { value: string; label: string; title?: string }[] = [
  { value: 'decoded', label: 'Decoded' },
  { value: 'data', label: 'Data' },
  { value: 'mmc', label: 'MMC', title: 'Message Mapping Catalogue' },
];

/** Everything that is known of one message: XML, decoded GBCS, data, signature, timing. */
export function Inspector({ message }: { message: MessageDetail }) {
  const { tab } = useInspectorTab();
  const { gbcs, smets1 } = message;
  const isThere: Readonly<Record<string, boolean>> = {
    decoded: gbcs !== null,
    data: gbcs !== null || smets1 !== null,
    mmc: gbcs !== null || smets1 !== null,
  };
  const shown = tab !== null && isThere[tab] === false ? 'xml' : tab;
  return (
    <article className="inspector" aria-label="Message">
      <header className="inspector-head">
        <h2>{describeMessage(message)}</h2>
        {message.codeMeaning ? (
          <p className="inspector-meaning">
            <span className="code">{message.codeMeaning.code}</span> {message.codeMeaning.meaning}
            {message.codeMeaning.nextStep && message.codeMeaning.code.startsWith('E')
              ? ` Next: ${message.codeMeaning.nextStep}`
              : ''}
          </p>
        ) : null}
      </header>
      <Tabs value={shown} onChange={showInspectorTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="xml">XML</Tabs.Tab>
          {gbcsTabs.map(({ value, label, title }) => (
            <Tabs.Tab
              key={value}
              value={value}
              disabled={isThere[value] !== true}
              title={isThere[value] === true ? title : missing(message)}
            >
              {label}
            </Tabs.Tab>
          ))}
          <Tabs.Tab value="signature">Signature</Tabs.Tab>
          <Tabs.Tab value="timing">Timing</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="xml">
          {message.xml === '' ? (
            <Empty title="No body">HTTP {message.httpStatus ?? ''} came without a DUIS message.</Empty>
          ) : (
            <Suspense fallback={<Skeleton />}>
              {message.isCut ? (
                <p className="inspector-cut" role="note">
                  Only its beginning is shown: the message has {(message.length / 1e6).toFixed(1)} MB. The whole of it
                  is in the evidence and goes into the pack.
                </p>
              ) : null}
              <CodeEditor
                document={`message-${message.id}`}
                value={layOut(message.xml)}
                label="XML of the message"
                readOnly
              />
            </Suspense>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="decoded">{gbcs ? <DecodedFields gbcs={gbcs} error={message.gbcsError} /> : null}</Tabs.Panel>
        <Tabs.Panel value="data">
          {gbcs || smets1 ? <PayloadView data={gbcs?.data ?? toldBy(smets1)} /> : null}
        </Tabs.Panel>
        <Tabs.Panel value="mmc">
          <MmcView id={message.id} />
        </Tabs.Panel>
        <Tabs.Panel value="signature">
          <SignatureFacts message={message} />
        </Tabs.Panel>
        <Tabs.Panel value="timing">
          <TimingFacts message={message} />
        </Tabs.Panel>
      </Tabs>
    </article>
  );
}

/** Why a tab about what a device said is shut. */
const missing = ({ smets1 }: MessageDetail): string =>
  smets1 === null ? 'This message carries no GBCS message' : 'A SMETS1 device answers by its S1SP, without GBCS';

/** The typed data of a SMETS1 response; where there are none, the element of the Message Mapping Catalogue. */
function toldBy(smets1: MessageDetail['smets1']): unknown {
  if (smets1?.kind !== 'response') return smets1;
  return smets1.data ?? smets1.tree;
}

function TimingFacts({ message }: { message: MessageDetail }) {
  return (
    <dl className="facts">
      <dt>{message.direction === 'sent' ? 'Sent' : 'Received'}</dt>
      <dd>
        <Moment at={message.at} precise />
      </dd>
      {message.virtualAt === null ? null : (
        <>
          <dt>Target's clock</dt>
          <dd>
            <Moment at={message.virtualAt} />
          </dd>
        </>
      )}
      {message.durationMs === null ? null : (
        <>
          <dt>Round trip</dt>
          <dd>{duration(message.durationMs)}</dd>
        </>
      )}
      <dt>Peer</dt>
      <dd className="code">{message.peer}</dd>
      {message.httpStatus === null ? null : (
        <>
          <dt>HTTP status</dt>
          <dd>{message.httpStatus}</dd>
        </>
      )}
      {message.requestId === null ? null : (
        <>
          <dt>Request ID</dt>
          <dd>
            <CopyText text={message.requestId} label="Request ID" />
          </dd>
        </>
      )}
      {message.responseId === null ? null : (
        <>
          <dt>Response ID</dt>
          <dd>
            <CopyText text={message.responseId} label="Response ID" />
          </dd>
        </>
      )}
      <dt>SHA-256</dt>
      <dd>
        <CopyText text={message.sha256} label="SHA-256" />
      </dd>
      <dt>Length</dt>
      <dd>{message.length} bytes</dd>
      {message.headers.map(([name, value]) => (
        <Header key={`${name}${value}`} name={name} value={value} />
      ))}
    </dl>
  );
}

function Header({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="code">{name}</dt>
      <dd className="code">{value}</dd>
    </>
  );
}
