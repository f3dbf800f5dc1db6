import type { RunDetail } from '../../../shared/contract/shapes/runs.ts';

/** Time left in words that do not pretend to be exact: `about 40 s`. */
export function timeLeft(ms: number): string {
  if (ms < 5_000) return 'a few seconds';
  if (ms < 60_000) return `about ${Math.ceil(ms / 5_000) * 5} s`;
  if (ms < 5_400_000) return `about ${Math.ceil(ms / 60_000)} min`;
  return `about ${Math.round(ms / 3_600_000)} h`;
}

/** Where a run is, in a line: `12 of 31 steps, about 40 s left`. */
export function progressOf({ steps, timeLeftMs, paused }: Pick<RunDetail, 'steps' | 'timeLeftMs' | 'paused'>): string {
  const done = steps.filter((step) => step.outcome !== null).length;
  const count = `${done} of ${steps.length} steps`;
  return timeLeftMs === null || paused ? count : `${count}, ${timeLeft(timeLeftMs)} left`;
}

/** Whether a run is still to come to its end by itself. */
export const isUnderWay = ({ status }: Pick<RunDetail, 'status'>): boolean =>
  status === 'running' || status === 'waiting' || status === 'created';
