import { type JsonObject, textAt, valueAt } from '../../../duis/jsonTree.ts';
import { compareVersions } from '../../../duis/schemaVersion.ts';
import { type FleetDevice, isSmets1, mpxnsOf, type Premises } from '../../fleet.ts';
import { type NonDeviceService, refuse } from './nonDeviceAnswer.ts';

/** What the XSD calls a device; it has no name for an SAPC, which stands where an HCALCS would (our reading). */
const inventoryType = ({ deviceType }: FleetDevice): string => (deviceType === 'SAPC' ? 'HCALCS' : deviceType);

const measures = (device: FleetDevice): JsonObject => {
  if (device.deviceType === 'GSME' || device.deviceType === 'GPF') return { ImportMPxN: device.mprn };
  if (device.deviceType !== 'ESME') return {};
  return {
    ImportMPxN: device.importMpan,
    ...(device.exportMpan === undefined ? {} : { ExportMPAN: device.exportMpan }),
    ESMEVariant: device.esmeVariant,
  };
};

/** Where a device is; one that was notified and not yet installed is nowhere. */
const place = ({ uprn, postCode, addressIdentifier }: Premises): JsonObject =>
  uprn === '' ? {} : { UPRN: uprn, PropertyFilter: { PostCode: postCode, AddressIdentifier: addressIdentifier } };

/** From this version on the XSD says how a SMETS1 hub is connected. */
const firstWithConnectivity = '5.4';

/** What is said of SMETS1 devices alone: who speaks to them, and over what. */
function smets1Entry(device: FleetDevice, provider: string, schemaVersion: string): JsonObject {
  if (!isSmets1(device)) return {};
  const connectivity = device.deviceType === 'CHF' ? device.connectivity : undefined;
  const isKnown = connectivity !== undefined && compareVersions(schemaVersion, firstWithConnectivity) >= 0;
  return { S1SP: provider, ...(isKnown ? { Connectivity: connectivity } : {}) };
}

function inventoryEntry(device: FleetDevice, premises: Premises, provider: string, schemaVersion: string): JsonObject {
  return {
    DeviceID: device.deviceId,
    DeviceType: inventoryType(device),
    DeviceStatus: device.status,
    DeviceManufacturer: device.manufacturer,
    DeviceModel: device.model,
    SMETSCHTSVersion: device.smetsVersion,
    DeviceFirmwareVersion: device.firmwareVersion,
    ...(device.status === 'Pending' ? {} : { DateCommissioned: device.commissioned }),
    ...measures(device),
    ...place(premises),
    ...(device.deviceType === 'CHF' ? { CSPRegion: device.cspRegion } : {}),
    // GBCS says nothing of SMETS1 devices.
    ...(isSmets1(device) ? {} : { DeviceGBCSVersion: device.gbcsVersion }),
    ...smets1Entry(device, provider, schemaVersion),
  };
}

/** The XSD allows no more devices than these in an answer. */
const mostDevices = 17;

/** SRV 8.2: the devices of a home, found by UPRN, device, MPxN or address. */
export const readInventory: NonDeviceService = ({ state, request: { body, schemaVersion } }) => {
  const deviceId = textAt(body, 'DeviceID')?.toUpperCase();
  const mpxn = textAt(body, 'MPxN');
  const uprn = textAt(body, 'UPRN');
  const address = valueAt(body, 'PropertyFilter');
  const isAsked = ({ postCode, addressIdentifier, ...premises }: Premises): boolean =>
    (uprn !== undefined && premises.uprn === uprn) ||
    (mpxn !== undefined && premises.devices.some((device) => mpxnsOf(device).includes(mpxn))) ||
    (address !== undefined &&
      postCode.replaceAll(' ', '') === textAt(address, 'PostCode')?.replaceAll(' ', '') &&
      addressIdentifier === textAt(address, 'AddressIdentifier'));
  const provider = state.fleet.smets1ServiceProvider.name;
  const found = [...state.devices.values()]
    .filter(({ description, premises }) =>
      deviceId === undefined ? isAsked(premises) : description.deviceId === deviceId,
    )
    .map(({ description, premises }) => inventoryEntry(description, premises, provider, schemaVersion));
  if (found.length === 0) return refuse('8.2', 'nothingFound');
  return { code: 'I0', content: { DSPInventory: { Device: found.slice(0, mostDevices) } } };
};
