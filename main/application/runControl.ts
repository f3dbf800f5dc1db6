/** How whoever sits at the workbench steers a run that is under way. */
export interface RunControl {
  /** Aborts when the run is to stop. */
  readonly signal: AbortSignal;
  readonly isPaused: boolean;
  stop(): void;
  /** Lets the step at work end, and begins no other. */
  pause(): void;
  goOn(): void;
  /**
   * Waits while the run is paused, and until the last send is as long ago as the pace asks; returns at once where the
   * run is stopped.
   *
   * @param onPaused is told when it begins to wait for a person, and when it goes on
   */
  beforeStep(sends: boolean, onPaused: (paused: boolean) => void): Promise<void>;
}

/** @param paceMs the least time between two sends, in milliseconds of the workbench's own clock */
export function makeRunControl(paceMs = 0): RunControl {
  const controller = new AbortController();
  const { signal } = controller;
  let paused: PromiseWithResolvers<void> | undefined;
  let lastSend = Number.NEGATIVE_INFINITY;
  const goOn = (): void => {
    paused?.resolve();
    paused = undefined;
  };
  return {
    signal,
    get isPaused() {
      return paused !== undefined;
    },
    stop() {
      controller.abort();
      goOn();
    },
    pause() {
      paused ??= Promise.withResolvers();
    },
    goOn,
    async beforeStep(sends, onPaused) {
      if (paused !== undefined) {
        onPaused(true);
        // It may be paused again before it has begun to go on.
        while (paused !== undefined) await paused.promise;
        if (!signal.aborted) onPaused(false);
      }
      if (!sends) return;
      const due = lastSend + paceMs;
      // A timer counts whole milliseconds, and may fire within the one before its time.
      while (performance.now() < due && !signal.aborted) await sleep(Math.ceil(due - performance.now()), signal);
      lastSend = performance.now();
    },
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}
