import type { Bottleneck, ComponentResult } from '../../shared/capacity.ts';
import type { Observation } from './runLoad.ts';

/** A component this busy over a stretch of seconds cannot take more. */
const saturated = 0.95;
/** A thread of ours this busy for a whole second cannot either. */
const threadSaturated = 0.97;
/** How many such seconds make it more than a pause. */
const seconds = 3;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/**
 * Where the load was held up. Where one of our threads had no time left, this machine is named first: what is measured
 * of the components then is not theirs alone. Else the component that was busy to the brim, or refused messages, and
 * that most of all waiting was for; else nothing.
 */
export function findBottleneck(
  components: readonly ComponentResult[],
  observations: readonly Observation[],
): Bottleneck | undefined {
  const component = findBusyComponent(components);
  const thread = findBusyThread(observations);
  if (!thread || !component) return thread ?? component;
  return { ...thread, because: `${thread.because}; beside it, ${component.because}` };
}

function findBusyComponent(components: readonly ComponentResult[]): Bottleneck | undefined {
  const waits = (one: ComponentResult): number => one.waitingTime.meanMs * one.waitingTime.count;
  const waited = components.reduce((sum, one) => sum + waits(one), 0);
  const [worst] = components
    .filter((one) => one.refused > 0 || (one.peakUtilisation >= saturated && one.mostWaiting > 0))
    .sort((a, b) => waits(b) - waits(a) || b.refused - a.refused);
  if (!worst) return undefined;
  const refused = worst.refused === 0 ? '' : `, ${worst.refused} messages refused`;
  return {
    name: worst.name,
    because: `${worst.name} was ${percent(worst.peakUtilisation)} busy at its peak; up to ${worst.mostWaiting} messages waited for it, ${(worst.waitingTime.maxMs / 1000).toFixed(1)} s at most${refused}; ${percent(waited === 0 ? 0 : waits(worst) / waited)} of all waiting in the DCC was for it`,
  };
}

function findBusyThread(observations: readonly Observation[]): Bottleneck | undefined {
  const names = Object.keys(observations.at(-1)?.threads ?? {});
  const busy = names
    .map((name) => ({
      name,
      count: observations.filter(({ threads }) => (threads[name] ?? 0) >= threadSaturated).length,
    }))
    .filter(({ count }) => count >= seconds)
    .sort((a, b) => b.count - a.count);
  const [thread] = busy;
  return (
    thread && {
      name: 'this machine',
      because: `the thread of the ${thread.name} had no time left in ${thread.count} of ${observations.length} seconds`,
    }
  );
}
