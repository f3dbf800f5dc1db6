import { z } from 'zod';

/** Where a run or a step is in its life. Never says whether it went well: that is its outcome. */
export const RunStatus = z.enum(['created', 'running', 'waiting', 'interrupted', 'finished']);
export type RunStatus = z.infer<typeof RunStatus>;

/** Runs against the recording of another run: they prove nothing of the target that was recorded. */
export const replayOf = (runId: string): string => `cassette:${runId}`;
export const isReplay = (target: string): boolean => target.startsWith('cassette:');
/** The run whose recording a target plays; undefined where it is no recording. */
export const replayedRun = (target: string): string | undefined =>
  isReplay(target) ? target.slice('cassette:'.length) : undefined;

/** How a run or a step went. Absent until it has finished. */
export const RunOutcome = z.enum(['pass', 'fail', 'warning', 'review', 'skipped']);
export type RunOutcome = z.infer<typeof RunOutcome>;

const severity: Record<RunOutcome, number> = { fail: 4, review: 3, warning: 2, pass: 1, skipped: 0 };

/** The outcome of a whole from the outcomes of its parts: the gravest one; a whole without parts is skipped. */
export function combineOutcomes(outcomes: readonly RunOutcome[]): RunOutcome {
  return outcomes.reduce<RunOutcome>((worst, next) => (severity[next] > severity[worst] ? next : worst), 'skipped');
}
