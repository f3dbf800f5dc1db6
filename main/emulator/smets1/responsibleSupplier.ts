import { type FleetDevice, mpxnsOf } from '../fleet.ts';
import { isRegistered } from '../registrations/registrations.ts';
import type { EmulatorState } from '../state.ts';

/** The Supplier that is registered for the supply point of a meter at this moment; hubs and displays have none of their own. */
export function responsibleSupplier(state: EmulatorState, device: FleetDevice): string | undefined {
  const role = device.deviceType === 'ESME' ? 'IS' : 'GS';
  const mpxns = mpxnsOf(device);
  const atMs = state.clock.now();
  return state.fleet.organisations.find(({ eui64 }) =>
    isRegistered(state.fleet.registrations, { organisation: eui64, role, mpxns, atMs }),
  )?.eui64;
}
