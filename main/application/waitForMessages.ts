import type { ObservedResponse } from '../checks/observation.ts';
import type { Core } from './core.ts';

/** How long to wait, in real time, for what an emulator has already sent: a delivery is over when its task is. */
const settleMs = 2_000;

/**
 * Waits for messages by the target's clock. A real target is waited for; an emulator's clock is moved on from one
 * event to the next until they are there or the time is up, so that a day of waiting takes no longer than its work.
 *
 * @param keys where the messages may be filed
 * @returns what had arrived in the end
 */
export async function waitForMessages(
  core: Core,
  key: string,
  count: number,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<readonly ObservedResponse[]> {
  const { emulator, clock } = core.target;
  if (!emulator) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.max(0, deadlineMs - clock.now()))]);
    return core.inbox.wait(key, count, limit);
  }
  while (core.inbox.list(key).length < count && !signal.aborted) {
    const due = await emulator.nextDue();
    if (due === undefined || due > deadlineMs) break;
    await emulator.advanceClock(due);
  }
  return core.inbox.wait(
    key,
    count,
    AbortSignal.any([signal, AbortSignal.timeout(core.inbox.list(key).length < count ? settleMs : 0)]),
  );
}
