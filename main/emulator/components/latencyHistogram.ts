import { createHistogram } from 'node:perf_hooks';

/** Latencies in milliseconds, with three significant figures. */
export interface LatencySummary {
  count: number;
  meanMs: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  p999Ms: number;
  maxMs: number;
}

export interface LatencyHistogram {
  record(ms: number): void;
  /** The latency that a share (0 to 100) of all stays at or below. */
  percentile(share: number): number;
  summary(): LatencySummary;
  reset(): void;
}

/** Two hours in microseconds; the longest target response time of a read on demand is 5,600 s. */
const highest = 7_200_000_000;

/**
 * An HDR histogram (Gil Tene's, as Node carries it): it never averages, samples or drops, so that its tail is true.
 * Microseconds inside; a latency below one counts as one.
 */
export function makeLatencyHistogram(): LatencyHistogram {
  const histogram = createHistogram({ lowest: 1, highest, figures: 3 });
  const percentile = (share: number): number => (histogram.count === 0 ? 0 : histogram.percentile(share) / 1000);
  return {
    record: (ms) => histogram.record(Math.min(highest, Math.max(1, Math.round(ms * 1000)))),
    percentile,
    summary: () => ({
      count: histogram.count,
      meanMs: histogram.count === 0 ? 0 : histogram.mean / 1000,
      p50Ms: percentile(50),
      p95Ms: percentile(95),
      p99Ms: percentile(99),
      p999Ms: percentile(99.9),
      maxMs: histogram.count === 0 ? 0 : histogram.max / 1000,
    }),
    reset: () => histogram.reset(),
  };
}
