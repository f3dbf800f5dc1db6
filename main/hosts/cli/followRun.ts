import type { Workbench } from '../../../shared/contract/contract.ts';
import type { WorkbenchEvent } from '../../../shared/contract/events.ts';

/** Follows a run by its events: says which step it is at, and when it is over. */
export function followRun(say: (text: string) => void): {
  onEvent(event: WorkbenchEvent): void;
  untilFinished(workbench: Workbench, runId: string): Promise<void>;
} {
  let wake: () => void = () => {};
  return {
    onEvent(event) {
      if (event.name === 'run.changed') wake();
    },
    async untilFinished(workbench, runId) {
      let told = 0;
      for (;;) {
        const changed = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const run = await workbench['run.get']({ runId });
        const finished = run.steps.filter((step) => step.outcome !== null);
        for (const step of finished.slice(told)) {
          say(
            `${step.position + 1} of ${run.steps.length}  ${step.outcome}  ${step.sequenceId} ${step.stepId}: ${step.title}`,
          );
        }
        told = finished.length;
        if (run.status === 'finished' || run.status === 'interrupted') return;
        await changed;
      }
    },
  };
}
