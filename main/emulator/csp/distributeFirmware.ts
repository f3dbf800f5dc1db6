import figures from '../../../fixtures/emulator/networks.json' with { type: 'json' };
import { formatRequestId, type RequestId } from '../../duis/requestId.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { FirmwareImage } from '../devices/firmware.ts';
import { type AlertCause, alertUser } from '../dsp/alertUser.ts';
import { formatDateTime } from '../dsp/dateTime.ts';
import { raiseDeviceAlert } from '../dsp/deliverDeviceAlert.ts';
import type { EmulatorState } from '../state.ts';
import { latencyOf } from './latency.ts';
import type { Obstacle } from './networks.ts';
import { whenReachedWithin } from './retry.ts';

const timeOutMs = figures.firmwareTimeOutHours * 3_600_000;

const causeOf: Readonly<Record<Obstacle, AlertCause>> = {
  noCoverage: 'firmware-no-coverage',
  outage: 'firmware-outage',
  noPower: 'firmware-no-power',
  offHan: 'firmware-off-han',
};

interface Distribution {
  /** Of SRV 11.1 or 11.4. */
  requestId: RequestId;
  image: FirmwareImage;
}

/**
 * Brings an image to a device, over the network of its region as soon as it is reached; what could not be brought within
 * the time allowed is told of by its reason. How the image travels in blocks is not played: it is there after one round.
 */
export function distributeFirmware(state: EmulatorState, device: EmulatedDevice, distribution: Distribution): void {
  const counter = BigInt(distribution.requestId.originatorCounter);
  whenReachedWithin(
    state,
    device,
    timeOutMs,
    () =>
      void state.clock.at(state.clock.now() + latencyOf(device.premises, counter), () =>
        receive(state, device, distribution),
      ),
    () => fail(state, device, distribution, causeOf[state.networks.obstacle(device) ?? 'outage']),
  );
}

async function fail(
  state: EmulatorState,
  { description: { deviceId } }: EmulatedDevice,
  { requestId }: Distribution,
  cause: AlertCause,
): Promise<void> {
  const content = {
    FirmwareDistributionFailure: { UpdateFirmwareRequestID: formatRequestId(requestId), MeterIDs: deviceId },
  };
  await alertUser(state, { cause, to: requestId.businessOriginatorId, deviceId, content });
}

async function receive(state: EmulatorState, device: EmulatedDevice, distribution: Distribution): Promise<void> {
  const { deviceId, deviceType, status } = device.description;
  if (status !== 'Commissioned') return fail(state, device, distribution, 'firmware-not-commissioned');
  if (state.networks.isSilent(deviceId)) return fail(state, device, distribution, 'firmware-no-answer');
  const { image, requestId } = distribution;
  device.firmware?.receive(image);
  // A SMETS1 device has it from its S1SP, of which the XSD has nothing to tell.
  if (device.link !== undefined) return;
  await tellOfDelivery(state, device, distribution);
  if (deviceType === 'ESME' || deviceType === 'GSME') {
    const recipient = requestId.businessOriginatorId;
    raiseDeviceAlert(state, device, { code: '8F72', recipient, imageHash: Buffer.from(image.hash, 'hex') });
  }
  if (deviceType === 'PPMID') await activateOnDisplay(state, device, distribution);
}

const hubOf = ({ premises }: EmulatedDevice): string =>
  premises.devices.find(({ deviceType }) => deviceType === 'CHF')?.deviceId ?? '';

/** The CSP has brought the image to the hub, and the hub to the device. */
async function tellOfDelivery(
  state: EmulatorState,
  device: EmulatedDevice,
  { requestId, image }: Distribution,
): Promise<void> {
  const { deviceId } = device.description;
  const to = requestId.businessOriginatorId;
  const request = formatRequestId(requestId);
  const time = formatDateTime(state.clock.now());
  const status = {
    UpdateFirmwareRequestID: request,
    CommsHubDeviceID: hubOf(device),
    TargetDeviceID: deviceId,
    FirmwareVersion: image.version,
    TimeStamp: time,
    CommsHubTransferStatus: 'Success',
  };
  await alertUser(state, { cause: 'firmware-delivered', to, deviceId, content: { CSPFirmwareDeliveryStatus: status } });
  if (device.description.deviceType === 'ESME' || device.description.deviceType === 'GSME') return;
  const transfer = {
    UpdateFirmwareRequestID: request,
    OtherDeviceID: deviceId,
    FirmwareVersion: image.version,
    TransferResponseCode: 'FileTransferSuccess',
  };
  const hub = { CommsHubDeviceID: hubOf(device), AlertCode: '8F8A', TimeStamp: time, FirmwareTransferAlert: transfer };
  await alertUser(state, { cause: 'hub-firmware-transfer', to, deviceId, content: { CommsHubAlert: hub } });
}

/**
 * A PPMID runs an image as soon as it has it (SRV 11.4 has no activation of its own; GBCS CS09, 8F8B), unless it runs that
 * version already (our reading of ActivationFailure).
 */
async function activateOnDisplay(
  state: EmulatorState,
  device: EmulatedDevice,
  { requestId, image }: Distribution,
): Promise<void> {
  const { deviceId } = device.description;
  const runs = device.firmware?.version();
  const isActive = runs !== image.version && device.firmware?.activate(image.hash) === 0;
  const outcome = {
    FirmwareVersion: image.version,
    ActivateImageResultCode: isActive ? 'ActivationSuccess' : 'ActivationFailure',
  };
  const content = {
    PPMIDAlert: {
      DeviceID: deviceId,
      DeviceAlertCode: '8F8B',
      Timestamp: formatDateTime(state.clock.now()),
      PPMIDFirmwareUpgradeAlert: outcome,
    },
  };
  const cause = isActive ? 'ppmid-firmware-activated' : 'ppmid-firmware-failed';
  await alertUser(state, { cause, to: requestId.businessOriginatorId, deviceId, content });
}
