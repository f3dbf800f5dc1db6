import type { RunView } from '../../../shared/contract/shapes/runs.ts';

/** From here on a person has turned to something else. */
const longMs = 20_000;

export interface Notice {
  title: string;
  body: string;
}

const durationOf = ({ createdAt, finishedAt }: RunView): number =>
  finishedAt === null ? 0 : Date.parse(finishedAt) - Date.parse(createdAt);

/**
 * Tells of runs that ended after a long time, each once.
 *
 * @returns given the newest runs, the notices to show now; those that had ended before it first looked are old news
 */
export function watchLongRuns(): (runs: readonly RunView[]) => Notice[] {
  const underWay = new Set<string>();
  return (runs) => {
    const ended = runs.filter((run) => run.status === 'finished' && underWay.delete(run.id));
    for (const run of runs) if (run.status === 'running' || run.status === 'waiting') underWay.add(run.id);
    return ended
      .filter((run) => durationOf(run) >= longMs)
      .map((run) => ({
        title: run.outcome === 'pass' ? 'The run has passed' : `The run has ended: ${run.outcome ?? 'no outcome'}`,
        body: `${run.title}, against ${run.target}`,
      }));
  };
}
