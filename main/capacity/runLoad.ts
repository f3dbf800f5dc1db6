import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Generation } from '../../shared/capacity.ts';
import type { ComponentName } from '../emulator/components/componentModel.ts';
import type { StageSnapshot } from '../emulator/components/stage.ts';
import { makeLoadCounters } from './counters.ts';
import type { LoadTarget, TargetSample } from './loadTarget.ts';
import { monotonicMs } from './monotonicTime.ts';
import type { Arrival } from './planArrivals.ts';
import type { PreparedRequest } from './prepareRequest.ts';
import { type Received, startReceiver } from './receiver.ts';
import { makeRecorder, type Recorder } from './recorder.ts';
import { openSenderPool } from './senderPool.ts';

/** A plan and all that is needed to carry it out. */
export interface LoadTask {
  target: LoadTarget;
  /** Before the day, at times below 0; not counted. */
  warmUp: readonly Arrival[];
  day: readonly Arrival[];
  /** By stream and entry; undefined where the emulator makes the message itself. */
  requests: (PreparedRequest | undefined)[][];
  requisiteMs(stream: number, entry: number, generation: Generation): number | undefined;
  /** When the last arrival is due at the latest. */
  endMs: number;
  drainMs: number;
  senderEntry: URL;
  senders: number;
}

/** One second of a run as it was seen from outside the messages. */
export interface Observation {
  /** Milliseconds from the beginning of the day. */
  atMs: number;

  inFlight: number;
  components: Record<ComponentName, StageSnapshot> | undefined;
  /** By thread of ours: share of the second in which it was at work. */
  threads: Record<string, number>;
  /** Requests that waited in the generator for a connection. */
  queued: number;
}

export interface LoadResult {
  warmUp: Recorder;
  day: Recorder;
  observations: Observation[];
  /** When the last arrival was due, or the run was ended early. */
  endMs: number;
  wasStopped: boolean;
  /** The beginning of the day by the clock of `monotonicMs`. */
  zeroMs: number;
}

/** What a caller may watch while it runs. */
export interface LoadProgress {
  /** Milliseconds from the beginning of the day. */
  atMs: number;
  recorder: Recorder;
  latest: Observation | undefined;
}

/** How long before the day the first message of the warm-up is due. */
export const warmUpMs = 8000;
/** Between the threads being told and the first message. */
const leadMs = 300;

/**
 * Carries a plan out in real time: threads send by the clock, the Receive Response Service listens here, and every
 * moment is counted from the one that the plan meant.
 *
 * @param watch called about ten times a second; returns false to end the run early
 */
export async function runLoad(
  task: LoadTask,
  watch: (progress: LoadProgress) => boolean,
  signal: AbortSignal,
): Promise<LoadResult> {
  const { target, warmUp, day } = task;
  const generationOf = (home: number): Generation => target.homes[home]?.generation ?? 'SMETS2+';
  const recorders = {
    warmUp: makeRecorder(warmUp, generationOf, task.requisiteMs),
    day: makeRecorder(day, generationOf, task.requisiteMs),
  };
  const inPlan = (arrival: number): [Recorder, number] =>
    arrival < warmUp.length ? [recorders.warmUp, arrival] : [recorders.day, arrival - warmUp.length];
  const counterBase = Date.now();
  const counters = makeLoadCounters(counterBase);
  let zeroMs = Number.POSITIVE_INFINITY;
  const now = (): number => monotonicMs() - zeroMs;
  let broken: Error | undefined;

  const note = {
    dispatched(sent: { arrival: number; lateMs: number }[]): void {
      for (const { arrival, lateMs } of sent) {
        const [recorder, index] = inPlan(arrival);
        recorder.dispatched(index, lateMs);
      }
    },
    ended(arrival: number, atMs: number, code: string): void {
      const [recorder, index] = inPlan(arrival);
      recorder.ended(index, atMs, code);
    },
    received({ arrival, atMs, code, isGenuine }: Received): void {
      if (arrival === undefined || !(arrival < warmUp.length + day.length)) recorders.day.unexpected();
      else note.ended(arrival, atMs, code);
      if (!isGenuine) recorders.day.badSignature();
    },
  };
  const receiver = await startReceiver(
    target.receiveResponseService,
    counters,
    target.resolveCertificate,
    now,
    note.received,
  );
  target.setRespondTo(receiver.url);
  const { baseUrl, homes } = target;
  const users = target.users.map(({ keys }) => keys);
  const pool = await openSenderPool(
    task.senderEntry,
    task.senders,
    { baseUrl, users, homes, requests: task.requests, counterBase },
    {
      dispatched: note.dispatched,
      answered(outcomes) {
        for (const { arrival, answeredMs, code, isFinal } of outcomes) {
          const [recorder, index] = inPlan(arrival);
          if (code.startsWith('I')) recorder.acknowledged(index, answeredMs);
          if (isFinal) recorder.ended(index, answeredMs, code);
        }
      },
      broke: (error) => {
        broken = error;
      },
    },
  );
  target.background?.listen({
    dispatched: note.dispatched,
    ended: (ends) => {
      for (const { arrival, atMs, code } of ends) note.ended(arrival, atMs, code);
    },
  });

  const observations: Observation[] = [];
  let lastLoop = performance.eventLoopUtilization();
  target.onSample(({ components, utilisation }: TargetSample) => {
    const loop = performance.eventLoopUtilization();
    const load = pool.load();
    observations.push({
      atMs: now(),
      inFlight: recorders.day.totals().inFlight,
      components,
      threads: {
        ...(utilisation === undefined ? {} : { emulator: utilisation }),
        ...Object.fromEntries(load.utilisation.map((share, index) => [`sender ${index + 1}`, share])),
        receiver: performance.eventLoopUtilization(loop, lastLoop).utilization,
      },
      queued: load.queued,
    });
    lastLoop = loop;
  });

  const all = [...warmUp, ...day].map((arrival, index) => ({ ...arrival, arrival: index }));
  const isRequest = ({ stream, entry }: Arrival): boolean => task.requests[stream]?.[entry] !== undefined;
  zeroMs = monotonicMs() + leadMs + (warmUp.length > 0 ? warmUpMs : 0);
  try {
    pool.begin(zeroMs, all.filter(isRequest));
    const own = all.filter((arrival) => !isRequest(arrival));
    target.background?.begin({ zeroMs, counterBase, arrivals: own });
    let endMs = task.endMs;
    let isEnding = false;
    const end = (): void => {
      isEnding = true;
      endMs = Math.min(endMs, now());
      pool.stop();
      target.background?.stop();
    };
    while (!signal.aborted) {
      await setTimeout(100);
      if (broken) throw broken;
      const atMs = now();
      if (!watch({ atMs, recorder: recorders.day, latest: observations.at(-1) }) && !isEnding) end();
      const isSettled = pool.isDone() && recorders.day.isSettled();
      if (atMs > endMs + leadMs && (isSettled || atMs > endMs + task.drainMs)) break;
    }
    return { ...recorders, observations, endMs, wasStopped: signal.aborted, zeroMs };
  } finally {
    pool.stop();
    target.background?.stop();
    await pool.close();
    await receiver.close();
  }
}
