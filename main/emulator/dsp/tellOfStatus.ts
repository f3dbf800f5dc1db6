import type { JsonObject } from '../../duis/jsonTree.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { mpxnsOf } from '../fleet.ts';
import { partiesOf } from '../registrations/partiesOf.ts';
import type { EmulatorState } from '../state.ts';
import { type AlertCause, alertUser } from './alertUser.ts';
import { removeSchedules } from './removeSchedules.ts';
import { meterMpxns } from './tellOfCredentials.ts';

/** Tells everybody concerned of a change of a device's status (DCC Alert, DeviceStatusChangeEvent). */
async function tell(
  state: EmulatorState,
  device: EmulatedDevice,
  cause: AlertCause,
  change: JsonObject,
  except?: string,
): Promise<void> {
  const { deviceId } = device.description;
  const content = { DeviceStatusChangeEvent: { DeviceID: deviceId, DeviceStatusChange: change } };
  for (const to of partiesOf(state, device)) {
    if (to !== except) await alertUser(state, { cause, to, deviceId, content });
  }
}

/** A device was decommissioned (8.3): a meter takes its schedules with it. */
export async function tellOfDecommissioning(state: EmulatorState, device: EmulatedDevice, by: string): Promise<void> {
  const { description } = device;
  if (description.deviceType === 'CHF') await tellOfHub(state, device, by);
  else if (mpxnsOf(description).length > 0) {
    await tell(
      state,
      device,
      'meter-decommissioned',
      { MeterDecommissioningOrWithdrawal: { MeterDecommissionOrWithdrawal: meterMpxns(description) } },
      by,
    );
  }
  await removeSchedules(state, ({ deviceId }) => deviceId === description.deviceId, 'schedule-removed-device-gone');
}

/** A Communications Hub was taken away (8.3, 8.14.3, 8.14.4): nothing behind it can be read on a schedule. */
export async function tellOfHub(state: EmulatorState, hub: EmulatedDevice, by: string): Promise<void> {
  await tell(state, hub, 'hub-decommissioned', { CHFDecommissioning: '' }, by);
  const behind = new Set(hub.premises.devices.map(({ deviceId }) => deviceId));
  await removeSchedules(state, ({ deviceId }) => behind.has(deviceId), 'schedule-removed-hub-returned');
}

/** A device that was never used was taken out of the inventory (8.4). */
export const tellOfRemoval = (state: EmulatorState, device: EmulatedDevice): Promise<void> =>
  tell(state, device, 'device-removed-from-inventory', { DeviceRemovedFromInventory: '' });

/** A meter was commissioned (8.1.1): its identity is confirmed to everybody but the one who did it. */
export async function tellOfIdentity(state: EmulatorState, device: EmulatedDevice, by: string): Promise<void> {
  const { description } = device;
  const variant = description.deviceType === 'ESME' ? { ESMEVariant: description.esmeVariant } : {};
  await tell(
    state,
    device,
    'identity-confirmed',
    { MeterIdentity: { MeterMPxNs: meterMpxns(description), ...variant } },
    by,
  );
}

type Status = EmulatedDevice['description']['status'];

/** The DCC itself sets the status of a device: it suspends and restores, withdraws, or recovers it. */
export async function changeStatus(state: EmulatorState, device: EmulatedDevice, status: Status): Promise<void> {
  const before = device.description.status;
  device.description.status = status;
  if (status === 'Suspended') await tell(state, device, 'device-suspended', { DeviceSuspended: '' });
  else if (before === 'Suspended') await tell(state, device, 'device-restored', { DeviceRestored: '' });
  if (status === 'Recovered') {
    const certificates = {
      RecoveryCompleteACBCredentials: { SupplierCertificateType: ['DigitalSigning', 'KeyAgreement'] },
    };
    await tell(state, device, 'recovered-with-broker', certificates);
    await tell(state, device, 'recovered', { RecoveryComplete: '' });
  }
  if (status === 'Withdrawn' && mpxnsOf(device.description).length > 0) {
    const { deviceId } = device.description;
    await tell(state, device, 'meter-withdrawn', {
      MeterDecommissioningOrWithdrawal: { MeterDecommissionOrWithdrawal: meterMpxns(device.description) },
    });
    await removeSchedules(state, (schedule) => schedule.deviceId === deviceId, 'schedule-removed-withdrawn');
  }
}
