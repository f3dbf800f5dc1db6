import type { Generation, LatencySummary } from '../../shared/capacity.ts';
import { type LatencyHistogram, makeLatencyHistogram } from '../emulator/components/latencyHistogram.ts';
import type { Arrival } from './planArrivals.ts';

/** How far a message has come. */
const planned = 0;
const offered = 1;
const acknowledged = 2;
const completed = 3;
const failed = 4;

/** What is counted of one service of one stream, for one generation. */
export interface Tally {
  stream: number;
  entry: number;
  generation: Generation;
  planned: number;
  offered: number;
  acknowledged: number;
  completed: number;
  failed: number;
  /** Completed within the requisite time. */
  within: number;
  errors: Record<string, number>;
  acknowledgement: LatencySummary;
  endToEnd: LatencySummary;
}

/** One message of the plan, as it ended. */
export interface Ending {
  atMs: number;
  /** How late it was sent; undefined where it was not. */
  lateMs: number | undefined;
  /** From its intended moment to its success; undefined where there was none. */
  endToEndMs: number | undefined;
  failed: boolean;
}

export interface Recorder {
  dispatched(arrival: number, lateMs: number): void;
  acknowledged(arrival: number, atMs: number): void;
  /** The last that is heard of a message. A second one is a duplicate. */
  ended(arrival: number, atMs: number, code: string): void;
  unexpected(): void;
  badSignature(): void;
  tallies(): Tally[];
  ending(arrival: number): Ending;
  lateness(): LatencySummary;
  /** Every message that was sent has come to an end. */
  isSettled(): boolean;
  totals(): {
    offered: number;
    acknowledged: number;
    completed: number;
    failed: number;
    inFlight: number;
    mostInFlight: number;
    duplicates: number;
    unexpected: number;
    badSignatures: number;
  };
  /** What happened in a second of the run. */
  second(second: number): {
    planned: number;
    offered: number;
    completed: number;
    inFlight: number;
    latencies: readonly number[];
  };
}

interface OpenTally extends Omit<Tally, 'acknowledgement' | 'endToEnd'> {
  acknowledgement: LatencyHistogram;
  endToEnd: LatencyHistogram;
}

interface Second {
  planned: number;
  offered: number;
  completed: number;
  inFlight: number;
  latencies: number[];
}

const isSuccess = (code: string): boolean => code.startsWith('I') || code.startsWith('W');

/**
 * Keeps count of a run. Every latency is from the moment at which the plan meant the message to be sent, so that a
 * generator that falls behind makes it longer and not shorter (no coordinated omission).
 *
 * @param generationOf the generation of a home
 * @param requisiteMs what is due, by stream, entry and generation; undefined where nothing is
 */
export function makeRecorder(
  arrivals: readonly Arrival[],
  generationOf: (home: number) => Generation,
  requisiteMs: (stream: number, entry: number, generation: Generation) => number | undefined,
): Recorder {
  const states = new Uint8Array(arrivals.length);
  const late = new Float32Array(arrivals.length).fill(Number.NaN);
  const took = new Float32Array(arrivals.length).fill(Number.NaN);
  const tallies = new Map<string, OpenTally>();
  const seconds = new Map<number, Second>();
  const lateness = makeLatencyHistogram();
  const totals = {
    offered: 0,
    acknowledged: 0,
    completed: 0,
    failed: 0,
    mostInFlight: 0,
    duplicates: 0,
    unexpected: 0,
    badSignatures: 0,
  };

  const tallyOf = ({ stream, entry, home }: Arrival): OpenTally => {
    const generation = generationOf(home);
    const key = `${stream} ${entry} ${generation}`;
    const known = tallies.get(key);
    if (known) return known;
    const made: OpenTally = {
      stream,
      entry,
      generation,
      planned: 0,
      offered: 0,
      acknowledged: 0,
      completed: 0,
      failed: 0,
      within: 0,
      errors: {},
      acknowledgement: makeLatencyHistogram(),
      endToEnd: makeLatencyHistogram(),
    };
    tallies.set(key, made);
    return made;
  };
  const secondOf = (atMs: number): Second => {
    const number = Math.floor(atMs / 1000);
    const known = seconds.get(number);
    if (known) return known;
    const made = { planned: 0, offered: 0, completed: 0, inFlight: 0, latencies: [] };
    seconds.set(number, made);
    return made;
  };
  for (const arrival of arrivals) {
    tallyOf(arrival).planned += 1;
    secondOf(arrival.atMs).planned += 1;
  }
  const inFlight = (): number => Math.max(0, totals.offered - totals.completed - totals.failed);

  return {
    dispatched(index, lateMs) {
      const arrival = arrivals[index];
      if (!arrival || !Number.isNaN(late[index])) return;
      // The answer may be here already: both come in batches, over different ways.
      if (states[index] === planned) states[index] = offered;
      late[index] = lateMs;
      lateness.record(lateMs);
      totals.offered += 1;
      totals.mostInFlight = Math.max(totals.mostInFlight, inFlight());
      tallyOf(arrival).offered += 1;
      secondOf(arrival.atMs + lateMs).offered += 1;
    },
    acknowledged(index, atMs) {
      const arrival = arrivals[index];
      if (!arrival) return;
      // An answer can overtake its acknowledgement where it comes over another connection.
      if (states[index] === offered) states[index] = acknowledged;
      const tally = tallyOf(arrival);
      tally.acknowledged += 1;
      totals.acknowledged += 1;
      tally.acknowledgement.record(atMs - arrival.atMs);
    },
    ended(index, atMs, code) {
      const arrival = arrivals[index];
      if (!arrival) return;
      if (states[index] === completed || states[index] === failed) {
        totals.duplicates += 1;
        return;
      }
      const tally = tallyOf(arrival);
      const second = secondOf(atMs);
      if (isSuccess(code)) {
        states[index] = completed;
        const ms = atMs - arrival.atMs;
        took[index] = ms;
        tally.completed += 1;
        totals.completed += 1;
        tally.endToEnd.record(ms);
        const due = requisiteMs(tally.stream, tally.entry, tally.generation);
        if (due === undefined || ms <= due) tally.within += 1;
        second.completed += 1;
        second.latencies.push(ms);
      } else {
        states[index] = failed;
        tally.failed += 1;
        totals.failed += 1;
        tally.errors[code] = (tally.errors[code] ?? 0) + 1;
      }
    },
    unexpected() {
      totals.unexpected += 1;
    },
    badSignature() {
      totals.badSignatures += 1;
    },
    tallies: () =>
      [...tallies.values()].map((tally) => ({
        ...tally,
        errors: { ...tally.errors },
        acknowledgement: tally.acknowledgement.summary(),
        endToEnd: tally.endToEnd.summary(),
      })),
    ending(index) {
      const lateMs = late[index];
      const endToEndMs = took[index];
      return {
        atMs: arrivals[index]?.atMs ?? 0,
        lateMs: lateMs === undefined || Number.isNaN(lateMs) ? undefined : lateMs,
        endToEndMs: endToEndMs === undefined || Number.isNaN(endToEndMs) ? undefined : endToEndMs,
        failed: states[index] === failed,
      };
    },
    lateness: () => lateness.summary(),
    isSettled: () => inFlight() === 0,
    totals: () => ({ ...totals, inFlight: inFlight() }),
    second: (number) => {
      const { planned: due, offered: sent, completed: done, latencies } = secondOf(number * 1000);
      return { planned: due, offered: sent, completed: done, inFlight: inFlight(), latencies };
    },
  };
}
