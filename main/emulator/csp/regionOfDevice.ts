import type { EmulatorState } from '../state.ts';
import { networkOf } from './networks.ts';

/** The region of the home that a device is in; undefined where there is no such device. */
export function regionOfDevice({ devices }: Pick<EmulatorState, 'devices'>, deviceId: string): string | undefined {
  const device = devices.get(deviceId);
  return device && networkOf(device.premises);
}
