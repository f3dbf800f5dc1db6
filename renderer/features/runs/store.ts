import { makeRemote } from '../../stores/remote.ts';
import { oncePerBurst } from '../../stores/status.ts';
import { listenToWorkbench, workbench } from '../../stores/workbench.ts';
import { isUnderWay } from './runProgress.ts';

export const runs = makeRemote(() => workbench['run.list']({}));
export const run = makeRemote((runId: string) => workbench['run.get']({ runId }));
export const comparison = makeRemote((before: string, after: string) => workbench['run.compare']({ before, after }));
/** Where the devices are, if the target is an emulator; of any other it is not for us to know. */
export const street = makeRemote(() => workbench['emulator.street']({}));
export const message = makeRemote((id: number) => workbench['message.get']({ id }));

const beatMs = 5000;

/** Keeps the list, and the run that is shown, up to date. Returns how to stop. */
export function followRuns(shownRun: () => string | null): () => void {
  void runs.load();
  const burst = oncePerBurst(() => {
    void runs.load();
    const id = shownRun();
    if (id !== null) void run.load(id);
  }, 120);
  const stopListening = listenToWorkbench(burst.ask);
  // The time that is left goes by without an event.
  const beat = setInterval(() => {
    const shown = run.use.getState().value;
    if (shown && isUnderWay(shown) && shown.id === shownRun()) void run.load(shown.id);
  }, beatMs);
  return () => {
    clearInterval(beat);
    stopListening();
    burst.stop();
  };
}
