import { create } from 'zustand';
import { makeRemote, messageOf } from '../../stores/remote.ts';
import { tellFailure } from '../../stores/runs.ts';
import { workbench } from '../../stores/workbench.ts';

export const emulator = makeRemote(() => workbench['emulator.get']({}));

/** What the emulator is being told, for whoever waits. */
export const useSteering = create<{ busy: string | null; problem: string | null }>(() => ({
  busy: null,
  problem: null,
}));

export async function setSpeed(speed: number): Promise<void> {
  await steer(speed === 0 ? 'Pausing the clock' : 'Setting the pace', () => workbench['emulator.clock']({ speed }));
}

export async function advanceTo(at: string): Promise<void> {
  await steer('Working through what falls due', () => workbench['emulator.clock']({ advanceTo: at }));
}

export async function addFault(rule: Record<string, unknown>): Promise<boolean> {
  useSteering.setState({ problem: null });
  try {
    await workbench['emulator.addFault']({ rule });
    await emulator.load();
    return true;
  } catch (error) {
    useSteering.setState({ problem: messageOf(error) });
    return false;
  }
}

export async function clearFaults(): Promise<void> {
  await steer('Taking the faults away', () => workbench['emulator.clearFaults']({}));
}

async function steer(busy: string, work: () => Promise<unknown>): Promise<void> {
  useSteering.setState({ busy });
  try {
    await work();
    await emulator.load();
  } catch (error) {
    tellFailure('The emulator did not do that', error);
  } finally {
    useSteering.setState({ busy: null });
  }
}
