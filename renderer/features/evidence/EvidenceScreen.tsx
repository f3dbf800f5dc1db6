import './evidence.css';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import type { MessageSummary } from '../../../shared/contract/shapes/messages.ts';
import { goTo, usePlace } from '../../stores/place.ts';
import { describeMessage } from '../../ui/describeMessage.ts';
import { Inspector } from '../../ui/Inspector.tsx';
import { Split } from '../../ui/Split.tsx';
import { Answer, Empty } from '../../ui/States.tsx';
import { Moment } from '../../ui/time.tsx';
import { CompareBar, Differences } from './Compare.tsx';
import { found, opened, useComparison } from './store.ts';

const typingMs = 180;

/** Every message that was ever sent or received here, by the words in it. */
export function EvidenceScreen() {
  const place = usePlace();
  const query = place.query.q ?? '';
  const chosen = place.item === null ? null : Number(place.item);
  const [typed, setTyped] = useState(query);
  const remote = found.use();
  const shown = opened.use();
  const comparing = useComparison((comparison) => comparison.with);
  useEffect(() => void found.load(query), [query]);
  useEffect(() => {
    if (chosen !== null) void opened.load(chosen);
  }, [chosen]);
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed !== query)
        goTo({ screen: 'evidence', item: place.item, query: typed === '' ? {} : { q: typed } }, true);
    }, typingMs);
    return () => clearTimeout(timer);
  }, [typed, query, place.item]);
  const choose = (id: number): void => goTo({ screen: 'evidence', item: String(id), query: place.query }, true);
  return (
    <Split id="split-evidence" orientation="horizontal" className="pane">
      <Panel id="evidence-1" defaultSize="42%" minSize="22%">
        <div className="pane">
          <div className="evidence-head">
            <TextInput
              aria-label="Search every message"
              placeholder="EUI-64, Request ID, code, field or value"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              leftSection={<IconSearch size={14} aria-hidden />}
            />
            <p className="quiet" role="status">
              {remote.value ? countOf(remote.value) : '…'}
            </p>
          </div>
          <Answer of={remote} retry={() => void found.load(query)}>
            {({ messages }) =>
              messages.length === 0 ? (
                <Empty title={query === '' ? 'No evidence yet' : 'Nothing holds all of these words'}>
                  {query === ''
                    ? 'What is sent and received is kept here, exactly as it was.'
                    : 'The last word may be cut short: 00-DB finds every message of those devices. Quotation marks hold words together.'}
                </Empty>
              ) : (
                <MessageRows messages={messages} chosen={chosen} onChoose={choose} />
              )
            }
          </Answer>
        </div>
      </Panel>
      <Separator className="split-handle" aria-label="Width of the list" />
      <Panel id="evidence-2" minSize="30%">
        {chosen === null ? (
          <Empty title="Nothing chosen">Choose a message to see it as it was sent or received, byte for byte.</Empty>
        ) : (
          <div className="pane">
            <CompareBar id={chosen} />
            <div className="pane-body">
              <Answer
                of={shown.value?.id === chosen ? shown : { ...shown, value: null }}
                retry={() => void opened.load(chosen)}
              >
                {(detail) =>
                  comparing === null || comparing === chosen ? (
                    <Inspector message={detail} />
                  ) : (
                    <Differences one={detail} other={comparing} />
                  )
                }
              </Answer>
            </div>
          </div>
        )}
      </Panel>
    </Split>
  );
}

function countOf({
  total,
  isMore,
  messages,
}: {
  total: number;
  isMore: boolean;
  messages: readonly unknown[];
}): string {
  if (total === messages.length && !isMore) return `${total} ${total === 1 ? 'message' : 'messages'}`;
  return `the newest ${messages.length} of ${isMore ? 'more than ' : ''}${total} messages`;
}

const rowHeight = 28;

function MessageRows({
  messages,
  chosen,
  onChoose,
}: {
  messages: readonly MessageSummary[];
  chosen: number | null;
  onChoose: (id: number) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  return (
    <div className="pane-body evidence-scroll" ref={scroller}>
      <ul className="evidence-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const message = messages[index];
          if (!message) return null;
          return (
            <li key={message.id} style={{ transform: `translateY(${start}px)` }}>
              <button type="button" aria-pressed={message.id === chosen} onClick={() => onChoose(message.id)}>
                <span className="code quiet">{message.id}</span>
                <span className="evidence-what">{describeMessage(message)}</span>
                <span className="quiet">
                  <Moment at={message.at} />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
