import { seededRandom } from '../../../shared/seededRandom.ts';
import { type ComponentModel, type ComponentName, componentNames, type RouteName } from './componentModel.ts';
import { makeStage, type Stage, type StageSnapshot } from './stage.ts';

/** How a message's way through the DCC ended, and at which component where it did not get through. */
export type JourneyEnd = { outcome: 'arrived' } | { outcome: 'refused' | 'failed'; at: ComponentName };

/** The components of the emulated DCC, in real time. */
export interface Components {
  /** Passes the components of a route one after the other. */
  travel(route: RouteName): Promise<JourneyEnd>;
  snapshot(): Record<ComponentName, StageSnapshot>;
}

/** Every component with random numbers of its own, so that one component's traffic does not change another's. */
export function makeStages(model: ComponentModel, seed: number): Record<ComponentName, Stage> {
  const stages = componentNames.map((name, index): [ComponentName, Stage] => [
    name,
    makeStage(model.components[name], seededRandom(seed * componentNames.length + index)),
  ]);
  return Object.fromEntries(stages) as Record<ComponentName, Stage>;
}

/** @param now a monotonic clock, in milliseconds */
export function makeComponents(model: ComponentModel, seed: number, now: () => number): Components {
  const stages = makeStages(model, seed);
  return {
    async travel(route) {
      for (const name of model.routes[route].passes) {
        const { outcome, finishMs } = stages[name].enter(now());
        if (outcome === 'refused') return { outcome, at: name };
        const left = finishMs - now();
        if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
        if (outcome === 'failed') return { outcome, at: name };
      }
      return { outcome: 'arrived' };
    },
    snapshot: () => {
      const nowMs = now();
      return Object.fromEntries(componentNames.map((name) => [name, stages[name].snapshot(nowMs)])) as Record<
        ComponentName,
        StageSnapshot
      >;
    },
  };
}
