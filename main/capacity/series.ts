import type { Sample } from '../../shared/capacity.ts';
import type { Recorder } from './recorder.ts';
import type { Observation } from './runLoad.ts';

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** The run second by second, from the beginning of the day. */
export function makeSeries(recorder: Recorder, observations: readonly Observation[], endSecond: number): Sample[] {
  return Array.from({ length: endSecond }, (_, second): Sample => {
    const { planned, offered, completed, latencies } = recorder.second(second);
    const sorted = [...latencies].sort((a, b) => a - b);
    const seen = observations.find(({ atMs }) => Math.floor(atMs / 1000) === second);
    return {
      second,
      planned,
      offered,
      completed,
      inFlight: seen?.inFlight ?? 0,
      p50Ms: quantile(sorted, 0.5),
      p99Ms: quantile(sorted, 0.99),
      waiting: Object.fromEntries(
        Object.entries(seen?.components ?? {}).map(([name, snapshot]) => [name, snapshot.waiting]),
      ),
      threads: seen?.threads ?? {},
    };
  });
}
