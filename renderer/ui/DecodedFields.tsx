import { useMemo, useState } from 'react';
import { Panel, Separator } from 'react-resizable-panels';
import type { DecodedGbcs } from '../../shared/contract/shapes/decoded.ts';
import { FieldsView } from './FieldsView.tsx';
import { type FieldNode, fieldOfOctet, fieldTree, hexOf, type Opened, shownNodes } from './fieldTree.ts';
import { HexView } from './HexView.tsx';
import { Outcome } from './Outcome.tsx';
import { Split } from './Split.tsx';

/** What a person does with one message's tree; another message begins afresh. */
interface Reading {
  gbcs: DecodedGbcs;
  opened: Opened;
  chosen: FieldNode | null;
  pointed: FieldNode | null;
}

/** `1 octet`, `38 octets`. */
const octets = (count: number): string => `${count} ${count === 1 ? 'octet' : 'octets'}`;

const asItBegins: Opened = new Map();
const begin = (gbcs: DecodedGbcs): Reading => ({ gbcs, opened: asItBegins, chosen: null, pointed: null });

/**
 * Every octet of the GBCS message: what it is, what it says, and its hex below. Nothing is left out. A field that is
 * chosen or pointed at lights its octets, and an octet its field.
 */
export function DecodedFields({ gbcs, error }: { gbcs: DecodedGbcs; error: string | null }) {
  const tree = useMemo(() => fieldTree(gbcs), [gbcs]);
  const [kept, keep] = useState(() => begin(gbcs));
  const reading = kept.gbcs === gbcs ? kept : begin(gbcs);
  const { opened, chosen, pointed } = reading;
  const nodes = useMemo(() => shownNodes(tree, opened), [tree, opened]);
  const block = chosen?.block ?? 0;
  const hex = useMemo(() => hexOf(gbcs, block), [gbcs, block]);
  const lit = pointed?.block === block ? pointed : chosen;

  const open = (node: FieldNode, isOpen: boolean): void =>
    keep({ ...reading, opened: new Map(opened).set(node, isOpen) });
  const choose = (node: FieldNode): void => {
    const above = new Map(opened);
    for (let one = node.parent; one !== null; one = one.parent) above.set(one, true);
    // What is shown already stays the same list.
    keep({ ...reading, chosen: node, opened: nodes.includes(node) ? opened : above });
  };
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
          <FieldsView
            tree={tree}
            nodes={nodes}
            opened={opened}
            chosen={chosen}
            pointed={pointed}
            onChoose={choose}
            onPoint={(node) => keep({ ...reading, pointed: node })}
            onOpen={open}
          />
        </Panel>
        <Separator className="split-handle-flat" aria-label="Height of the octets" />
        <Panel id="decoded-2" minSize="12%">
          <div className="pane">
            <p className="hex-head quiet" role="status">
              {chosen
                ? `${chosen.path || chosen.name}: ${octets(chosen.end - chosen.start)} from ${chosen.start}`
                : 'Choose a field to see its octets, or an octet to see its field'}
              {block > 0 ? ', decrypted' : ''}
            </p>
            <HexView
              hex={hex}
              lit={lit}
              goTo={chosen}
              onChoose={(octet) => {
                const node = fieldOfOctet(tree, block, octet);
                if (node) choose(node);
              }}
              onPoint={(octet) =>
                keep({ ...reading, pointed: octet === null ? null : (fieldOfOctet(tree, block, octet) ?? null) })
              }
            />
          </div>
        </Panel>
      </Split>
    </div>
  );
}
