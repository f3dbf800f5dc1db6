import table from '../../../fixtures/emulator/deviceAlertCauses.json' with { type: 'json' };
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { alertNoticed } from '../smets1/deviceAlerts.ts';
import { responsibleSupplier } from '../smets1/responsibleSupplier.ts';
import type { EmulatorState } from '../state.ts';
import { oldestVersion } from './alertUser.ts';
import { raiseDeviceAlert } from './deliverDeviceAlert.ts';

const noticed: Readonly<Record<string, string>> = table.noticed;
const afterService: Readonly<Record<string, string>> = table.afterService;

/**
 * Has a meter tell its Supplier of what it noticed, each as an alert of its own; its S1SP does so for a SMETS1 one.
 *
 * @param done the service that a SMETS2+ meter has just carried out, where there was one
 */
export async function tellOfEvents(state: EmulatorState, device: EmulatedDevice, done?: string): Promise<void> {
  if (device.link !== undefined) return alertNoticed(state, device, oldestVersion(state));
  const caused = done === undefined ? undefined : afterService[done];
  const codes = [...device.takeEvents().filter((code) => noticed[code] !== undefined), ...(caused ? [caused] : [])];
  const { deviceType } = device.description;
  const recipient =
    deviceType === 'ESME' || deviceType === 'GSME' ? responsibleSupplier(state, device.description) : undefined;
  if (recipient === undefined) return;
  for (const code of codes) raiseDeviceAlert(state, device, { code, recipient });
}
