/** Something that falls due at a moment of the virtual clock. */
interface Task {
  dueMs: number;
  run: () => void | Promise<void>;
}

/** A clock that can run at any speed, be moved forward, and run tasks in the order in which they fall due. */
export interface VirtualClock {
  /** Milliseconds since 1970-01-01T00:00:00Z, in virtual time. */
  now(): number;
  /** Virtual milliseconds for each real one; 0 while paused. */
  readonly speed: number;
  /** Runs a task at a moment, or at once where that is past. Returns how to take it back. */
  at(dueMs: number, run: () => void | Promise<void>): () => void;
  /** When the next task falls due, in virtual milliseconds; the moment of the one at work, while there is one. */
  nextDue(): number | undefined;
  /** How many tasks wait. */
  pending(): number;
  /** Moves forward, waiting for each task on the way; a moment in the past changes nothing. */
  advanceTo(moment: number): Promise<void>;
  setSpeed(speed: number): void;
  stop(): void;
}

/** Timers further away than this are set again on the way: setTimeout takes no more than 2^31 - 1 milliseconds. */
const longestTimer = 2 ** 30;

/**
 * A virtual clock on top of the machine's monotonic one.
 *
 * @param startMs the moment it shows first
 * @param onError what to do with an error that a task throws; the clock goes on
 */
export function startClock(startMs: number, speed: number, onError: (error: unknown) => void): VirtualClock {
  let baseVirtual = startMs;
  let baseReal = performance.now();
  let pace = speed;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let advancing: Promise<void> = Promise.resolve();
  const tasks: Task[] = [];
  let atWork: Task | undefined;

  const now = (): number => Math.floor(baseVirtual + (performance.now() - baseReal) * pace);
  const rebase = (moment: number): void => {
    baseVirtual = moment;
    baseReal = performance.now();
  };
  const sortIn = (task: Task): void => {
    const index = tasks.findIndex((other) => other.dueMs > task.dueMs);
    if (index === -1) tasks.push(task);
    else tasks.splice(index, 0, task);
  };
  const runDue = async (until: number): Promise<void> => {
    for (let task = tasks[0]; task && task.dueMs <= until && !stopped; task = tasks[0]) {
      tasks.shift();
      if (task.dueMs > now()) rebase(task.dueMs);
      atWork = task;
      try {
        await task.run();
      } catch (error) {
        onError(error);
      } finally {
        atWork = undefined;
      }
    }
  };
  // One queue for the timer and for advanceTo, so that tasks never overlap or run out of order.
  const enqueue = (work: () => Promise<void>): Promise<void> => {
    advancing = advancing.then(work);
    return advancing;
  };
  const arm = (): void => {
    clearTimeout(timer);
    const first = tasks[0];
    if (!first || stopped || pace === 0) return;
    const delay = Math.min(Math.max(0, (first.dueMs - now()) / pace), longestTimer);
    timer = setTimeout(() => void enqueue(() => runDue(now())).then(arm), delay);
  };

  return {
    now,
    get speed() {
      return pace;
    },
    at(dueMs, run) {
      const task: Task = { dueMs, run };
      sortIn(task);
      arm();
      return () => {
        const index = tasks.indexOf(task);
        if (index !== -1) tasks.splice(index, 1);
      };
    },
    pending: () => tasks.length,
    nextDue: () => atWork?.dueMs ?? tasks[0]?.dueMs,
    async advanceTo(moment) {
      clearTimeout(timer);
      await enqueue(async () => {
        await runDue(moment);
        if (moment > now()) rebase(moment);
      });
      arm();
    },
    setSpeed(next) {
      rebase(now());
      pace = next;
      arm();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      tasks.length = 0;
    },
  };
}
