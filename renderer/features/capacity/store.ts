import { create } from 'zustand';
import type { PhaseName } from '../../../shared/capacity.ts';
import { makeRemote } from '../../stores/remote.ts';
import { tellFailure } from '../../stores/runs.ts';
import { oncePerBurst } from '../../stores/status.ts';
import { listenToWorkbench, workbench } from '../../stores/workbench.ts';

export const profiles = makeRemote(() => workbench['capacity.list']({}));
export const standing = makeRemote(() => workbench['capacity.get']({}));

interface Choice {
  file: string | null;
  phase: PhaseName;
  /** As typed; empty for the profile's own. */
  scale: string;
  withSteps: boolean;
}

export const useChoice = create<Choice>(() => ({ file: null, phase: 'IOC', scale: '', withSteps: false }));

/** The choice as the workbench takes it; undefined until there is one. */
function chosen() {
  const { file, phase, scale } = useChoice.getState();
  if (file === null) return undefined;
  const number = Number(scale);
  return { file, phase, ...(scale.trim() !== '' && number > 0 ? { scale: number } : {}) };
}

export const plan = makeRemote(async () => {
  const choice = chosen();
  return choice ? workbench['capacity.plan'](choice) : null;
});

export function choose(change: Partial<Choice>): void {
  useChoice.setState(change);
  void plan.load();
}

export async function start(): Promise<void> {
  const choice = chosen();
  if (!choice) return;
  try {
    await workbench['capacity.start']({ ...choice, withSteps: useChoice.getState().withSteps });
    await standing.load();
  } catch (error) {
    tellFailure('The load run was not started', error);
  }
}

export async function stop(): Promise<void> {
  try {
    await workbench['capacity.stop']({});
  } catch (error) {
    tellFailure('The load run was not stopped', error);
  }
}

/** Loads what the screen shows and keeps it true. Returns how to stop. */
export function followCapacity(): () => void {
  void profiles.load().then(() => {
    const [first] = profiles.use.getState().value ?? [];
    if (first && useChoice.getState().file === null) choose({ file: first.file });
  });
  void standing.load();
  const burst = oncePerBurst(() => void standing.load(), 200);
  const stopListening = listenToWorkbench((event) => event.name === 'capacity.changed' && burst.ask());
  return () => {
    stopListening();
    burst.stop();
  };
}
