import { textAt } from '../../duis/jsonTree.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { FleetDevice } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';

type Effect = (state: EmulatorState, device: EmulatedDevice, request: ServiceRequest) => void;

function setStatus(
  state: EmulatorState,
  deviceId: string,
  status: FleetDevice['status'],
  from: readonly string[],
): void {
  const description = state.devices.get(deviceId.toUpperCase())?.description;
  if (description !== undefined && from.includes(description.status)) description.status = status;
}

/** SRV 8.11: what is on the hub's log is whitelisted; what is taken off it is pending again. */
const updateDeviceLog: Effect = (state, _device, { body }) => {
  const deviceId = textAt(body, 'DeviceID') ?? '';
  if (textAt(body, 'RequestType') === 'Add') setStatus(state, deviceId, 'Whitelisted', ['Pending']);
  else setStatus(state, deviceId, 'Pending', ['Whitelisted', 'InstalledNotCommissioned', 'Commissioned']);
};

/** SRV 8.1.1. */
const commission: Effect = (state, { description }) =>
  setStatus(state, description.deviceId, 'Commissioned', ['Whitelisted', 'InstalledNotCommissioned', 'Pending']);

/** SRVs 8.7.1 and 8.7.2: a device that measures nothing is commissioned by its first join (our reading). */
const join: Effect = (state, { description }) =>
  setStatus(state, description.deviceId, 'Commissioned', ['Whitelisted', 'InstalledNotCommissioned']);

const effects: Readonly<Record<string, Effect>> = {
  '8.1.1': commission,
  '8.7.2': join,
  '8.11': updateDeviceLog,
};

/** Writes into the inventory what a device's answer to a service means for it (DUIS; the states are our reading). */
export function recordEffect(state: EmulatorState, device: EmulatedDevice, request: ServiceRequest): void {
  effects[request.serviceReferenceVariant]?.(state, device, request);
}
