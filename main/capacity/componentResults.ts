import type { ComponentResult } from '../../shared/capacity.ts';
import { type ComponentName, componentNames } from '../emulator/components/componentModel.ts';
import type { StageSnapshot } from '../emulator/components/stage.ts';
import type { Observation } from './runLoad.ts';

/** Utilisation is looked at over this many samples, a second each: shorter is noise, longer hides a peak. */
const stretch = 3;

/** How busy a component was between two samples, from 0 to 1. */
function utilisationBetween(before: StageSnapshot, after: StageSnapshot, ms: number): number {
  return ms <= 0 ? 0 : Math.min(1, (after.workedMs - before.workedMs) / (ms * after.concurrency));
}

/** What each component did from the first of the observations to the last. */
export function componentResults(observations: readonly Observation[]): ComponentResult[] {
  const seen = observations.flatMap(({ atMs, components }) => (components ? [{ atMs, components }] : []));
  const [first] = seen;
  const last = seen.at(-1);
  if (!first || !last) return [];
  return componentNames.map((name: ComponentName) => {
    const begin = first.components[name];
    const end = last.components[name];
    const peaks = seen.slice(stretch).map(({ atMs, components }, index) => {
      const before = seen[index];
      return before ? utilisationBetween(before.components[name], components[name], atMs - before.atMs) : 0;
    });
    return {
      name,
      arrived: end.arrived - begin.arrived,
      refused: end.refused - begin.refused,
      failed: end.failed - begin.failed,
      utilisation: utilisationBetween(begin, end, last.atMs - first.atMs),
      peakUtilisation: Math.max(0, ...peaks),
      mostWaiting: end.mostWaiting,
      waitingTime: end.waitingTime,
      passageTime: end.passageTime,
    };
  });
}
