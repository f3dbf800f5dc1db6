import { setImmediate, setTimeout } from 'node:timers/promises';

/** How many are called in a row before the thread may do something else. */
const most = 16;

/**
 * Calls `due` for each item when its time has come, whatever became of those before it: an open loop. It is never early;
 * where the machine is too slow it is late, skips nothing, and the caller sees by how much.
 *
 * @param items in the order of their times
 * @param now the clock that the times are of, in milliseconds
 * @param signal ends it; what is not due yet is never called
 */
export async function callOnTime<T extends { atMs: number }>(
  items: readonly T[],
  now: () => number,
  due: (item: T, lateMs: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let called = 0;
  for (const item of items) {
    for (let left = item.atMs - now(); left > 0 && !signal.aborted; left = item.atMs - now()) {
      called = 0;
      await setTimeout(Math.min(left, 200));
    }
    if (signal.aborted) return;
    if (called >= most) {
      called = 0;
      await setImmediate();
    }
    called += 1;
    due(item, now() - item.atMs);
  }
}
