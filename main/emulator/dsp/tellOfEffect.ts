import { textAt } from '../../duis/jsonTree.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { FleetDevice } from '../fleet.ts';
import { partiesOf } from '../registrations/partiesOf.ts';
import type { EmulatorState } from '../state.ts';
import { type AlertCause, alertUser } from './alertUser.ts';
import { tellOfIdentity } from './tellOfStatus.ts';

type Tell = (state: EmulatorState, device: EmulatedDevice, request: ServiceRequest) => Promise<void>;

const originatorOf = ({ requestId }: ServiceRequest): string => requestId.businessOriginatorId;

/** SRV 8.11: how it went; a PPMID that is taken off the log is told of to the home's other parties as well. */
const ofHanDeviceLog: Tell = async (state, device, request) => {
  await tellOfLogUpdate(state, request, 'log-update-done');
  const removed = state.devices.get(textAt(request.body, 'DeviceID')?.toUpperCase() ?? '')?.description;
  if (removed?.deviceType !== 'PPMID' || textAt(request.body, 'RequestType') === 'Add') return;
  const { deviceId } = device.description;
  const content = { PPMIDRemoval: { PPMIDDeviceID: removed.deviceId, CHFDeviceID: deviceId } };
  for (const to of partiesOf(state, device)) await alertUser(state, { cause: 'ppmid-removed', to, deviceId, content });
};

/** Whether the log of the hub was updated (DCC Alert, UpdateHANDeviceLogResult). */
async function tellOfLogUpdate(state: EmulatorState, request: ServiceRequest, cause: AlertCause): Promise<void> {
  const { businessOriginatorId: to, businessTargetId: deviceId } = request.requestId;
  const content = {
    UpdateHANDeviceLogResult: { UpdateHANDeviceLogServiceRequestID: formatRequestId(request.requestId) },
  };
  await alertUser(state, { cause, to, deviceId, content });
}

const hubOf = ({ premises }: EmulatedDevice, type: FleetDevice['deviceType']): string =>
  premises.devices.find(({ deviceType }) => deviceType === type)?.deviceId ?? '';

/** SRVs 8.12.1 and 8.12.2: the log of an old hub, or of its Gas Proxy Function, is on the new one. */
const ofRestoredLog =
  (log: 'CHFDeviceLog' | 'GPFDeviceLog', cause: AlertCause): Tell =>
  async (state, device, request) => {
    const { deviceId } = device.description;
    const given = (name: string, type: FleetDevice['deviceType']): string =>
      textAt(request.body, name)?.toUpperCase() ?? hubOf(device, type);
    const old = log === 'CHFDeviceLog' ? given('OldCHFID', 'CHF') : hubOf(device, 'CHF');
    const content = {
      DeviceLogRestored: {
        RestoredDate: new Date(state.clock.now()).toISOString().slice(0, 10),
        [log]: {
          OldCHFDeviceID: old,
          NewCHFDeviceID: hubOf(device, 'CHF'),
          OldGPFDeviceID: given('OldGPFID', 'GPF'),
          NewGPFDeviceID: hubOf(device, 'GPF'),
        },
      },
    };
    for (const to of new Set([originatorOf(request), ...partiesOf(state, device)])) {
      await alertUser(state, { cause, to, deviceId, content });
    }
  };

/** SRVs 6.28 and 6.29: a dual band hub tells what it made of its new settings, or of the wish for a scan (GBCS 8F2A, 8F28). */
const ofDualBandHub =
  (deviceAlertCode: string, detail: object): Tell =>
  async (state, device, request) => {
    const { deviceId } = device.description;
    const content = { DualBandCHAlert: { CHFDeviceID: deviceId, DeviceAlertCode: deviceAlertCode, ...detail } };
    await alertUser(state, { cause: 'dual-band-hub', to: originatorOf(request), deviceId, content });
  };

/** SRV 6.14.1: what is switched by the meter has new descriptions, which the network operator hears of as well. */
const ofLoadControl: Tell = async (state, device, request) => {
  const { description } = device;
  if (description.deviceType !== 'ESME') return;
  const { deviceId, esmeVariant, gbcsVersion } = description;
  const content = {
    ALCSHCALCSConfigurationChange: { ESMEDeviceID: deviceId, ESMEVariant: esmeVariant, DeviceGBCSVersion: gbcsVersion },
  };
  for (const to of partiesOf(state, device)) {
    if (to !== originatorOf(request)) await alertUser(state, { cause: 'load-control-changed', to, deviceId, content });
  }
};

/** SRV 11.2: the device runs another version than the inventory has. */
const ofFirmwareRead: Tell = async (state, { description, firmware }, request) => {
  const runs = firmware?.version();
  if (runs === undefined || runs === description.firmwareVersion) return;
  const { deviceId, deviceType, firmwareVersion } = description;
  const content = {
    FirmwareVersionMismatch: {
      DeviceID: deviceId,
      DeviceType: deviceType,
      FirmwareVersionSMI: firmwareVersion,
      FirmwareVersionDevice: runs,
    },
  };
  await alertUser(state, { cause: 'firmware-version-differs', to: originatorOf(request), deviceId, content });
};

const scanOutcome = {
  SubGHzChannelScanRequestAssessmentOutcome: { StatusCode: 'ScanRequestAccepted', ScanTrigger: 'RemotePartyCommand' },
};

const tells: Readonly<Record<string, Tell>> = {
  '6.14.1': ofLoadControl,
  '6.28': ofDualBandHub('8F2A', {}),
  '6.29': ofDualBandHub('8F28', scanOutcome),
  '8.1.1': (state, device, request) => tellOfIdentity(state, device, originatorOf(request)),
  '8.11': ofHanDeviceLog,
  '8.12.1': ofRestoredLog('CHFDeviceLog', 'hub-log-restored'),
  '8.12.2': ofRestoredLog('GPFDeviceLog', 'gas-proxy-log-restored'),
  '11.2': ofFirmwareRead,
};

/** Tells Users of what a service brought about on a device that answered it; who hears of what is our reading. */
export const tellOfEffect: Tell = async (state, device, request) => {
  if (device.link === undefined) await tells[request.serviceReferenceVariant]?.(state, device, request);
};

/** SRV 8.11 alone: the hub did not answer, so that its log may have been changed or not. */
export async function tellOfDoubt(state: EmulatorState, request: ServiceRequest): Promise<void> {
  if (request.serviceReferenceVariant === '8.11') await tellOfLogUpdate(state, request, 'log-update-doubtful');
}
