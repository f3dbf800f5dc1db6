import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { alertUser } from '../dsp/alertUser.ts';
import { partiesOf, suppliers } from '../registrations/partiesOf.ts';
import type { EmulatorState } from '../state.ts';

/**
 * A CSP gives one of its Communications Hubs new firmware, which its Suppliers hear of; of a SMETS1 hub they hear when it is
 * asked for, and when it runs (XSD, SMETS1CHFirmwareNotification).
 */
export async function activateHubFirmware(state: EmulatorState, hub: EmulatedDevice, version: string): Promise<void> {
  const { deviceId } = hub.description;
  const told = { DeviceID: deviceId, FirmwareVersion: version };
  const recipients = partiesOf(state, hub, suppliers);
  if (hub.link !== undefined) {
    for (const FirmwareVersionUpdateStatus of ['UpdateRequested', 'ActivationSuccessful']) {
      const content = { SMETS1CHFirmwareNotification: { ...told, FirmwareVersionUpdateStatus } };
      for (const to of recipients) await alertUser(state, { cause: 'smets1-hub-firmware', to, deviceId, content });
    }
  }
  hub.description.firmwareVersion = version;
  hub.description.runningFirmware = version;
  if (hub.link !== undefined) return;
  const content = { CommsHubFirmwareActivation: told };
  for (const to of recipients) await alertUser(state, { cause: 'hub-firmware-activated', to, deviceId, content });
}
