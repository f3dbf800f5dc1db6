import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { EmulatorState } from '../state.ts';
import { latencyOf } from './latency.ts';

/**
 * Carries what a device says of its own accord up to the DSP, over the network of its region. What cannot get through
 * waits in the device and its hub, and is sent when they are reached again (GBCS alerts are kept until then; our reading).
 */
export function sendUp(
  state: EmulatorState,
  device: EmulatedDevice,
  counter: bigint,
  arrive: () => Promise<void>,
): void {
  if (state.networks.obstacle(device) !== undefined) {
    state.networks.whenReached(device, () => sendUp(state, device, counter, arrive));
    return;
  }
  state.clock.at(state.clock.now() + Math.ceil(latencyOf(device.premises, counter) / 2), arrive);
}
