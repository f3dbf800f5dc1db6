import type { Street, StreetDevice, StreetDeviceDetail } from '../../../shared/street.ts';
import { roundTripOf } from '../csp/latency.ts';
import { networkOf } from '../csp/networks.ts';
import { nextExecution } from '../dsp/schedules.ts';
import { type FleetDevice, mpxnsOf, type Premises } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';

const iso = (ms: number): string => new Date(ms).toISOString();
/** `1, SO14 3AB`. */
export const addressOf = ({ addressIdentifier, postCode }: Premises): string => `${addressIdentifier}, ${postCode}`;
const deviceOf = ({ networks }: EmulatorState, device: FleetDevice): StreetDevice => ({
  deviceId: device.deviceId,
  deviceType: device.deviceType,
  status: device.status,
  mpxns: mpxnsOf(device),
  condition: networks.conditionOf(device.deviceId),
});

/** The whole street as it stands: homes and devices, the WAN by region, what waits. */
export function describeStreet(state: EmulatorState): Street {
  // What the DSP has learnt of devices, such as one that was added, stands with the devices and not with the fleet.
  const byHome = Map.groupBy(state.devices.values(), ({ premises }) => premises);
  const homes = state.premises.map((premises) => ({
    address: addressOf(premises),
    uprn: premises.uprn,
    region: networkOf(premises),
    hasPower: state.networks.powerCutAt(premises.uprn) === undefined,
    hasCoverage: state.networks.hasCoverage(premises),
    isDormant: state.smets1.dormant.has(premises.uprn),
    devices: (byHome.get(premises) ?? []).map(({ description }) => deviceOf(state, description)),
  }));
  const regions = [...Map.groupBy(homes, ({ region }) => region)].map(([region, members]) => ({
    region,
    homes: members.length,
    roundTripMs: roundTripOf(region),
    isOut: region !== 'SMETS1' && state.networks.isOut(region),
  }));
  const nowMs = state.clock.now();
  return {
    homes,
    regions,
    queue: { due: state.clock.pending(), preCommands: state.preCommands.size, heldBack: state.heldBack.length },
    schedules: [...state.schedules.values()].map((schedule) => {
      const next = nextExecution(schedule, nowMs);
      const { id, originator, deviceId, serviceReferenceVariant, frequency } = schedule;
      return {
        id,
        originator,
        deviceId,
        serviceReferenceVariant,
        frequency,
        next: next === undefined ? null : iso(next),
      };
    }),
  };
}

/** One device of it; undefined where there is none of that id. */
export function describeDevice(state: EmulatorState, deviceId: string): StreetDeviceDetail | undefined {
  const device = state.devices.get(deviceId);
  if (!device) return undefined;
  const { description, premises } = device;
  const inspection = device.inspect?.(state.clock.now());
  const names = {
    manufacturer: 'Manufacturer',
    model: 'Model',
    firmwareVersion: 'Firmware',
    smetsVersion: 'SMETS or CHTS',
    gbcsVersion: 'GBCS',
    commissioned: 'Commissioned',
  } as const;
  const mpxns = mpxnsOf(description);
  return {
    ...deviceOf(state, description),
    address: addressOf(premises),
    region: networkOf(premises),
    facts: Object.entries(names).map(([key, name]) => ({ name, value: description[key as keyof typeof names] })),
    registers: inspection?.registers ?? [],
    credentials: inspection?.credentials ?? [],
    joined: inspection?.joined ?? [],
    log: (inspection?.log ?? []).map(({ atMs, ...entry }) => ({ at: iso(atMs), ...entry })),
    registrations: state.fleet.registrations
      .filter(({ mpxn }) => mpxns.includes(mpxn))
      .map(({ to, organisation, ...rest }) => ({
        ...rest,
        organisation: state.organisations.get(organisation)?.name ?? organisation,
        to: to ?? null,
      })),
  };
}
