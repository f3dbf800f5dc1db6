import { type FleetDevice, mpxnsOf, type Premises } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';
import { registeredFor } from './registrations.ts';

/** Roles that are told of what becomes of a device: those whose credentials devices hold (our reading). */
const toldRoles = new Set<string>(['IS', 'GS', 'ES', 'ED', 'GT']);

/** Suppliers alone hear of what their hubs and displays do (our reading). */
export const suppliers: ReadonlySet<string> = new Set(['IS', 'GS']);

/** Who is registered for a device now, in a role that is told; of a device that measures nothing, for the home that it is in. */
export function partiesOf(
  state: EmulatorState,
  { description, premises }: { description: FleetDevice; premises: Premises },
  roles: ReadonlySet<string> = toldRoles,
): string[] {
  const own = mpxnsOf(description);
  const mpxns = own.length > 0 ? own : premises.devices.flatMap(mpxnsOf);
  const registered = registeredFor(state.fleet.registrations, mpxns, state.clock.now());
  return [...new Set(registered.filter(({ role }) => roles.has(role)).map(({ organisation }) => organisation))];
}
