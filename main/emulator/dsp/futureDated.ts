import type { ServiceRequest } from '../../duis/parse.ts';
import { toHex } from '../../gbcs/bytes.ts';
import type { CompleteHeader } from '../../gbcs/useCases/codec.ts';
import { sendUp } from '../csp/sendUp.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { OutcomeAlert } from '../devices/outcomeAlert.ts';
import { subjectOf } from '../faults/subjectOf.ts';
import { alertSupplier } from '../smets1/deviceAlerts.ts';
import type { EmulatorState } from '../state.ts';
import { deliverFaultily } from './deliverFaultily.ts';
import { responseTo } from './serviceResponse.ts';
import { tellOfCredentials, updatesCredentials } from './tellOfCredentials.ts';
import { tellOfEvents } from './tellOfEvents.ts';

/** A command that a device holds: the request that it came from, and how many of its instructions were told of. */
export interface HeldCommand {
  request: ServiceRequest;
  told: number;
}

const keyOf = (deviceId: string, { originator, originatorCounter }: CompleteHeader): string =>
  `${deviceId}:${toHex(originator)}:${originatorCounter}`;

/**
 * Remembers the request whose command a device holds for later, so that the alert of its outcome, which names the command
 * by its originator and counter alone, finds its way; and looks after the device when the time has come.
 */
export function watchHeld(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  command: CompleteHeader,
): void {
  state.heldByDevices.set(keyOf(device.description.deviceId, command), { request, told: 0 });
  wakeInTime(state, device);
}

/** The time at which a device is looked after next, so that one task of the clock is enough. */
const awaited = new WeakMap<EmulatedDevice, number>();

/** Has a device look at what it holds when the next of it is due; one that is broken does so once it is repaired. */
export function wakeInTime(state: EmulatorState, device: EmulatedDevice): void {
  const due = device.nextDue();
  if (due === undefined || awaited.get(device) === due) return;
  awaited.set(device, due);
  state.clock.at(due, async () => {
    if (awaited.get(device) === due) awaited.delete(device);
    if (
      state.networks.isSilent(device.description.deviceId) ||
      state.devices.get(device.description.deviceId) !== device
    )
      return;
    for (const outcome of device.wake(state.clock.now())) report(state, device, outcome);
    await tellOfEvents(state, device);
    wakeInTime(state, device);
  });
}

/** The alert goes up to the DSP as soon as the device is reached, and from there to the User. */
function report(state: EmulatorState, device: EmulatedDevice, outcome: OutcomeAlert): void {
  const { deviceId } = device.description;
  const key = keyOf(deviceId, outcome.command);
  const held = state.heldByDevices.get(key);
  if (held === undefined) {
    state.log(`${deviceId}: ${outcome.alertCode} of a command that the DSP does not know`);
    return;
  }
  held.told += 1;
  if (held.told === outcome.totalCommandInstructions) state.heldByDevices.delete(key);
  sendUp(state, device, outcome.command.originatorCounter, () => deliverOutcome(state, device, held.request, outcome));
}

/** FutureDatedDeviceAlertMessage; its Response Code says that the message came, its alert code what became of the instruction (our reading). */
async function deliverOutcome(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  { alertCode, message, instructionNumber, totalCommandInstructions }: OutcomeAlert,
): Promise<void> {
  const { requestId, serviceReference, serviceReferenceVariant, schemaVersion } = request;
  const { businessOriginatorId: to, businessTargetId: deviceId } = requestId;
  if (device.link !== undefined) {
    // The XSD has no such message for SMETS1: the S1SP tells it as an alert of the device (our reading).
    await alertSupplier(state, device, alertCode, schemaVersion);
    return;
  }
  const faults = state.faults.drawForDelivery(subjectOf(state, request));
  const xml = responseTo(state, request, 'I0', {
    kind: 'futureDatedDeviceAlert',
    serviceReference,
    serviceReferenceVariant,
    alertCode,
    payload: Buffer.from(message).toString('base64'),
    instructionNumber,
    totalCommandInstructions,
  });
  await deliverFaultily(state, { to, xml, deviceId, schemaVersion }, faults);
  if (updatesCredentials(request)) await tellOfCredentials(state, device, request);
}
