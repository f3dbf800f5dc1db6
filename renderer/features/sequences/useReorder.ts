import { useRef, useState } from 'react';

/** What a row needs so that it can be moved: by mouse, or with Alt and an arrow key. */
export interface Movable {
  draggable: boolean;
  'data-dragged': boolean;
  'data-target': boolean;
  onDragStart: (event: React.DragEvent) => void;
  onDragOver: (event: React.DragEvent) => void;
  onDrop: (event: React.DragEvent) => void;
  onDragEnd: () => void;
  onKeyDown: (event: React.KeyboardEvent) => void;
}

/**
 * Rows that change places.
 *
 * @param take takes a row from one place to another; the row that was moved has the focus afterwards
 * @returns what to put on the list, and on the row at a place
 */
export function useReorder(count: number, enabled: boolean, take: (from: number, to: number) => Promise<unknown>) {
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const end = (): void => {
    setDragged(null);
    setOver(null);
  };
  const move = async (from: number, to: number): Promise<void> => {
    await take(from, to);
    requestAnimationFrame(() => list.current?.children[to]?.querySelector('a')?.focus());
  };
  const rowOf = (at: number): Movable => ({
    draggable: enabled,
    'data-dragged': dragged === at,
    'data-target': over === at && dragged !== at,
    onDragStart: (event) => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', String(at));
      setDragged(at);
    },
    onDragOver: (event) => {
      if (dragged === null) return;
      event.preventDefault();
      setOver(at);
    },
    onDrop: (event) => {
      event.preventDefault();
      if (dragged !== null && dragged !== at) void move(dragged, at);
      end();
    },
    onDragEnd: end,
    onKeyDown: (event) => {
      if (!enabled || !event.altKey) return;
      const to = event.key === 'ArrowUp' ? at - 1 : event.key === 'ArrowDown' ? at + 1 : at;
      if (to === at || to < 0 || to >= count) return;
      event.preventDefault();
      void move(at, to);
    },
  });
  return { list, rowOf, move };
}
