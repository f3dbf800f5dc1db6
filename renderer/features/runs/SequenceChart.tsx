import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { MessageSummary } from '../../../shared/contract/shapes/messages.ts';
import type { RunDetail } from '../../../shared/contract/shapes/runs.ts';
import { describeMessage } from '../../ui/describeMessage.ts';
import { Moment } from '../../ui/time.tsx';
import { derivedHops, type Hop } from './derivedHops.ts';
import { street } from './store.ts';

/** Heights of a row: from the whole run at a glance to every word. */
const zooms = [8, 20, 34] as const;

/**
 * User and DSP as lifelines, every message an arrow between them, in the order in which they were stored. What went on
 * between the DSP and a device follows from what came back, and is drawn lighter.
 */
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
  useEffect(() => void street.load(), []);
  const homes = street.use((remote) => remote.value);
  const hops = useMemo(() => derivedHops(messages, homes), [messages, homes]);
  const carriers = useMemo(() => new Set([...hops.values()].map(({ by }) => by)), [hops]);
  const [zoom, setZoom] = useState(zooms.length - 1);
  const rowHeight = zooms[zoom] ?? 34;
  const virtual = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height of the rows is measured anew
  useEffect(() => virtual.measure(), [rowHeight, virtual]);
  const index = messages.findIndex((one) => one.id === chosen);
  useEffect(() => {
    if (index >= 0) virtual.scrollToIndex(index);
  }, [index, virtual]);
  return (
    <div className="pane">
      <div className="pane-head lifelines" data-derived={hops.size > 0} aria-hidden>
        <span />
        <span className="life-user">User</span>
        <span className="life-dsp">DSP</span>
        {hops.size > 0 ? (
          <>
            <span className="life-csp">
              {[...carriers]
                .map((by) => (carriers.size > 1 ? by.replace(/ .*/, '') : by))
                .filter(isFirst)
                .join(' / ')}
            </span>
            <span className="life-device">Device</span>
          </>
        ) : null}
      </div>
      <div className="chart-zoom">
        <button
          type="button"
          className="icon-button"
          aria-label="Show more messages at once"
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        >
          <IconZoomOut size={15} aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Show more of each message"
          disabled={zoom === zooms.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          <IconZoomIn size={15} aria-hidden />
        </button>
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
                height={rowHeight}
                hop={hops.get(message.id)}
                isDerivedShown={hops.size > 0}
                chosen={message.id === chosen}
                onChoose={onChoose}
              />
            );
          })}
        </div>
      </div>
      {hops.size > 0 ? (
        <p className="chart-legend quiet">
          <i aria-hidden /> derived from what came back, not recorded
        </p>
      ) : null}
    </div>
  );
}

const isFirst = (one: string, at: number, all: readonly string[]): boolean => all.indexOf(one) === at;

/** The way behind the DSP in words. */
const describeHop = ({ direction, by, deviceId, deviceType }: Hop): string =>
  `${direction === 'out' ? 'To' : 'From'} ${deviceType ?? 'the device'} ${deviceId} by ${by}: derived, not recorded`;

function Arrow({
  message,
  hop,
  isDerivedShown,
  top,
  height,
  chosen,
  onChoose,
}: {
  message: MessageSummary;
  hop: Hop | undefined;
  isDerivedShown: boolean;
  top: number;
  height: number;
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
      data-small={height < 20}
      data-derived={isDerivedShown}
      title={height < 20 ? describeMessage(message) : undefined}
      style={{ top, height }}
      tabIndex={-1}
      onClick={() => onChoose(message.id)}
    >
      <span className="arrow-time">
        <Moment at={message.virtualAt ?? message.at} precise />
      </span>
      <span className="arrow-line">
        <span className="arrow-label">{describeMessage(message)}</span>
      </span>
      {isDerivedShown ? (
        <span className="hop">
          {hop ? (
            <span className="hop-line" data-direction={hop.direction} title={describeHop(hop)}>
              <span className="hop-device">
                {hop.deviceType ?? ''}
                <span className="visually-hidden">{`, ${describeHop(hop)}`}</span>
              </span>
            </span>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}
