import { createHash } from 'node:crypto';
import { textAt } from '../../../duis/jsonTree.ts';
import { distributeFirmware } from '../../csp/distributeFirmware.ts';
import type { EmulatedDevice } from '../../devices/emulatedDevice.ts';
import { partiesOf, suppliers } from '../../registrations/partiesOf.ts';
import type { EmulatorState } from '../../state.ts';
import { alertUser } from '../alertUser.ts';
import { done, type NonDeviceService, refuse } from './nonDeviceAnswer.ts';

/** The types of device that each service takes images for. */
const suitable = { '11.1': ['ESME', 'GSME', 'HCALCS', 'SAPC'], '11.4': ['PPMID'] } as const;
const warningElement = { '11.1': 'DSPUpdateFirmwareWarning', '11.4': 'DSPUpdatePPMIDFirmwareWarning' } as const;

/** An EUI-64 list of DUIS: separated by commas or spaces. */
const listIn = (text: string): string[] => text.toUpperCase().match(/[0-9A-F]{2}(?:-[0-9A-F]{2}){7}/g) ?? [];

/** Why a device of the list gets no image, by the list of the warning that says so; undefined where it gets it. */
function obstacle(state: EmulatorState, deviceId: string, types: readonly string[]): string | undefined {
  const device = state.devices.get(deviceId);
  if (device === undefined) return 'InvalidDeviceIDList';
  if (device.description.status !== 'Commissioned') return 'NotCommissionedDeviceIDList';
  return types.includes(device.description.deviceType) ? undefined : 'NotApplicableFirmwareDeviceIDList';
}

/** Types of device that a home's Suppliers share, so that the one hears of what the other asks for (our reading). */
const shared = new Set<string>(['PPMID', 'HCALCS', 'SAPC']);

/** Tells the other Supplier of a home that a device of both is to have new firmware (XSD, FirmwareUpgradeRequested). */
async function tellOtherSuppliers(
  state: EmulatorState,
  devices: readonly EmulatedDevice[],
  version: string,
  by: string,
): Promise<void> {
  for (const device of devices) {
    const { deviceId, deviceType } = device.description;
    if (!shared.has(deviceType)) continue;
    const asked = { DeviceType: deviceType, FirmwareVersion: version, DeviceList: deviceId };
    for (const to of partiesOf(state, device, suppliers)) {
      if (to === by) continue;
      const content = { FirmwareUpgradeRequested: asked };
      await alertUser(state, { cause: 'firmware-upgrade-requested', to, deviceId, content });
    }
  }
}

/** SRVs 11.1 and 11.4: the image goes to every device of the list that can take it; a warning names the others. */
export const updateFirmware =
  (variant: '11.1' | '11.4'): NonDeviceService =>
  ({ state, request: { body, requestId } }) => {
    const image = Buffer.from(textAt(body, 'FirmwareImage') ?? '', 'base64');
    const hash = createHash('sha256').update(image).digest('hex').toUpperCase();
    const version = textAt(body, 'FirmwareVersion') ?? '';
    const lists: Record<string, string> = {};
    const taken: EmulatedDevice[] = [];
    for (const deviceId of listIn(textAt(body, 'DeviceIDList') ?? '')) {
      const list = obstacle(state, deviceId, suitable[variant]);
      if (list !== undefined) {
        lists[list] = lists[list] === undefined ? deviceId : `${lists[list]},${deviceId}`;
        continue;
      }
      const device = state.devices.get(deviceId);
      if (device === undefined) continue;
      distributeFirmware(state, device, { requestId, image: { hash, version } });
      taken.push(device);
    }
    if (taken.length === 0) return refuse(variant, 'noDevice');
    const answer =
      Object.keys(lists).length === 0
        ? done
        : { ...refuse(variant, 'partly'), content: { [warningElement[variant]]: lists } };
    return { ...answer, afterwards: () => tellOtherSuppliers(state, taken, version, requestId.businessOriginatorId) };
  };
