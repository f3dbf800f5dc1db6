import { z } from 'zod';
import { deviceStatuses } from '../../../shared/street.ts';
import type { DeviceCondition } from '../csp/networks.ts';
import { fleetHasChanged } from '../devices/credentials/initialAnchors.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { makeHome } from '../devices/makeDevice.ts';
import { wakeInTime } from '../dsp/futureDated.ts';
import { removeSchedules } from '../dsp/removeSchedules.ts';
import { Premises } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';

/** A home that is built on the street while the emulator runs, as a fleet file describes one. */
export const HomeOrder = Premises;
export type HomeOrder = z.infer<typeof HomeOrder>;

/** What may be changed of a device by hand; what is left out stays. */
export const DeviceOrder = z.strictObject({
  status: z.enum(deviceStatuses).optional(),
  firmwareVersion: z
    .string()
    .regex(/^[0-9A-F]{8}$/, 'a firmware version has eight upper-case hexadecimal digits')
    .optional(),
  manufacturer: z.string().min(1).max(40).optional(),
  model: z.string().min(1).max(40).optional(),
  /** A device that is broken keeps silent, whatever it is told; true breaks it, false repairs it. */
  broken: z.boolean().optional(),
});
export type DeviceOrder = z.infer<typeof DeviceOrder>;

/** As many seeds as a home has devices at most. */
const homeSeeds = 20;

/**
 * Builds a home: its devices get keys, join the inventory, and answer from now on; those of a dormant SMETS1
 * installation once it is migrated.
 *
 * @returns what stands in the way; undefined where it was built
 */
export function addHome(state: EmulatorState, order: HomeOrder): string | undefined {
  const { premises } = state;
  if (premises.some(({ uprn }) => uprn === order.uprn)) return `There is a home with the UPRN ${order.uprn} already.`;
  const ids = order.devices.map(({ deviceId }) => deviceId);
  const dormant = new Set([...state.smets1.dormant.values()].flat().map(({ description }) => description.deviceId));
  const taken = ids.find((id, index) => state.devices.has(id) || dormant.has(id) || ids.indexOf(id) !== index);
  if (taken !== undefined) return `There is a device ${taken} already.`;
  state.pki.addDevices(ids);
  const surroundings = { pki: state.pki, fleet: state.fleet, seed: state.seed, nowMs: state.clock.now() };
  fleetHasChanged(state.fleet);
  const devices = makeHome(order, premises.length * homeSeeds, surroundings);
  premises.push(order);
  if (order.migration === 'dormant') state.smets1.dormant.set(order.uprn, devices);
  else for (const device of devices) state.devices.set(device.description.deviceId, device);
  if (order.coverage === 'None') state.networks.setCoverage(order.uprn, false);
  state.log(`a home was built at ${order.addressIdentifier}, ${order.postCode}, with ${devices.length} devices`);
  return undefined;
}

/** Changes a device. @returns whether there is one */
export function changeDevice(state: EmulatorState, deviceId: string, { broken, ...facts }: DeviceOrder): boolean {
  const device = state.devices.get(deviceId);
  if (!device) return false;
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  Object.assign(device.description, Object.fromEntries(given));
  if (broken !== undefined) setCondition(state, device, broken ? 'silent' : 'working');
  return true;
}

/** Lets a device fail, or mends it: what it held for later meanwhile it carries out then. */
export function setCondition(state: EmulatorState, device: EmulatedDevice, condition: DeviceCondition): void {
  state.networks.setCondition(device.description.deviceId, condition);
  if (condition !== 'silent') wakeInTime(state, device);
}

/** Takes a device off the wall: it is in no inventory, answers nobody, and what was scheduled for it ends. @returns whether there was one */
export async function removeDevice(state: EmulatorState, deviceId: string): Promise<boolean> {
  const device = state.devices.get(deviceId);
  if (!device) return false;
  const { devices } = device.premises;
  devices.splice(0, devices.length, ...devices.filter((one) => one.deviceId !== deviceId));
  state.devices.delete(deviceId);
  state.networks.setCondition(deviceId, 'working');
  await removeSchedules(state, (schedule) => schedule.deviceId === deviceId, 'schedule-removed-device-gone');
  return true;
}
