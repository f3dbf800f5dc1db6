import { notifications } from '@mantine/notifications';
import { goTo } from './place.ts';
import { messageOf } from './remote.ts';
import { workbench } from './workbench.ts';

/** Tells of something that did not work, where no screen has a place for it. */
export function tellFailure(title: string, error: unknown): void {
  notifications.show({
    color: 'red',
    title,
    message: messageOf(error),
    autoClose: 8000,
  });
}

/** Starts a run of the campaign, or of some of its sequences, and shows it. */
export async function runAll(only?: string[]): Promise<void> {
  try {
    const { runId } = await workbench['run.start'](only ? { only } : {});
    goTo({ screen: 'runs', item: runId });
  } catch (error) {
    tellFailure('The run was not started', error);
  }
}

/** Takes an interrupted run up where it stopped. */
export async function resume(runId: string): Promise<void> {
  try {
    await workbench['run.resume']({ runId });
  } catch (error) {
    tellFailure('The run was not taken up again', error);
  }
}

/** Runs what did not pass in an earlier run once more. */
export async function runFailuresOf(runId: string): Promise<void> {
  try {
    const started = await workbench['run.start']({ failuresOf: runId });
    goTo({ screen: 'runs', item: started.runId });
  } catch (error) {
    tellFailure('The run was not started', error);
  }
}
