import { buildServiceResponse, type ResponseBody } from '../../duis/buildResponse.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId, responseIdFor } from '../../duis/requestId.ts';
import { addCommandMac } from '../../gbcs/preCommand.ts';
import { readMessage } from '../../gbcs/readMessage.ts';
import { carry } from '../components/carry.ts';
import { regionOfDevice } from '../csp/regionOfDevice.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { DeliveryFault } from '../faults/faultRule.ts';
import { transformRequest } from '../parseAndCorrelate/transform.ts';
import { askProvider } from '../smets1/askProvider.ts';
import type { EmulatorState } from '../state.ts';
import { formatDateTime } from './dateTime.ts';
import { deliverFaultily } from './deliverFaultily.ts';
import { watchHeld } from './futureDated.ts';
import { callOff, holdUntil, isCancellation, isHeldByDsp } from './heldByDsp.ts';
import { recordEffect } from './recordEffect.ts';
import { findRefusalAtExecution } from './steps.ts';
import { tellOfCredentials, updatesCredentials } from './tellOfCredentials.ts';

/** What comes back from the device, ready to be put into a message: a payload, or the code that says why there is none. */
export type DeviceOutcome = { payload: Uint8Array } | { code: string };

/** What is to be done on a device: a request to be transformed, or a Signed Pre-Command that is ready to go. */
export type DeviceWork = { kind: 'request' } | { kind: 'signed'; signedPreCommand: Uint8Array };

/** The code of a request that has no command: found only where a device changed after it was accepted. */
const noCommand = 'E11';

/** Sends a command over the CSP's network to a device and gives its answer, both at the present virtual moment. */
export function executeOnDevice(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  work: DeviceWork,
): DeviceOutcome {
  const transformed = work.kind === 'request' ? transformRequest(state, request) : undefined;
  if (transformed && !transformed.ok) {
    state.log(`no command for ${device.description.deviceId}: ${transformed.message}`);
    return { code: noCommand };
  }
  const command =
    work.kind === 'signed'
      ? addCommandMac(work.signedPreCommand, device.link ?? state.pki.gbcsKeys)
      : transformed?.bytes;
  const payload = command && !device.isBroken ? device.execute(command, state.clock.now()) : undefined;
  if (command === undefined || payload === undefined) return { code: 'E21' };
  if (request.executionDateTime !== undefined && !isHeldByDsp(request)) {
    watchHeld(state, device, request, readMessage(command, undefined, 'command').header);
  }
  return { payload };
}

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
    holdUntil(state, request, dueMs, () => {
      const refusal = findRefusalAtExecution(state, device, request);
      if (refusal === undefined) sendToDevice(state, device, request, work);
      else answerWithout(state, request, refusal.code);
    });
  }
}

/** What is called off was never sent: the DSP itself answers, with success also where it held nothing (our reading). */
function confirmCancellation(state: EmulatorState, request: ServiceRequest): void {
  const count = callOff(state, request);
  const { serviceReferenceVariant } = request;
  state.log(`${serviceReferenceVariant}: ${count} future-dated requests called off`);
  answerWithout(state, request, 'I0');
}

/** A Service Response of the DSP itself: no device was asked. */
function answerWithout(state: EmulatorState, request: ServiceRequest, responseCode: string): void {
  const { requestId, serviceReference, serviceReferenceVariant, schemaVersion } = request;
  state.clock.at(state.clock.now(), () => {
    const xml = buildServiceResponse({
      requestId,
      responseId: responseIdFor(requestId),
      responseCode,
      responseDateTime: formatDateTime(state.clock.now()),
      schemaVersion,
      body: { kind: 'serviceReference', serviceReference, serviceReferenceVariant },
    });
    const { businessOriginatorId: to, businessTargetId: deviceId } = requestId;
    return deliverFaultily(state, { to, xml, deviceId, schemaVersion }, []);
  });
}

/** Sends a command on its way, and delivers what comes back. */
function sendToDevice(state: EmulatorState, device: EmulatedDevice, request: ServiceRequest, work: DeviceWork): void {
  const { requestId, serviceReference, serviceReferenceVariant, schemaVersion } = request;
  const { businessOriginatorId: originator, businessTargetId: target, originatorCounter } = requestId;
  const command = { serviceReferenceVariant, originatorCounter: BigInt(originatorCounter) };
  carry(state, device, command, async (lost) => {
    const faults = state.faults.drawForDelivery({
      serviceReferenceVariant,
      originator,
      target,
      region: regionOfDevice(state, target),
      requestId: formatRequestId(requestId),
    });
    const forced = faults.find((fault) => fault.kind === 'respond');
    const instead = forced?.code ?? lost;
    const answer = instead === undefined ? askDevice(state, device, request, work, faults) : { code: instead };
    if (answer.body !== undefined) recordEffect(state, device, request);
    const service = { serviceReference, serviceReferenceVariant };
    const xml = buildServiceResponse({
      requestId,
      responseId: responseIdFor(requestId),
      responseCode: answer.code,
      responseDateTime: formatDateTime(state.clock.now()),
      schemaVersion,
      body: answer.body ?? { kind: 'serviceReference', ...service },
    });
    await deliverFaultily(state, { to: originator, xml, deviceId: target, schemaVersion }, faults);
    await answer.afterwards?.();
    const isHeld = request.executionDateTime !== undefined && !isHeldByDsp(request);
    if (answer.body !== undefined && updatesCredentials(request) && !isHeld) {
      await tellOfCredentials(state, device, request);
    }
  });
}

/** What comes of a request: a code, what the device has to say if it answered, and what follows on the response. */
export interface DeviceAnswer {
  code: string;
  body?: ResponseBody;
  afterwards?(): Promise<void>;
}

/** Has the device asked by whoever speaks to it: the CSP's network to a SMETS2+ device, its S1SP to a SMETS1 one. */
function askDevice(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  work: DeviceWork,
  faults: readonly DeliveryFault[],
): DeviceAnswer {
  const execute = (): DeviceOutcome => executeOnDevice(state, device, request, work);
  if (device.link !== undefined) return askProvider(state, device, { request, work }, faults, execute);
  const outcome = execute();
  if ('code' in outcome) return outcome;
  const { serviceReference, serviceReferenceVariant } = request;
  const payload = Buffer.from(outcome.payload).toString('base64');
  return { code: 'I0', body: { kind: 'gbcsPayload', serviceReference, serviceReferenceVariant, payload } };
}
