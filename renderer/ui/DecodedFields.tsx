import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { DecodedField, DecodedGbcs } from '../../shared/contract/shapes.ts';
import { Outcome } from './Outcome.tsx';

interface Row extends DecodedField {
  key: string;
  block: number | null;
}

/** Every octet of the GBCS message: what it is, what it says, and its hex. Nothing is left out. */
export function DecodedFields({ gbcs, error }: { gbcs: DecodedGbcs; error: string | null }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows: Row[] = [
    ...gbcs.fields.map((field, index) => ({ ...field, key: `m${index}`, block: null })),
    ...gbcs.decrypted.flatMap((block, number) =>
      block.fields.map((field, index) => ({ ...field, key: `d${number}-${index}`, block: number })),
    ),
  ];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 26,
    overscan: 20,
  });
  return (
    <div className="pane">
      <dl className="facts" style={{ gridTemplateColumns: 'repeat(3, max-content 1fr)' }}>
        <dt>Use case</dt>
        <dd>
          {gbcs.useCase} <span className="code quiet">{gbcs.messageCode}</span>
        </dd>
        <dt>MAC</dt>
        <dd>
          <Outcome of={gbcs.mac} />
        </dd>
        <dt>Signature</dt>
        <dd>
          <Outcome of={gbcs.signature} />
        </dd>
      </dl>
      {error === null ? null : (
        <p role="alert" style={{ color: 'var(--fail)', padding: '0 14px 8px' }}>
          {error}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (axe: scrollable-region-focusable) */}
      <section className="pane-body" ref={scroller} tabIndex={0} aria-label="Decoded fields">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <div key={row.key} className="field-row" data-block={row.block !== null} style={{ top: item.start }}>
                <span title={row.path}>{row.path.split('.').slice(-2).join(' · ')}</span>
                <span>{row.value ?? ''}</span>
                <span className="code" title={row.hex}>
                  {row.hex}
                </span>
              </div>
            );
          })}
        </div>
      </section>
    </div>
  );
}
