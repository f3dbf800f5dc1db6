import type { ServiceRequest } from '../../duis/parse.ts';
import { carry } from '../components/carry.ts';
import { type Lost, lostCommand, lostResponse, timeOutMs } from '../csp/lost.ts';
import { whenReachedWithin } from '../csp/retry.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { DeliveryFault } from '../faults/faultRule.ts';
import { subjectOf } from '../faults/subjectOf.ts';
import type { EmulatorState } from '../state.ts';
import { askDevice, type DeviceAnswer, type DeviceWork } from './askDevice.ts';
import { tellOfFailure } from './commandFailure.ts';
import { deliverFaultily } from './deliverFaultily.ts';
import { callOff, holdUntil, isCancellation, isHeldByDsp } from './heldByDsp.ts';
import { recordEffect } from './recordEffect.ts';
import { settle } from './sequences.ts';
import { deliverWithout, responseTo } from './serviceResponse.ts';
import { findRefusalAtExecution } from './steps.ts';
import { tellOfCredentials, updatesCredentials } from './tellOfCredentials.ts';
import { tellOfDoubt, tellOfEffect } from './tellOfEffect.ts';
import { tellOfEvents } from './tellOfEvents.ts';

/**
 * Carries a device request out when its time has come and delivers the Service Response (DUIS: asynchronous, signed by
 * the DSP). A device that holds future-dated commands gets them at once; the DSP holds the others, by the catalogue.
 */
export function scheduleDeviceRequest(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  work: DeviceWork,
): void {
  if (isCancellation(request)) confirmCancellation(state, request);
  else if (request.executionDateTime === undefined || !isHeldByDsp(request)) sendToDevice(state, device, request, work);
  else {
    const dueMs = Date.parse(request.executionDateTime);
    holdUntil(state, request, dueMs, () => executeHeld(state, device, request, work));
  }
}

/** What is called off was never sent: the DSP itself answers, with success also where it held nothing (our reading). */
function confirmCancellation(state: EmulatorState, request: ServiceRequest): void {
  const count = callOff(state, request);
  state.log(`${request.serviceReferenceVariant}: ${count} future-dated requests called off`);
  // Asynchronous, as every answer to what was acknowledged.
  state.clock.at(state.clock.now(), () => deliverWithout(state, request, 'I0'));
}

/** The time of a request has come: it is tried until the device is reached, or its time-out strikes. */
async function executeHeld(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  work: DeviceWork,
): Promise<void> {
  const refusal = findRefusalAtExecution(state, device, request);
  if (refusal !== undefined) {
    return deliverWithout(state, request, refusal.code);
  }
  whenReachedWithin(
    state,
    device,
    timeOutMs.futureDated,
    () => sendToDevice(state, device, request, work),
    async () => {
      await deliverWithout(state, request, 'E30');
      await tellOfFailure(state, 'future-dated-timed-out', request.requestId);
    },
  );
}

/** What a fault rule makes of the network, in place of what it is. */
function lostByRule(device: EmulatedDevice, faults: readonly DeliveryFault[]): Lost | undefined {
  const forced = faults.find((fault) => fault.kind === 'respond');
  if (forced !== undefined) return { code: forced.code };
  const csp = faults.find((fault) => fault.kind === 'csp');
  if (csp === undefined) return undefined;
  return csp.failure === 'deviceSilent' ? lostResponse('request') : lostCommand('request', device, csp.failure);
}

/** Sends a command on its way, and delivers what comes back. */
function sendToDevice(state: EmulatorState, device: EmulatedDevice, request: ServiceRequest, work: DeviceWork): void {
  const { requestId, serviceReferenceVariant, schemaVersion } = request;
  const { businessOriginatorId: to, businessTargetId: deviceId, originatorCounter } = requestId;
  const command = { serviceReferenceVariant, originatorCounter: BigInt(originatorCounter), kind: 'request' } as const;
  carry(state, device, command, async (lost) => {
    const faults = state.faults.drawForDelivery(subjectOf(state, request));
    const answer: DeviceAnswer = lostByRule(device, faults) ?? lost ?? askDevice(state, device, request, work, faults);
    if (answer.body !== undefined) recordEffect(state, device, request);
    const xml = responseTo(state, request, answer.code, answer.body);
    await deliverFaultily(state, { to, xml, deviceId, schemaVersion }, faults);
    if (answer.cause !== undefined) await tellOfFailure(state, answer.cause, requestId);
    settle(state, request, answer.code);
    await answer.afterwards?.();
    const isHeld = request.executionDateTime !== undefined && !isHeldByDsp(request);
    await tellOfEvents(state, device, answer.body === undefined || isHeld ? undefined : serviceReferenceVariant);
    if (answer.body === undefined) await tellOfDoubt(state, request);
    else await tellOfEffect(state, device, request);
    if (answer.body !== undefined && updatesCredentials(request) && !isHeld) {
      await tellOfCredentials(state, device, request);
    }
  });
}
