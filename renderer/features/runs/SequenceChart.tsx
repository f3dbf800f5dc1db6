import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { MessageSummary, RunDetail } from '../../../shared/contract/shapes.ts';
import { describeMessage } from '../../ui/describeMessage.ts';
import { Moment } from '../../ui/time.tsx';

const rowHeight = 34;

/** User and DSP as lifelines, every message an arrow between them, in the order in which they were stored. */
export function SequenceChart({
  run,
  chosen,
  onChoose,
}: {
  run: RunDetail;
  chosen: number | null;
  onChoose: (id: number) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { messages } = run;
  const virtual = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const index = messages.findIndex((one) => one.id === chosen);
  useEffect(() => {
    if (index >= 0) virtual.scrollToIndex(index);
  }, [index, virtual]);
  return (
    <div className="pane">
      <div className="pane-head lifelines" aria-hidden>
        <span />
        <span className="life-user">User</span>
        <span className="life-dsp">DSP</span>
      </div>
      <div className="pane-body chart" ref={scroller} role="listbox" aria-label="Messages" tabIndex={0}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((row) => {
            const message = messages[row.index];
            if (!message) return null;
            return (
              <Arrow
                key={message.id}
                message={message}
                top={row.start}
                chosen={message.id === chosen}
                onChoose={onChoose}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Arrow({
  message,
  top,
  chosen,
  onChoose,
}: {
  message: MessageSummary;
  top: number;
  chosen: boolean;
  onChoose: (id: number) => void;
}) {
  const asynchronous = message.service === 'receiveResponse';
  const tone = message.responseCode?.startsWith('E')
    ? 'refused'
    : message.signatureVerdict === 'invalid'
      ? 'bad'
      : 'plain';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the keys (j, k, f), as its hint says
    <div
      role="option"
      aria-selected={chosen}
      className="arrow"
      data-direction={message.direction}
      data-asynchronous={asynchronous}
      data-tone={tone}
      style={{ top, height: rowHeight }}
      tabIndex={-1}
      onClick={() => onChoose(message.id)}
    >
      <span className="arrow-time">
        <Moment at={message.virtualAt ?? message.at} precise />
      </span>
      <span className="arrow-line">
        <span className="arrow-label">{describeMessage(message)}</span>
      </span>
    </div>
  );
}
