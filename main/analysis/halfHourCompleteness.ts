/** What is wrong with a list of entry times against a regular grid; times in milliseconds since 1970-01-01T00:00:00Z. */
export interface Gaps {
  /** How many entries the period calls for. */
  expected: number;
  missing: number[];
  repeated: number[];
  /** Off the grid, outside the period, or earlier than the one before it. */
  misplaced: number[];
}

/**
 * Holds entry times against every `stepMs` from `fromMs` to `toMs`, both ends included. The grid counts from the first
 * multiple of the step in the period. Meters run on UTC, so a clock-change day is as long as any other here; it is the
 * local day that has 46 or 50 half-hours.
 */
export function findGaps(times: readonly number[], fromMs: number, toMs: number, stepMs: number): Gaps {
  const first = Math.ceil(fromMs / stepMs) * stepMs;
  const expected = toMs < first ? 0 : Math.floor((toMs - first) / stepMs) + 1;
  const seen = new Set<number>();
  const repeated: number[] = [];
  const misplaced: number[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (seen.has(time)) repeated.push(time);
    else if (time < first || time > toMs || (time - first) % stepMs !== 0 || time < before) misplaced.push(time);
    seen.add(time);
    before = Math.max(before, time);
  }
  const missing: number[] = [];
  for (let index = 0; index < expected; index += 1) {
    const time = first + index * stepMs;
    if (!seen.has(time)) missing.push(time);
  }
  return { expected, missing, repeated, misplaced };
}
