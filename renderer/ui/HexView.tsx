import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';

/** Octets from `start` up to, not including, `end`. */
export interface Stretch {
  start: number;
  end: number;
}

const perRow = 16;
const rowHeight = 20;

/** Octets as hex, sixteen to a row; those of a field are lit, and each leads to its field. */
export function HexView({
  hex,
  lit,
  goTo,
  onChoose,
  onPoint,
}: {
  hex: string;
  lit: Stretch | null;
  /** What is brought into view. */
  goTo: Stretch | null;
  onChoose: (octet: number) => void;
  /** Told of the octet under the pointer, and of none. */
  onPoint: (octet: number | null) => void;
}) {
  const scroller = useRef<HTMLElement>(null);
  const count = hex.length / 2;
  const rows = useVirtualizer({
    count: Math.ceil(count / perRow),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  });
  const first = goTo ? Math.floor(goTo.start / perRow) : null;
  useEffect(() => {
    if (first !== null) rows.scrollToIndex(first, { align: 'auto' });
  }, [first, rows]);
  return (
    <section
      className="hex"
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe: scrollable-region-focusable)
      tabIndex={0}
      aria-label={`Octets, ${count} in all`}
      onMouseLeave={() => onPoint(null)}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const from = index * perRow;
          const length = Math.min(perRow, count - from);
          return (
            <div key={index} className="hex-row" style={{ top: start }}>
              <span className="hex-offset">{from.toString(16).padStart(4, '0')}</span>
              {Array.from({ length }, (_, at) => from + at).map((octet) => (
                // biome-ignore lint/a11y/noStaticElementInteractions: the fields themselves are chosen by keyboard
                // biome-ignore lint/a11y/useKeyWithClickEvents: as above
                <span
                  key={octet}
                  data-lit={lit !== null && octet >= lit.start && octet < lit.end}
                  data-octet={octet}
                  onClick={() => onChoose(octet)}
                  onMouseEnter={() => onPoint(octet)}
                >
                  {hex.slice(octet * 2, octet * 2 + 2)}
                </span>
              ))}
            </div>
          );
        })}
      </div>
    </section>
  );
}
