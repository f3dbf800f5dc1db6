import { type JsonTree, textAt, valueAt } from '../../../duis/jsonTree.ts';
import { FleetDevice, type Premises } from '../../fleet.ts';
import { tellOfDecommissioning, tellOfRemoval } from '../tellOfStatus.ts';
import { done, type NonDeviceService, refuse } from './nonDeviceAnswer.ts';

const deviceIdIn = (body: JsonTree): string => textAt(body, 'DeviceID')?.toUpperCase() ?? '';

/** SRV 8.3: the device is taken out of service; whatever it is asked from now on is refused for its status. */
export const decommission: NonDeviceService = ({ state, request: { body, requestId } }) => {
  const device = state.devices.get(deviceIdIn(body));
  if (device === undefined) return refuse('8.3', 'unknownDevice');
  if (device.description.status === 'Decommissioned') return refuse('8.3', 'alreadyDecommissioned');
  device.description.status = 'Decommissioned';
  const by = requestId.businessOriginatorId;
  return { ...done, afterwards: () => tellOfDecommissioning(state, device, by) };
};

const details = {
  DeviceManufacturer: 'manufacturer',
  DeviceModel: 'model',
  SMETSCHTSVersion: 'smetsVersion',
  FirmwareVersion: 'firmwareVersion',
} as const;

function changeDetails(device: FleetDevice, given: JsonTree): void {
  for (const [name, field] of Object.entries(details)) {
    const value = textAt(given, name);
    if (value !== undefined) device[field] = value;
  }
  const variant = textAt(given, 'ESMEVariant');
  if (variant !== undefined && device.deviceType === 'ESME') device.esmeVariant = variant;
}

function changeMpxn(device: FleetDevice, given: JsonTree): boolean {
  const [imported, exported] = [textAt(given, 'ImportMPxN'), textAt(given, 'ExportMPAN')];
  if (device.deviceType === 'ESME') {
    if (imported !== undefined) device.importMpan = imported;
    if (exported !== undefined) device.exportMpan = exported;
    return imported !== undefined || exported !== undefined;
  }
  if ((device.deviceType !== 'GSME' && device.deviceType !== 'GPF') || imported === undefined) return false;
  device.mprn = imported;
  return true;
}

type Status = FleetDevice['status'];

/** SRV 8.4: status, details or MPxNs of a device, or that it be deleted, which only one that was never used can be. */
export const updateInventory: NonDeviceService = ({ state, request: { body } }) => {
  const found = state.devices.get(deviceIdIn(body));
  if (found === undefined) return refuse('8.4', 'unknownDevice');
  const device = found.description;
  const isHub = device.deviceType === 'CHF';
  const [ofHub, ofOther] = [textAt(body, 'UpdateDeviceStatusCH'), textAt(body, 'UpdateDeviceStatusExceptCH')];
  if ((ofHub !== undefined && !isHub) || (ofOther !== undefined && isHub)) return refuse('8.4', 'wrongStatus');
  const status = ofHub ?? ofOther;
  if (status !== undefined) device.status = status as Status;
  const given = valueAt(body, 'UpdateDeviceDetails');
  if (given !== undefined) changeDetails(device, given);
  const mpxns = valueAt(body, 'UpdateMPxN');
  if (mpxns !== undefined && !changeMpxn(device, mpxns)) return refuse('8.4', 'notSuitable');
  if (valueAt(body, 'DeleteDevice') !== undefined) {
    if (device.status !== 'Pending') return refuse('8.4', 'notDeletable');
    state.devices.delete(device.deviceId);
    return { ...done, afterwards: () => tellOfRemoval(state, found) };
  }
  return done;
};

/** What the XSD leaves out and the inventory needs of some types, until a meter is installed. */
const notYetKnown: Readonly<Record<string, object>> = {
  ESME: { importMpan: '0000000000000' },
  GSME: { mprn: '000000' },
  GPF: { mprn: '000000' },
};

/**
 * SRV 12.2: the device is in the inventory from now on, pending. One that is no part of the fleet has no keys here, so
 * that it is seen and never answers.
 */
export const prenotify: NonDeviceService = ({ state, request: { body }, nowMs }) => {
  const deviceId = deviceIdIn(body);
  if (state.devices.has(deviceId)) return refuse('12.2', 'alreadyKnown');
  const deviceType = textAt(body, 'DeviceType') ?? '';
  const description = FleetDevice.parse({
    deviceId,
    deviceType,
    status: 'Pending',
    manufacturer: textAt(body, 'DeviceManufacturer'),
    model: textAt(body, 'DeviceModel'),
    smetsVersion: textAt(body, 'SMETSCHTSVersion'),
    firmwareVersion: textAt(body, 'FirmwareVersion'),
    commissioned: new Date(nowMs).toISOString().slice(0, 10),
    ...(deviceType === 'ESME' ? { esmeVariant: textAt(body, 'ESMEVariant') } : {}),
    ...notYetKnown[deviceType],
  });
  const premises: Premises = {
    uprn: '',
    postCode: '',
    addressIdentifier: '',
    coverage: 'High',
    devices: [description],
  };
  state.devices.set(deviceId, {
    description,
    premises,
    nextDue: () => undefined,
    wake: () => [],
    takeReplaced: () => [],
    setPower: () => {},
    takeEvents: () => [],
    alert: () => new Uint8Array(),
    execute: () => undefined,
    knows: () => false,
  });
  return done;
};
