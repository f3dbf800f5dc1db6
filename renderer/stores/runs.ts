import { notifications } from '@mantine/notifications';
import { create } from 'zustand';
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

/** The least time between two requests, as `run.start` takes it; '' for as fast as the target answers. */
export const paces: readonly { value: string; label: string }[] = [
  { value: '', label: 'No pause' },
  { value: '1 s', label: '1 s apart' },
  { value: '5 s', label: '5 s apart' },
  { value: '30 s', label: '30 s apart' },
  { value: '2 min', label: '2 min apart' },
];

/** How requests are paced from the next run on. */
export const usePace = create<{ pace: string }>(() => ({ pace: '' }));

const paced = (): { pace?: string } => {
  const { pace } = usePace.getState();
  return pace === '' ? {} : { pace };
};

/** Does something to a run; says why where it was refused. */
async function attempt<T>(refused: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    tellFailure(refused, error);
    return undefined;
  }
}

/** Starts a run of the campaign, or of some of its sequences, and shows it. */
export async function runAll(only?: string[]): Promise<void> {
  const started = await attempt('The run was not started', () =>
    workbench['run.start']({ ...(only ? { only } : {}), ...paced() }),
  );
  if (started) goTo({ screen: 'runs', item: started.runId });
}

/** Runs what did not pass in an earlier run once more. */
export async function runFailuresOf(runId: string): Promise<void> {
  const started = await attempt('The run was not started', () =>
    workbench['run.start']({ failuresOf: runId, ...paced() }),
  );
  if (started) goTo({ screen: 'runs', item: started.runId });
}

/** Takes an interrupted run up where it stopped. */
export async function resume(runId: string): Promise<void> {
  await attempt('The run was not taken up again', () => workbench['run.resume']({ runId, ...paced() }));
}

export async function pause(runId: string): Promise<void> {
  await attempt('The run was not paused', () => workbench['run.pause']({ runId }));
}

export async function goOn(runId: string): Promise<void> {
  await attempt('The run does not go on', () => workbench['run.continue']({ runId }));
}

export async function stop(runId: string): Promise<void> {
  await attempt('The run was not stopped', () => workbench['run.stop']({ runId }));
}

/** Carries a run out once more against its own recording, and shows both side by side. */
export async function replay(runId: string): Promise<void> {
  const started = await attempt('The run was not replayed', () => workbench['run.replay']({ runId }));
  if (started) goTo({ screen: 'runs', item: started.runId, query: { compare: runId } });
}
