import { type ReadableDb, statement, type WritableDb } from './database.ts';
import { inTransaction } from './transaction.ts';

const highest = 2n ** 64n - 1n;

/**
 * The next Originator Counter for a pair: one more than the last, or the time in milliseconds where that is more. It
 * is durable before it is returned, so that no counter is given out twice across restarts and clock steps.
 *
 * @throws RangeError when the 64 bits of DUIS are used up
 */
export function nextOriginatorCounter(db: WritableDb, originator: string, target: string, nowMs: number): bigint {
  return inTransaction(db, () => {
    const row = statement<[string, string], { counter: string }>(
      db,
      'SELECT counter FROM originator_counter WHERE originator = ? AND target = ?',
    ).get(originator, target);
    const previous = row ? BigInt(row.counter) : -1n;
    const now = BigInt(Math.trunc(nowMs));
    const next = previous + 1n > now ? previous + 1n : now;
    if (next > highest) throw new RangeError(`The Originator Counters of ${originator} to ${target} are used up`);
    statement(
      db,
      'INSERT INTO originator_counter (originator, target, counter) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET counter = excluded.counter',
    ).run(originator, target, next.toString());
    return next;
  });
}

/** The highest Originator Counter that was ever given out here, in decimal; undefined where none was. */
export function highestOriginatorCounter(db: ReadableDb): string | undefined {
  return statement<[], { counter: string }>(
    db,
    'SELECT counter FROM originator_counter ORDER BY length(counter) DESC, counter DESC LIMIT 1',
  ).get()?.counter;
}
