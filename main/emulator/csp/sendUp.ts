import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { EmulatorState } from '../state.ts';
import { latencyOf } from './latency.ts';

/** Carries what a device says of its own accord up to the DSP, over the network of its region. */
export function sendUp(
  state: EmulatorState,
  device: EmulatedDevice,
  counter: bigint,
  arrive: () => Promise<void>,
): void {
  state.clock.at(state.clock.now() + latencyOf(device.premises, counter) / 2, arrive);
}
