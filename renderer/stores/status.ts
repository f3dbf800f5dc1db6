import { makeRemote } from './remote.ts';
import { listenToWorkbench, workbench } from './workbench.ts';

/** What the status line tells: target, clock, who is waited for, the head of the chain. */
export const status = makeRemote(() => workbench['workbench.status']({}));
/** The campaign and where it stands. */
export const campaign = makeRemote(() => workbench['campaign.get']({}));

/** Calls come in bursts while a run goes; the work is done once a burst. Returns the way to ask for it, and to stop. */
export function oncePerBurst(work: () => void, pauseMs: number): { ask: () => void; stop: () => void } {
  let due: ReturnType<typeof setTimeout> | null = null;
  const ask = (): void => {
    if (due !== null) return;
    due = setTimeout(() => {
      due = null;
      work();
    }, pauseMs);
  };
  return {
    ask,
    stop: () => {
      if (due !== null) clearTimeout(due);
    },
  };
}

/** Loads both and keeps them true. Returns how to stop. */
export function followWorkbench(): () => void {
  const load = (): void => {
    void status.load();
    void campaign.load();
  };
  load();
  const burst = oncePerBurst(load, 150);
  const stopListening = listenToWorkbench(burst.ask);
  const beat = setInterval(() => void status.load(), 5000);
  return () => {
    stopListening();
    burst.stop();
    clearInterval(beat);
  };
}
