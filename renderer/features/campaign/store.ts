import { makeRemote, messageOf } from '../../stores/remote.ts';
import { oncePerBurst } from '../../stores/status.ts';
import { listenToWorkbench, workbench } from '../../stores/workbench.ts';

/** The conditions for beginning and for ending. Pre-flight is looked at anew each time. */
export const criteria = makeRemote(() => workbench['criterion.list']({}));

/** Loads them, and again when issues, statements or a run's outcome may have changed them. Returns how to stop. */
export function followCriteria(): () => void {
  void criteria.load();
  const burst = oncePerBurst(() => void criteria.load(), 1000);
  const stopListening = listenToWorkbench(({ name }) => {
    if (name === 'issue.changed' || name === 'run.changed') burst.ask();
  });
  return () => {
    stopListening();
    burst.stop();
  };
}

/** A person's word on a criterion. @returns why it was not taken; null where it was */
export async function state(criterion: string, met: boolean, note: string): Promise<string | null> {
  try {
    await workbench['criterion.state']({ criterion, met, note });
    await criteria.load();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
