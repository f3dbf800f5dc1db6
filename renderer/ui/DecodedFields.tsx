import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { DecodedField, DecodedGbcs } from '../../shared/contract/shapes.ts';
import { Outcome } from './Outcome.tsx';

interface Row {
  key: string;
  /** A heading stands for the part of the message that the rows below it belong to. */
  heading: string | null;
  field: DecodedField | null;
  isDecrypted: boolean;
}

const partOf = (path: string): string => path.split('.').slice(0, -1).join(' · ');

/** Fields with a heading wherever the part of the message changes. */
function toRows(fields: readonly DecodedField[], block: string, isDecrypted: boolean): Row[] {
  return fields.flatMap((field, index) => {
    const part = partOf(field.path);
    const row: Row = {
      key: `${block}-${index}`,
      heading: null,
      field,
      isDecrypted,
    };
    const before = fields[index - 1];
    if (before && partOf(before.path) === part) return [row];
    return [
      {
        key: `${block}-${index}-part`,
        heading: `${isDecrypted ? 'Decrypted: ' : ''}${part}`,
        field: null,
        isDecrypted,
      },
      row,
    ];
  });
}

/** Every octet of the GBCS message: what it is, what it says, and its hex. Nothing is left out. */
export function DecodedFields({ gbcs, error }: { gbcs: DecodedGbcs; error: string | null }) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = [
    ...toRows(gbcs.fields, 'message', false),
    ...gbcs.decrypted.flatMap((block, number) => toRows(block.fields, `decrypted-${number}`, true)),
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
            if (!row.field) {
              return (
                <h3 key={row.key} className="field-part" style={{ top: item.start }} title={row.heading ?? undefined}>
                  {row.heading}
                </h3>
              );
            }
            return (
              <div key={row.key} className="field-row" data-decrypted={row.isDecrypted} style={{ top: item.start }}>
                <span title={row.field.path}>{row.field.path.split('.').at(-1)}</span>
                <span title={row.field.value}>{row.field.value ?? ''}</span>
                <span className="code" title={row.field.hex}>
                  {row.field.hex}
                </span>
              </div>
            );
          })}
        </div>
      </section>
    </div>
  );
}
