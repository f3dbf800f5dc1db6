import table from '../../../fixtures/emulator/smets1DeviceAlerts.json' with { type: 'json' };
import { buildServiceResponse } from '../../duis/buildResponse.ts';
import { alertName } from '../../gbcs/alertCodes.ts';
import { smets1AlertView } from '../../mmc/smets1View.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { formatDateTime } from '../dsp/dateTime.ts';
import type { EmulatorState } from '../state.ts';
import { smets1Body } from './responseBody.ts';
import { responsibleSupplier } from './responsibleSupplier.ts';
import { signAsProvider } from './signAsProvider.ts';

const afterService: Readonly<Record<string, string>> = table.afterService;
const alerted = new Set(table.events);

/** A Device Alert of a SMETS1 device: made by its S1SP, signed by it, inside a message that the DSP signs. */
function makeDeviceAlert(
  state: EmulatorState,
  { description }: EmulatedDevice,
  alert: { code: string; to: string; schemaVersion: string },
): string | undefined {
  const { code, to, schemaVersion } = alert;
  const counter = state.nextBrokerCounter().toString();
  const nowMs = state.clock.now();
  const view = smets1AlertView(
    {
      deviceId: description.deviceId,
      recipientId: to,
      counter,
      alertCode: code,
      description: alertName(Number.parseInt(code, 16)) ?? 'not named',
      time: `${new Date(nowMs).toISOString().slice(0, 19)}Z`,
    },
    { model: state.smets1.model, schemaVersion },
  );
  if (!view.ok) {
    state.log(`no alert ${code} of ${description.deviceId}: ${view.reason}`);
    return undefined;
  }
  const xml = buildServiceResponse({
    responseId: { businessOriginatorId: description.deviceId, businessTargetId: to, originatorCounter: counter },
    responseCode: 'I0',
    responseDateTime: formatDateTime(nowMs),
    schemaVersion,
    body: smets1Body(signAsProvider(state, view.xml), undefined),
  });
  return signXml(xml, state.pki.dsp);
}

/** Tells the responsible Supplier of something that a SMETS1 device noticed. */
export async function alertSupplier(
  state: EmulatorState,
  device: EmulatedDevice,
  code: string,
  schemaVersion: string,
): Promise<void> {
  const to = responsibleSupplier(state, device.description);
  const xml = to === undefined ? undefined : makeDeviceAlert(state, device, { code, to, schemaVersion });
  if (to !== undefined && xml !== undefined) await state.deliver(to, xml);
}

/** Tells of what a device noticed since this was done last. */
export async function alertNoticed(state: EmulatorState, device: EmulatedDevice, schemaVersion: string): Promise<void> {
  for (const code of device.takeEvents().filter((one) => alerted.has(one))) {
    await alertSupplier(state, device, code, schemaVersion);
  }
}

/** The alerts that follow an instruction: what the device noticed meanwhile, and what the service itself brings about. */
export async function alertAfterInstruction(
  state: EmulatorState,
  device: EmulatedDevice,
  instructed: { serviceReferenceVariant: string; schemaVersion: string; isDone: boolean },
): Promise<void> {
  const { serviceReferenceVariant, schemaVersion, isDone } = instructed;
  await alertNoticed(state, device, schemaVersion);
  const caused = isDone ? afterService[serviceReferenceVariant] : undefined;
  if (caused !== undefined) await alertSupplier(state, device, caused, schemaVersion);
}
