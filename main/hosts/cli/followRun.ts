import { setTimeout } from 'node:timers/promises';
import type { Workbench } from '../../../shared/contract/contract.ts';
import type { WorkbenchEvent } from '../../../shared/contract/events.ts';
import type { RunDetail, StepView } from '../../../shared/contract/shapes/runs.ts';

/** Milliseconds: what is left of a run, and how often that is said. */
const worthTelling = 10_000;
/** Milliseconds between two looks at a run. */
const longestGap = 250;

/** Where nobody is there to ask, a manual step is left for review. */
async function attendNobody(workbench: Workbench, { id: runId }: RunDetail, { position }: StepView): Promise<void> {
  await workbench['run.attest']({ runId, position, outcome: 'review', note: 'Nobody was there to say how it went' });
}

/**
 * Follows a run by its events: says which step it is at, and when it is over.
 *
 * @param attend asks a person how a manual step went
 */
export function followRun(
  say: (text: string) => void,
  attend: (workbench: Workbench, run: RunDetail, step: StepView) => Promise<void> = attendNobody,
): {
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
      let toldAt = Date.now();
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
        if (run.timeLeftMs !== null && run.timeLeftMs > worthTelling && Date.now() - toldAt > worthTelling) {
          toldAt = Date.now();
          say(`about ${Math.ceil(run.timeLeftMs / 1000)} s left`);
        }
        const awaited = run.steps.find((step) => step.awaitsPerson);
        if (awaited) await attend(workbench, run, awaited);
        if (run.status === 'finished' || run.status === 'interrupted' || run.trouble !== null) return;
        // A run of a thousand rows changes far more often than it needs to be looked at.
        await Promise.all([changed, setTimeout(Math.min(run.steps.length, longestGap))]);
      }
    },
  };
}
