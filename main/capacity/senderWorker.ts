import { performance } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import { callOnTime } from './callOnTime.ts';
import { makeLoadCounters } from './counters.ts';
import { monotonicMs } from './monotonicTime.ts';
import { openSender, type SynchronousOutcome } from './sender.ts';
import type { FromSender, SenderTask, ToSender } from './senderMessages.ts';

/** A thread that signs and sends its share of the plan, by the clock. */
const task = workerData as SenderTask;
const port = parentPort;
if (!port) throw new Error('this file is the entry point of a worker thread');

const tell = (message: FromSender): void => port.postMessage(message);
const counters = makeLoadCounters(task.counterBase);
const stopped = new AbortController();
let zeroMs = 0;
const now = (): number => monotonicMs() - zeroMs;
const sender = openSender(task.baseUrl, task.users, now);

let dispatched: { arrival: number; lateMs: number }[] = [];
let outcomes: SynchronousOutcome[] = [];
let lastLoop = performance.eventLoopUtilization();
const flush = (): void => {
  if (dispatched.length + outcomes.length === 0) return;
  tell({ kind: 'progress', dispatched, outcomes });
  dispatched = [];
  outcomes = [];
};
const flushing = setInterval(flush, 50);
const sampling = setInterval(() => {
  const loop = performance.eventLoopUtilization();
  tell({
    kind: 'sample',
    queued: sender.queued(),
    utilisation: performance.eventLoopUtilization(loop, lastLoop).utilization,
  });
  lastLoop = loop;
}, 1000);

async function begin(arrivals: Extract<ToSender, { kind: 'begin' }>['arrivals']): Promise<void> {
  await callOnTime(
    arrivals,
    now,
    ({ arrival, stream, entry, home: index }, lateMs) => {
      const request = task.requests[stream]?.[entry];
      const home = task.homes[index];
      if (!request || !home) return;
      dispatched.push({ arrival, lateMs });
      const answer = sender.send({ arrival, request, home, originatorCounter: counters.of(arrival) });
      void answer.then((outcome) => outcomes.push(outcome));
    },
    stopped.signal,
  );
  flush();
  tell({ kind: 'done' });
}

port.on('message', (message: ToSender) => {
  if (message.kind === 'begin') {
    zeroMs = message.zeroMs;
    void begin(message.arrivals);
  } else if (message.kind === 'stop') stopped.abort();
  else {
    clearInterval(flushing);
    clearInterval(sampling);
    void sender.close().finally(() => port.close());
  }
});
await sender.connect();
tell({ kind: 'ready' });
