import { IconChevronRight } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useId, useRef } from 'react';
import { childrenOf, type FieldNode, type FieldTree, holdsMore, isOpen, type Opened, summary } from './fieldTree.ts';

const rowHeight = 26;
const stepIn = 14;

/**
 * The fields of a message as a tree (WAI-ARIA, tree view pattern): what each is called, what it says, and its hex. The
 * arrow keys go from one to the next, into what is shut and out of what is open.
 */
export function FieldsView({
  tree,
  nodes,
  opened,
  chosen,
  pointed,
  onChoose,
  onPoint,
  onOpen,
}: {
  tree: FieldTree;
  /** Those that are shown, in their order. */
  nodes: readonly FieldNode[];
  opened: Opened;
  chosen: FieldNode | null;
  /** The one that the pointer is on, here or among the octets. */
  pointed: FieldNode | null;
  onChoose: (node: FieldNode) => void;
  onPoint: (node: FieldNode | null) => void;
  onOpen: (node: FieldNode, open: boolean) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const place = chosen === null ? -1 : nodes.indexOf(chosen);
  const virtual = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  });
  useEffect(() => {
    if (place >= 0) virtual.scrollToIndex(place, { align: 'auto' });
  }, [place, virtual]);

  const goTo = (node: FieldNode | null | undefined): void => {
    if (node) onChoose(node);
  };
  const acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => goTo(nodes[place + 1]),
    ArrowUp: () => goTo(nodes[place - 1]),
    Home: () => goTo(nodes[0]),
    End: () => goTo(nodes.at(-1)),
    ArrowRight() {
      if (chosen === null || !holdsMore(chosen)) return;
      if (isOpen(chosen, opened)) goTo(childrenOf(tree, chosen)[0]);
      else onOpen(chosen, true);
    },
    ArrowLeft() {
      if (chosen === null) return;
      if (holdsMore(chosen) && isOpen(chosen, opened)) onOpen(chosen, false);
      else goTo(chosen.parent);
    },
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const act = event.altKey || event.ctrlKey || event.metaKey ? undefined : acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      className="pane fields-scroll"
      ref={scroller}
      role="tree"
      tabIndex={0}
      aria-label="Decoded fields"
      aria-activedescendant={place < 0 ? undefined : `${id}-${place}`}
      onKeyDown={onKeyDown}
      onMouseLeave={() => onPoint(null)}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const node = nodes[index];
          if (!node) return null;
          const open = holdsMore(node) ? isOpen(node, opened) : undefined;
          const isShut = open === false;
          const value = isShut ? summary(tree, node) : node.field?.value;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the tree itself takes the arrow keys
            // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus, and names its active item
            <div
              key={index}
              id={`${id}-${index}`}
              role="treeitem"
              aria-selected={node === chosen}
              aria-level={node.level}
              aria-expanded={open}
              className="field-row"
              data-decrypted={node.block > 0}
              data-pointed={node === pointed}
              data-holds={node.field === null}
              style={{ top: start }}
              onClick={() => onChoose(node)}
              onDoubleClick={() => open !== undefined && onOpen(node, !open)}
              onMouseEnter={() => onPoint(node)}
            >
              <span title={node.path || undefined} style={{ paddingLeft: (node.level - 1) * stepIn }}>
                {open === undefined ? (
                  <span className="field-twist" />
                ) : (
                  <IconChevronRight
                    className="field-twist"
                    size={14}
                    data-open={open}
                    aria-hidden
                    onClick={(event) => {
                      event.stopPropagation();
                      onOpen(node, !open);
                    }}
                  />
                )}
                {node.name}
              </span>
              {node.field === null && !isShut ? null : <span title={value}>{value ?? ''}</span>}
              {node.field === null || isShut ? null : (
                <span className="code" title={node.field.hex}>
                  {node.field.hex}
                </span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
