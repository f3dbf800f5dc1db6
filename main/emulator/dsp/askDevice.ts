import type { ResponseBody } from '../../duis/buildResponse.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { addCommandMac } from '../../gbcs/preCommand.ts';
import { readMessage } from '../../gbcs/readMessage.ts';
import { type Lost, lostResponse } from '../csp/lost.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { DeliveryFault } from '../faults/faultRule.ts';
import { transformRequest } from '../parseAndCorrelate/transform.ts';
import { askProvider } from '../smets1/askProvider.ts';
import type { EmulatorState } from '../state.ts';
import { wakeInTime, watchHeld } from './futureDated.ts';
import { isHeldByDsp } from './heldByDsp.ts';

/** What comes back from the device, ready to be put into a message: a payload, or why there is none. */
export type DeviceOutcome = { payload: Uint8Array } | Lost;

/** What is to be done on a device: a request to be transformed, or a Signed Pre-Command that is ready to go. */
export type DeviceWork = { kind: 'request' } | { kind: 'signed'; signedPreCommand: Uint8Array };

/** The code of a request that has no command: found only where a device changed after it was accepted. */
const noCommand = 'E11';

/**
 * Sends a command over the CSP's network to a device and gives its answer, both at the present virtual moment.
 *
 * @param dspScheduleId of a read for a schedule, whose failures have alerts of their own
 */
export function executeOnDevice(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  work: DeviceWork,
  dspScheduleId?: string,
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
  const isSilent = state.networks.isSilent(device.description.deviceId);
  const payload = command && !isSilent ? device.execute(command, state.clock.now()) : undefined;
  if (command === undefined || payload === undefined) {
    return lostResponse(dspScheduleId === undefined ? 'request' : 'schedule');
  }
  if (request.executionDateTime !== undefined && !isHeldByDsp(request)) {
    watchHeld(state, device, request, readMessage(command, undefined, 'command').header);
  }
  wakeInTime(state, device);
  return { payload };
}

/** What comes of a request: a code, what the device has to say if it answered, and what follows on the response. */
export interface DeviceAnswer extends Lost {
  body?: ResponseBody;
  afterwards?(): Promise<void>;
}

/** Has the device asked by whoever speaks to it: the CSP's network to a SMETS2+ device, its S1SP to a SMETS1 one. */
export function askDevice(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  work: DeviceWork,
  faults: readonly DeliveryFault[],
  dspScheduleId?: string,
): DeviceAnswer {
  const execute = (): DeviceOutcome => executeOnDevice(state, device, request, work, dspScheduleId);
  if (device.link !== undefined) {
    const isReached = state.networks.obstacle(device) === undefined;
    const ofProvider: readonly DeliveryFault[] = isReached
      ? faults
      : [...faults, { kind: 's1sp', failure: 'unreachable' }];
    const scheduled = dspScheduleId === undefined ? {} : { dspScheduleId };
    return askProvider(state, device, { request, work, ...scheduled }, ofProvider, execute);
  }
  const outcome = execute();
  if ('code' in outcome) return outcome;
  const { serviceReference, serviceReferenceVariant } = request;
  const service = { serviceReference, serviceReferenceVariant };
  const payload = Buffer.from(outcome.payload).toString('base64');
  if (dspScheduleId !== undefined)
    return { code: 'I0', body: { kind: 'dspScheduled', ...service, payload, dspScheduleId } };
  return { code: 'I0', body: { kind: 'gbcsPayload', ...service, payload } };
}
