import { localDate, localDay } from './localDays.ts';

/** One half-hour of a profile: the moment at which it ended, and what was counted in it. */
export interface ProfileValue {
  /** ISO 8601 UTC. */
  time: string;
  value: number;
}

export interface DayAnalysis {
  /** The day in Great Britain. */
  date: string;
  /** 46, 48 or 50 half-hours by the clock change, fewer where the period covers part of the day. */
  expected: number;
  present: number;
  total: number;
  clockChange: 'forward' | 'back' | null;
}

export interface ProfileAnalysis {
  from: string | null;
  to: string | null;
  entries: number;
  expected: number;
  missing: string[];
  duplicated: string[];
  outOfOrder: string[];
  /** Runs of at least a day without any consumption: a meter that counts nothing, or nobody at home. */
  zeroRuns: Run[];
  /** Runs of at least six hours of one and the same value above zero: seldom true of a home. */
  flatRuns: Run[];
  days: DayAnalysis[];
  total: number;
}

export interface Run {
  from: string;
  to: string;
  length: number;
}

const halfHourMs = 1_800_000;
const longZeroRun = 48;
const longFlatRun = 12;

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/**
 * Looks at half-hourly data as a settlement analyst would: by local day, with gaps, repetitions, disorder and
 * suspicious stretches. A value belongs to the local day in which its half-hour ends after midnight.
 */
export function analyseProfile(values: readonly ProfileValue[]): ProfileAnalysis {
  const times = values.map((one) => Date.parse(one.time));
  const first = times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  const last = times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY);
  if (values.length === 0) {
    return {
      from: null,
      to: null,
      entries: 0,
      expected: 0,
      missing: [],
      duplicated: [],
      outOfOrder: [],
      zeroRuns: [],
      flatRuns: [],
      days: [],
      total: 0,
    };
  }
  const seen = new Map<number, number>();
  const duplicated: string[] = [];
  const outOfOrder: string[] = [];
  let before = Number.NEGATIVE_INFINITY;
  for (const [index, time] of times.entries()) {
    if (seen.has(time)) duplicated.push(iso(time));
    else {
      if (time < before) outOfOrder.push(iso(time));
      seen.set(time, values[index]?.value ?? 0);
    }
    before = Math.max(before, time);
  }
  const grid = Array.from(
    { length: Math.round((last - first) / halfHourMs) + 1 },
    (_, index) => first + index * halfHourMs,
  );
  const ordered = [...seen].sort(([a], [b]) => a - b).map(([time, value]) => ({ time, value }));
  return {
    from: iso(first),
    to: iso(last),
    entries: values.length,
    expected: grid.length,
    missing: grid.filter((time) => !seen.has(time)).map(iso),
    duplicated,
    outOfOrder,
    zeroRuns: findRuns(ordered, (value) => value === 0, longZeroRun),
    flatRuns: findRuns(ordered, (value) => value > 0, longFlatRun),
    days: analyseDays(grid, seen),
    total: ordered.reduce((sum, one) => sum + one.value, 0),
  };
}

function analyseDays(grid: readonly number[], seen: ReadonlyMap<number, number>): DayAnalysis[] {
  // A half-hour that ends at midnight belongs to the day before it.
  const byDate = Map.groupBy(grid, (time) => localDate(time - 1));
  return [...byDate].map(([date, slots]) => {
    const { from, to } = localDay(date);
    const hours = (to - from) / 3_600_000;
    const present = slots.filter((slot) => seen.has(slot));
    return {
      date,
      expected: slots.length,
      present: present.length,
      total: present.reduce((sum, slot) => sum + (seen.get(slot) ?? 0), 0),
      clockChange: hours === 23 ? 'forward' : hours === 25 ? 'back' : null,
    };
  });
}

/** Stretches of neighbouring half-hours that share one value and fit, at least so many of them. */
function findRuns(
  ordered: readonly { time: number; value: number }[],
  fits: (value: number) => boolean,
  least: number,
): Run[] {
  const runs: Run[] = [];
  let start = 0;
  for (let index = 1; index <= ordered.length; index += 1) {
    const [one, previous] = [ordered[index], ordered[index - 1]];
    if (one && previous && one.value === previous.value && one.time - previous.time === halfHourMs) continue;
    const opening = ordered[start];
    if (opening && previous && fits(opening.value) && index - start >= least) {
      runs.push({ from: iso(opening.time), to: iso(previous.time), length: index - start });
    }
    start = index;
  }
  return runs;
}
