import { buildServiceResponse, type ResponseBody } from '../../duis/buildResponse.ts';
import { findServiceReferenceVariant } from '../../duis/catalogue.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId, responseIdFor } from '../../duis/requestId.ts';
import { addCommandMac } from '../../gbcs/preCommand.ts';
import { carry } from '../components/carry.ts';
import { regionOfDevice } from '../csp/regionOfDevice.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { DeliveryFault } from '../faults/faultRule.ts';
import { transformRequest } from '../parseAndCorrelate/transform.ts';
import { askProvider } from '../smets1/askProvider.ts';
import type { EmulatorState } from '../state.ts';
import { formatDateTime } from './dateTime.ts';
import { deliverFaultily } from './deliverFaultily.ts';
import { recordEffect } from './recordEffect.ts';

/** What comes back from the device, ready to be put into a message: a payload, or the code that says why there is none. */
export type DeviceOutcome = { payload: Uint8Array } | { code: string };

/** What is to be done on a device: a request to be transformed, or a Signed Pre-Command that is ready to go. */
export type DeviceWork =
  | { kind: 'request'; request: ServiceRequest }
  | { kind: 'signed'; signedPreCommand: Uint8Array };

/** The code of a request that has no command: found only where a device changed after it was accepted. */
const noCommand = 'E11';

/** Sends a command over the CSP's network to a device and gives its answer, both at the present virtual moment. */
export function executeOnDevice(state: EmulatorState, device: EmulatedDevice, work: DeviceWork): DeviceOutcome {
  const transformed = work.kind === 'request' ? transformRequest(state, work.request) : undefined;
  if (transformed && !transformed.ok) {
    state.log(`no command for ${device.description.deviceId}: ${transformed.message}`);
    return { code: noCommand };
  }
  const command =
    work.kind === 'signed'
      ? addCommandMac(work.signedPreCommand, device.link ?? state.pki.gbcsKeys)
      : transformed?.bytes;
  const payload = command && !device.isBroken ? device.execute(command, state.clock.now()) : undefined;
  return payload === undefined ? { code: 'E21' } : { payload };
}

/**
 * Carries a device request out when its time has come and delivers the Service Response (DUIS: asynchronous, signed by
 * the DSP). Immediately means after the network's latency.
 */
export function scheduleDeviceRequest(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  work: DeviceWork,
): void {
  const { requestId, serviceReference, serviceReferenceVariant, schemaVersion } = request;
  const { businessOriginatorId: originator, businessTargetId: target, originatorCounter } = requestId;
  // A device that holds future-dated commands gets them at once; the DSP holds the others (pattern of the catalogue).
  const isHeldByDsp = findServiceReferenceVariant(serviceReferenceVariant)?.futureDated !== 'Device';
  const executeAt = isHeldByDsp && request.executionDateTime !== undefined ? Date.parse(request.executionDateTime) : 0;
  const start = Math.max(executeAt, state.clock.now());
  const command = { serviceReferenceVariant, startMs: start, originatorCounter: BigInt(originatorCounter) };
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
  const execute = (): DeviceOutcome => executeOnDevice(state, device, work);
  if (device.link !== undefined) return askProvider(state, device, { request, work }, faults, execute);
  const outcome = execute();
  if ('code' in outcome) return outcome;
  const { serviceReference, serviceReferenceVariant } = request;
  const payload = Buffer.from(outcome.payload).toString('base64');
  return { code: 'I0', body: { kind: 'gbcsPayload', serviceReference, serviceReferenceVariant, payload } };
}
