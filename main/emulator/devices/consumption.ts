import { type HalfHour, type HomeModel, halfHourEnding, halfHourMs } from './halfHours.ts';
import type { Interruptions } from './interruptions.ts';

const dayMs = 86_400_000;
/** SMETS2 keeps thirteen months of half-hours: 397 days of 48 (domain of SRV 4.8.1). */
const logMs = 397 * dayMs;

/** What a meter has counted since it was installed; Wh and varh. */
export interface Totals {
  activeImport: number;
  reactiveImport: number;
  activeExport: number;
  reactiveExport: number;
}

/** A meter's record of consumption, made on demand from its home's model. */
export interface Consumption {
  /**
   * The half-hours whose end lies in the period, both ends included, oldest first, as far as the log reaches. There is a
   * gap where the meter had no power for the whole of one (our reading of SMETS2, which says when to record alone).
   */
  halfHours(fromMs: number, toMs: number, nowMs: number): (HalfHour & { time: number })[];
  /** The registers as they stood at a moment. */
  totalsAt(moment: number): Totals;
  /** Midnights (UTC) in the period, both ends included, at which the daily logs took a reading. */
  midnights(fromMs: number, toMs: number, nowMs: number): number[];
  /** What was imported in the day that ends at a midnight, Wh. */
  dayEnding(midnight: number): number;
}

/**
 * @param installedMs when the meter began to count, milliseconds since 1970-01-01T00:00:00Z
 * @param interruptions when it had nothing to count
 */
export function recordConsumption(
  model: HomeModel,
  installedMs: number,
  interruptions: Pick<Interruptions, 'suppliedPart' | 'isWithoutPower'>,
): Consumption {
  const ending = (endMs: number): HalfHour =>
    halfHourEnding(model, endMs, interruptions.suppliedPart(endMs - halfHourMs, endMs));
  const start = Math.ceil(installedMs / halfHourMs) * halfHourMs;
  // Running sums by half-hour since installation, extended as far as anybody has asked.
  const sums: Totals[] = [{ activeImport: 0, reactiveImport: 0, activeExport: 0, reactiveExport: 0 }];

  const totalsAt = (moment: number): Totals => {
    const wanted = Math.max(0, Math.floor((moment - start) / halfHourMs));
    for (let index = sums.length; index <= wanted; index += 1) {
      const before = sums[index - 1] ?? { activeImport: 0, reactiveImport: 0, activeExport: 0, reactiveExport: 0 };
      const one = ending(start + index * halfHourMs);
      sums.push({
        activeImport: before.activeImport + one.activeImport,
        reactiveImport: before.reactiveImport + one.reactiveImport,
        activeExport: before.activeExport + one.activeExport,
        reactiveExport: before.reactiveExport + one.reactiveExport,
      });
    }
    return sums[wanted] ?? { activeImport: 0, reactiveImport: 0, activeExport: 0, reactiveExport: 0 };
  };

  return {
    halfHours(fromMs, toMs, nowMs) {
      const first = Math.max(fromMs, start + halfHourMs, nowMs - logMs);
      const last = Math.min(toMs, nowMs);
      const result: (HalfHour & { time: number })[] = [];
      for (let time = Math.ceil(first / halfHourMs) * halfHourMs; time <= last; time += halfHourMs) {
        if (!interruptions.isWithoutPower(time - halfHourMs, time)) result.push({ time, ...ending(time) });
      }
      return result;
    },
    totalsAt,
    midnights(fromMs, toMs, nowMs) {
      const first = Math.max(fromMs, start + dayMs);
      const last = Math.min(toMs, nowMs);
      const result: number[] = [];
      for (let midnight = Math.ceil(first / dayMs) * dayMs; midnight <= last; midnight += dayMs) result.push(midnight);
      return result;
    },
    dayEnding: (midnight) => totalsAt(midnight).activeImport - totalsAt(midnight - dayMs).activeImport,
  };
}
