import type { Saturation, Step } from '../../shared/capacity.ts';
import { componentResults } from './componentResults.ts';
import { findBottleneck } from './findBottleneck.ts';
import type { Arrival } from './planArrivals.ts';
import type { Recorder } from './recorder.ts';
import type { LoadResult } from './runLoad.ts';

/** A step is sustained where its 99th percentile stays within this much of the first step's, times and milliseconds. */
const tolerated = { times: 1.5, ms: 500 };
/** Fewer successes than this share, and a step is not sustained. */
const successes = 0.99;

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;

/** What became of the messages of one step, whenever they were answered. */
function measureStep(recorder: Recorder, indices: readonly number[], seconds: number) {
  const endings = indices.map((index) => recorder.ending(index));
  const sent = endings.flatMap(({ lateMs }) => lateMs ?? []).sort((a, b) => a - b);
  const times = endings.flatMap(({ endToEndMs }) => endToEndMs ?? []).sort((a, b) => a - b);
  return {
    plannedPerSecond: indices.length / seconds,
    // What went out after the step's end was not offered at the step's rate.
    offeredPerSecond:
      endings.filter(({ atMs, lateMs }) => lateMs !== undefined && inStep(atMs, lateMs, seconds)).length / seconds,
    completedPerSecond: times.length / seconds,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    withinShare: indices.length === 0 ? 1 : times.length / indices.length,
    lateP99Ms: quantile(sent, 0.99),
  };
}

const inStep = (atMs: number, lateMs: number, seconds: number): boolean =>
  Math.floor((atMs + lateMs) / (seconds * 1000)) === Math.floor(atMs / (seconds * 1000));

function judge(step: ReturnType<typeof measureStep>, first: ReturnType<typeof measureStep>, lateMs: number): string {
  if (step.lateP99Ms > lateMs)
    return `this machine could not offer the planned rate: 1 of 100 was more than ${step.lateP99Ms.toFixed(0)} ms late`;
  if (step.withinShare < successes) return `only ${(step.withinShare * 100).toFixed(1)} of 100 succeeded`;
  const bound = first.p99Ms * tolerated.times + tolerated.ms;
  if (step.p99Ms > bound)
    return `99 of 100 took ${(step.p99Ms / 1000).toFixed(1)} s, more than the ${(bound / 1000).toFixed(1)} s that the first step allows`;
  return '';
}

/**
 * Finds the saturation point: the highest step that was sustained and the lowest that was not. A step is not sustained
 * where it was offered late, where messages failed or stayed away, or where they took markedly longer than at the first.
 */
export function judgeSteps(
  arrivals: readonly Arrival[],
  { day, observations, endMs }: LoadResult,
  run: { factors: readonly number[]; stepSeconds: number; lateMs: number },
): Saturation {
  const stepMs = run.stepSeconds * 1000;
  const members = run.factors.map((): number[] => []);
  for (const [index, { atMs }] of arrivals.entries()) members[Math.floor(atMs / stepMs)]?.push(index);
  // A step in which the run was ended was not offered whole, and says nothing.
  const measured = members
    .slice(0, Math.floor(endMs / stepMs))
    .map((indices) => measureStep(day, indices, run.stepSeconds));
  const [first] = measured;
  const steps = measured.map(({ lateP99Ms, ...step }, index): Step => {
    const because = first ? judge({ ...step, lateP99Ms }, first, run.lateMs) : '';
    return { factor: run.factors[index] ?? 0, ...step, sustained: because === '', because };
  });
  // A step that failed below one that was sustained was held up by something else than its rate.
  const best = steps.findLastIndex(({ sustained }) => sustained);
  const worse = steps[best + 1];
  const limit = worse && findBottleneck(componentResults(observations), observations);
  return {
    sustainedPerSecond: steps[best]?.offeredPerSecond ?? null,
    saturatedPerSecond: worse?.plannedPerSecond ?? null,
    bottleneck: limit ?? null,
    steps,
  };
}
