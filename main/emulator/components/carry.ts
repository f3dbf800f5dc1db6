import { findServiceReferenceVariant } from '../../duis/catalogue.ts';
import { latencyOf } from '../csp/latency.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { isSmets1 } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';
import type { RouteName } from './componentModel.ts';
import type { JourneyEnd } from './components.ts';

/** The way of a command to a device and of its answer back: by the home's generation, region, and what is asked. */
export function routeTo({ description, premises }: EmulatedDevice, serviceReferenceVariant: string): RouteName {
  // Our reading: the DCO authorises what changes a SMETS1 meter, as dual control of critical commands.
  if (isSmets1(description))
    return findServiceReferenceVariant(serviceReferenceVariant)?.critical ? 'smets1Critical' : 'smets1';
  const hub = premises.devices.find((device) => device.deviceType === 'CHF');
  return hub?.deviceType === 'CHF' && hub.cspRegion === 'North' ? 'smets2North' : 'smets2CentralSouth';
}

/** The code of a message that did not get through: E20 where it was not let in, E21 where it was lost (our reading). */
const codeOf = (end: JourneyEnd): string | undefined =>
  end.outcome === 'arrived' ? undefined : end.outcome === 'refused' ? 'E20' : 'E21';

/**
 * Carries a command to a device and its answer back: by the component model where there is one, else by the latency of
 * the region alone.
 *
 * @param arrive what is to be done then, or the code that says why it did not get through
 */
export function carry(
  state: EmulatorState,
  device: EmulatedDevice,
  command: { serviceReferenceVariant: string; originatorCounter: bigint },
  arrive: (code: string | undefined) => Promise<void>,
): void {
  const { components } = state;
  if (!components) {
    state.clock.at(state.clock.now() + latencyOf(device.premises, command.originatorCounter), () => arrive(undefined));
    return;
  }
  components
    .travel(routeTo(device, command.serviceReferenceVariant))
    .then((end) => arrive(codeOf(end)))
    .catch((error: unknown) => state.log(error instanceof Error ? (error.stack ?? error.message) : String(error)));
}
