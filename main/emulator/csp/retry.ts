import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { EmulatorState } from '../state.ts';

/**
 * Does something as soon as a device is reached, at once where it is; gives it up after a time.
 *
 * @param withinMs of the virtual clock
 */
export function whenReachedWithin(
  state: EmulatorState,
  device: EmulatedDevice,
  withinMs: number,
  run: () => void,
  giveUp: () => void | Promise<void>,
): void {
  // A SMETS1 device is its S1SP's to reach.
  if (device.link !== undefined || state.networks.obstacle(device) === undefined) {
    run();
    return;
  }
  const takeBack = state.networks.whenReached(device, () => {
    cancel();
    run();
  });
  const cancel = state.clock.at(state.clock.now() + withinMs, () => {
    takeBack();
    return giveUp();
  });
}
