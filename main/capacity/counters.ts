/** Between one request's Originator Counter and the next there is room for what the DSP sends in the User's name. */
const step = 16;
/** Counters are of microseconds, so that a later run's are above those of this one whatever its number of messages. */
const perMillisecond = 1000;

/**
 * Originator Counters that say which arrival of the plan they belong to, so that an answer is matched to its intended
 * moment without a table. They rise with the plan, and from one run to the next.
 */
export interface LoadCounters {
  of(arrival: number): string;
  /** Undefined for a counter of somebody else. */
  arrivalOf(counter: string): number | undefined;
}

/** @param startMs when the run begins, milliseconds since 1970-01-01T00:00:00Z */
export function makeLoadCounters(startMs: number): LoadCounters {
  const base = startMs * perMillisecond;
  return {
    of: (arrival) => String(base + (arrival + 1) * step),
    arrivalOf(counter) {
      const arrival = (Number(counter) - base) / step - 1;
      return Number.isInteger(arrival) && arrival >= 0 ? arrival : undefined;
    },
  };
}
