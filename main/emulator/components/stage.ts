import type { Component } from './componentModel.ts';
import { makeEarliestFirst } from './earliestFirst.ts';
import { type LatencySummary, makeLatencyHistogram } from './latencyHistogram.ts';
import { drawServiceTime } from './serviceTime.ts';

/** What happens to one message at one component: when its work begins, when it ends, and whether it succeeds. */
export interface Passage {
  outcome: 'served' | 'failed' | 'refused';
  startMs: number;
  finishMs: number;
}

/** A component at a moment. */
export interface StageSnapshot {
  arrived: number;
  refused: number;
  failed: number;
  /** Messages whose work has not begun. */
  waiting: number;
  mostWaiting: number;
  /** Milliseconds of work done so far, over all servers. */
  workedMs: number;
  concurrency: number;
  waitingTime: LatencySummary;
  /** From arrival to the end of the work. */
  passageTime: LatencySummary;
}

export interface Stage {
  /** Messages are served in the order in which they enter; moments never go back. */
  enter(nowMs: number): Passage;
  snapshot(nowMs: number): StageSnapshot;
}

/**
 * A component as a queue: first in, first out, `concurrency` servers, a bound to the queue. With one order of service,
 * a message's end is known when it enters (Kiefer and Wolfowitz's recursion), so that the same code serves a clock that
 * is real and one that is not, and no timer's lateness adds up.
 */
export function makeStage(component: Component, random: () => number): Stage {
  const servers = makeEarliestFirst(component.concurrency);
  const waitingTime = makeLatencyHistogram();
  const passageTime = makeLatencyHistogram();
  /** Moments at which work on those that wait begins, in order; those before `head` are past. */
  let starts: number[] = [];
  let head = 0;
  let given = 0;
  const counts = { arrived: 0, refused: 0, failed: 0, mostWaiting: 0 };

  const waitingAt = (nowMs: number): number => {
    while (head < starts.length && (starts[head] ?? 0) <= nowMs) head += 1;
    if (head > 10_000) {
      starts = starts.slice(head);
      head = 0;
    }
    return starts.length - head;
  };

  return {
    enter(nowMs) {
      counts.arrived += 1;
      const waiting = waitingAt(nowMs);
      const startMs = Math.max(nowMs, servers.earliest());
      if (startMs > nowMs && waiting >= component.queueBound) {
        counts.refused += 1;
        return { outcome: 'refused', startMs: nowMs, finishMs: nowMs };
      }
      const work = drawServiceTime(component.serviceTime, random);
      const finishMs = startMs + work;
      servers.replaceEarliest(finishMs);
      given += work;
      if (startMs > nowMs) {
        starts.push(startMs);
        counts.mostWaiting = Math.max(counts.mostWaiting, waiting + 1);
      }
      waitingTime.record(startMs - nowMs);
      passageTime.record(finishMs - nowMs);
      const failed = component.failureRate > 0 && random() < component.failureRate;
      if (failed) counts.failed += 1;
      return { outcome: failed ? 'failed' : 'served', startMs, finishMs };
    },
    snapshot: (nowMs) => ({
      ...counts,
      waiting: waitingAt(nowMs),
      workedMs: Math.max(0, given - servers.sumBeyond(nowMs)),
      concurrency: component.concurrency,
      waitingTime: waitingTime.summary(),
      passageTime: passageTime.summary(),
    }),
  };
}
