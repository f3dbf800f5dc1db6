import type { Generation } from '../../shared/capacity.ts';
import { seededRandom } from '../../shared/seededRandom.ts';

/** One message that is to be sent, or made, at a moment of the run. */
export interface Arrival {
  /** Milliseconds from the beginning of the day; below 0 while warming up. */
  atMs: number;
  stream: number;
  /** Which entry of the stream's mix. */
  entry: number;
  /** Which home of the population. */
  home: number;
}

/** What is planned of one stream. */
export interface PlannedStream {
  count: number;
  /** Shares of equal parts of the time, 24 for the hours of a day. */
  curve: readonly number[];
  weights: readonly number[];
  generation: Generation | 'all';
}

/** Whole numbers in the proportion of shares that sum to a total: the largest remainders take what is left. */
export function apportion(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  const exact = shares.map((share) => (total * share) / sum);
  const whole = exact.map(Math.floor);
  const left = total - whole.reduce((all, count) => all + count, 0);
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of order.slice(0, left)) whole[index] = (whole[index] ?? 0) + 1;
  return whole;
}

function shuffle<T>(values: T[], random: () => number): T[] {
  for (let index = values.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [values[index], values[other]] = [values[other] as T, values[index] as T];
  }
  return values;
}

function arrivalsOf(stream: PlannedStream, index: number, daySeconds: number, random: () => number): Arrival[] {
  const hourMs = (daySeconds * 1000) / stream.curve.length;
  const entries = shuffle(
    apportion(stream.count, stream.weights).flatMap((count, entry) => Array.from({ length: count }, () => entry)),
    random,
  );
  const times = apportion(stream.count, stream.curve).flatMap((count, hour) =>
    Array.from({ length: count }, () => (hour + random()) * hourMs),
  );
  return times.map((atMs, position) => ({ atMs, stream: index, entry: entries[position] ?? 0, home: 0 }));
}

/**
 * Plans a day: each stream's count exactly, spread over the hours by its curve, and within the hour at random, as the
 * arrivals of a Poisson process are once their number is known. The same seed gives the same plan.
 *
 * Homes take turns within their generation, whatever the stream, so that a home's next message comes as late as the
 * population allows: messages to one meter must not overtake each other, or their counters make them replays.
 */
export function planArrivals(
  streams: readonly PlannedStream[],
  homes: readonly Generation[],
  run: { daySeconds: number; seed: number },
): Arrival[] {
  const random = seededRandom(run.seed);
  const arrivals = streams
    .flatMap((stream, index) => arrivalsOf(stream, index, run.daySeconds, random))
    .sort((a, b) => a.atMs - b.atMs);
  assignHomes(arrivals, streams, homes);
  return arrivals;
}

/** One message of each entry, spread over a time before the day: they show that all is answered, and warm the way. */
export function planWarmUp(
  streams: readonly PlannedStream[],
  homes: readonly Generation[],
  span: { fromMs: number; toMs: number },
): Arrival[] {
  const each = streams.flatMap((stream, index) =>
    stream.count === 0 ? [] : stream.weights.map((_, entry): Arrival => ({ atMs: 0, stream: index, entry, home: 0 })),
  );
  for (const [position, arrival] of each.entries()) {
    arrival.atMs = span.fromMs + ((span.toMs - span.fromMs) * position) / each.length;
  }
  assignHomes(each, streams, homes);
  return each;
}

/** Levels of steady load, one after the other: at each, every stream comes at its mean rate times the level's factor. */
export function planSteps(
  streams: readonly (PlannedStream & { perSecond: number })[],
  homes: readonly Generation[],
  run: { factors: readonly number[]; stepSeconds: number; seed: number },
): Arrival[] {
  const random = seededRandom(run.seed);
  const steady = [1];
  const arrivals = run.factors.flatMap((factor, step) =>
    streams
      .flatMap((stream, index) => {
        const count = Math.round(stream.perSecond * factor * run.stepSeconds);
        return arrivalsOf({ ...stream, count, curve: steady }, index, run.stepSeconds, random);
      })
      .map((arrival) => ({ ...arrival, atMs: arrival.atMs + step * run.stepSeconds * 1000 }))
      .sort((a, b) => a.atMs - b.atMs),
  );
  assignHomes(arrivals, streams, homes);
  return arrivals;
}

function assignHomes(arrivals: Arrival[], streams: readonly PlannedStream[], homes: readonly Generation[]): void {
  const groups: Record<Generation, number[]> = { SMETS1: [], 'SMETS2+': [] };
  for (const [home, generation] of homes.entries()) groups[generation].push(home);
  const turns = { SMETS1: 0, 'SMETS2+': 0, all: 0 };
  for (const arrival of arrivals) {
    const wanted = streams[arrival.stream]?.generation ?? 'all';
    const generation = wanted === 'all' ? (homes[turns.all++ % homes.length] ?? 'SMETS2+') : wanted;
    const group = groups[generation];
    arrival.home = group[turns[generation] % group.length] ?? 0;
    turns[generation] += 1;
  }
}
