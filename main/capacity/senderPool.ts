import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Arrival } from './planArrivals.ts';
import type { SynchronousOutcome } from './sender.ts';
import type { FromSender, SenderTask, ToSender } from './senderMessages.ts';

/** Threads that sign and send. */
export interface SenderPool {
  begin(zeroMs: number, arrivals: readonly (Arrival & { arrival: number })[]): void;
  stop(): void;
  /** All arrivals were handed to a connection. */
  isDone(): boolean;
  /** By thread: share of the last second at work, and requests that wait for a connection. */
  load(): { utilisation: number[]; queued: number };
  close(): Promise<void>;
}

export interface SenderListener {
  dispatched(sent: { arrival: number; lateMs: number }[]): void;
  answered(outcomes: SynchronousOutcome[]): void;
  /** A thread died: a fault of the program, and the end of the run. */
  broke(error: Error): void;
}

/** @param entry the file of senderWorker.ts, or what it was bundled to */
export async function openSenderPool(
  entry: URL,
  threads: number,
  task: SenderTask,
  listener: SenderListener,
): Promise<SenderPool> {
  const utilisation = Array.from({ length: threads }, () => 0);
  const queued = Array.from({ length: threads }, () => 0);
  let working = 0;
  const workers = utilisation.map((_, index) => {
    const worker = new Worker(entry, { workerData: task });
    worker.on('message', (message: FromSender) => {
      if (message.kind === 'progress') {
        listener.dispatched(message.dispatched);
        listener.answered(message.outcomes);
      } else if (message.kind === 'sample') {
        utilisation[index] = message.utilisation;
        queued[index] = message.queued;
      } else if (message.kind === 'done') working -= 1;
    });
    worker.on('error', (error: Error) => listener.broke(error));
    return worker;
  });
  const tell = (worker: Worker, message: ToSender): void => worker.postMessage(message);
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return {
    begin(zeroMs, arrivals) {
      working = workers.length;
      // By home, so that the order of one meter's messages is kept.
      for (const [index, worker] of workers.entries()) {
        const share = arrivals.filter(({ home }) => home % workers.length === index);
        tell(worker, { kind: 'begin', zeroMs, arrivals: share });
      }
    },
    stop: () => {
      for (const worker of workers) tell(worker, { kind: 'stop' });
    },
    isDone: () => working === 0,
    load: () => ({ utilisation, queued: queued.reduce((sum, count) => sum + count, 0) }),
    async close() {
      for (const worker of workers) tell(worker, { kind: 'close' });
      await Promise.all(workers.map((worker) => (worker.threadId === -1 ? undefined : once(worker, 'exit'))));
    },
  };
}
