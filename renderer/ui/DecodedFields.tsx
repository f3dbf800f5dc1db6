import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import type { DecodedGbcs } from '../../shared/contract/shapes/decoded.ts';
import { type FieldRow, fieldRows, headingOf, hexOf, rowOfOctet } from './fieldRows.ts';
import { HexView } from './HexView.tsx';
import { Outcome } from './Outcome.tsx';
import { Split } from './Split.tsx';

/**
 * Every octet of the GBCS message: what it is, what it says, and its hex below. Nothing is left out. A field that is
 * chosen lights its octets, and an octet that is chosen its field.
 */
export function DecodedFields({ gbcs, error }: { gbcs: DecodedGbcs; error: string | null }) {
  const rows = useMemo(() => fieldRows(gbcs), [gbcs]);
  const [chosen, choose] = useState<number | null>(null);
  const row = chosen === null ? undefined : rows[chosen];
  const block = row?.block ?? 0;
  const hex = useMemo(() => hexOf(gbcs, block), [gbcs, block]);
  return (
    <div className="pane">
      <dl className="facts decoded-facts">
        <div>
          <dt>Use case</dt>
          <dd>
            {gbcs.useCase} <span className="code quiet">{gbcs.messageCode}</span>
          </dd>
        </div>
        <div>
          <dt>MAC</dt>
          <dd>
            <Outcome of={gbcs.mac} />
          </dd>
        </div>
        <div>
          <dt>Signature</dt>
          <dd>
            <Outcome of={gbcs.signature} />
          </dd>
        </div>
      </dl>
      {error === null ? null : (
        <p role="alert" style={{ color: 'var(--fail)', padding: '0 14px 8px' }}>
          {error}
        </p>
      )}
      <Split id="split-decoded" orientation="vertical" className="pane-body" style={{ overflow: 'hidden' }}>
        <Panel id="decoded-1" defaultSize="66%" minSize="20%">
          <Fields rows={rows} chosen={chosen} onChoose={choose} />
        </Panel>
        <Separator className="split-handle-flat" aria-label="Height of the octets" />
        <Panel id="decoded-2" minSize="12%">
          <div className="pane">
            <p className="hex-head quiet" role="status">
              {row?.field
                ? `${row.field.path}: ${row.end - row.start} ${row.end - row.start === 1 ? 'octet' : 'octets'} from ${row.start}`
                : 'Choose a field to see its octets, or an octet to see its field'}
              {block > 0 ? ', decrypted' : ''}
            </p>
            <HexView
              hex={hex}
              lit={row?.field ? { start: row.start, end: row.end } : null}
              onChoose={(octet) => {
                const at = rowOfOctet(rows, block, octet);
                if (at >= 0) choose(at);
              }}
            />
          </div>
        </Panel>
      </Split>
    </div>
  );
}

function Fields({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly FieldRow[];
  chosen: number | null;
  onChoose: (at: number) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 26,
    overscan: 20,
  });
  useEffect(() => {
    if (chosen !== null) virtual.scrollToIndex(chosen, { align: 'auto' });
  }, [chosen, virtual]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    let at = (chosen ?? -1) + step;
    while (rows[at] && rows[at]?.field === null) at += step;
    if (rows[at]) onChoose(at);
  };
  return (
    <div
      className="pane fields-scroll"
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label="Decoded fields"
      aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}`}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          const { field } = row;
          if (!field) {
            const heading = headingOf(row);
            return (
              <div key={index} role="presentation" className="field-part" style={{ top: start }} title={heading}>
                {heading}
              </div>
            );
          }
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list itself takes the arrow keys
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names its active option
            <div
              key={index}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === chosen}
              className="field-row"
              data-decrypted={row.block > 0}
              style={{ top: start }}
              onClick={() => onChoose(index)}
            >
              <span title={field.path}>{field.path.split('.').at(-1)}</span>
              <span title={field.value}>{field.value ?? ''}</span>
              <span className="code" title={field.hex}>
                {field.hex}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
