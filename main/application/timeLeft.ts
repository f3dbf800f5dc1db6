import type { RunState, StepState } from './ports.ts';

const tookMs = ({ startedAt, finishedAt }: StepState): number | undefined =>
  startedAt === null || finishedAt === null ? undefined : Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt));

const keyOf = ({ sequenceId, stepId }: StepState): string => `${sequenceId}/${stepId}`;

/**
 * How long a run will still take, by how long each step took the last time, and the others by the mean of those that
 * are done. What a person is waited for takes as long as it takes, and is not counted.
 *
 * @param earlier the steps of an earlier run of the campaign; none where there is none
 * @returns milliseconds; undefined where nothing tells yet, or where nothing is left
 */
export function estimateTimeLeft(
  { status }: Pick<RunState, 'status'>,
  steps: readonly StepState[],
  earlier: readonly StepState[],
): number | undefined {
  const left = steps.filter(({ outcome }) => outcome === null);
  if (left.length === 0 || status === 'finished' || status === 'interrupted') return undefined;
  const known = new Map(earlier.flatMap((step) => (tookMs(step) === undefined ? [] : [[keyOf(step), tookMs(step)]])));
  const done = steps.flatMap((step) => tookMs(step) ?? []);
  const mean = done.length === 0 ? undefined : done.reduce((sum, one) => sum + one, 0) / done.length;
  const each = left.map((step) => known.get(keyOf(step)) ?? mean);
  return each.includes(undefined) ? undefined : Math.round(each.reduce<number>((sum, one) => sum + (one ?? 0), 0));
}
