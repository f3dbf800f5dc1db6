import type { ProfileValue } from './profileAnalysis.ts';

/** What a register that only ever counts up said at a moment. */
export interface RegisterReading {
  /** ISO 8601 UTC. */
  time: string;
  value: number;
}

/** The half-hours between two readings of the register, and by how much it went on meanwhile; in the register's unit. */
export interface RegisterAdvance {
  from: string;
  to: string;
  advance: number;
  total: number;
  /** Within what rounding each half-hour to a whole unit can make of it (our reading: meters may round or cut off). */
  agrees: boolean;
}

const halfHourMs = 1_800_000;

const byTime = <T extends { time: string }>(a: T, b: T): number => Date.parse(a.time) - Date.parse(b.time);

/**
 * Holds half-hours against the register that they are taken from: from each reading to the next one, where every
 * half-hour between them is there. Each value counts from half an hour before its time to that time.
 */
export function compareWithRegister(
  values: readonly ProfileValue[],
  readings: readonly RegisterReading[],
): RegisterAdvance[] {
  const counted = new Map(values.map(({ time, value }) => [Date.parse(time), value]));
  const sorted = [...new Map(readings.map((reading) => [Date.parse(reading.time), reading])).values()].sort(byTime);
  return sorted.slice(1).flatMap((reading, at): RegisterAdvance[] => {
    const before = sorted[at];
    if (before === undefined) return [];
    const [start, end] = [Date.parse(before.time), Date.parse(reading.time)];
    let total = 0;
    for (let time = start + halfHourMs; time <= end; time += halfHourMs) {
      const value = counted.get(time);
      if (value === undefined) return [];
      total += value;
    }
    const advance = reading.value - before.value;
    const agrees = Math.abs(total - advance) <= (end - start) / halfHourMs;
    return [{ from: before.time, to: reading.time, advance, total, agrees }];
  });
}
