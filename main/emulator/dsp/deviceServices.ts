import { buildServiceResponse } from '../../duis/buildResponse.ts';
import { findServiceReferenceVariant } from '../../duis/catalogue.ts';
import { formatRequestId, type RequestId, responseIdFor } from '../../duis/requestId.ts';
import { latencyOf } from '../csp/latency.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { type DeviceRequest, transform } from '../parseAndCorrelate/transform.ts';
import type { EmulatorState } from '../state.ts';
import { formatDateTime } from './dateTime.ts';
import { deliverFaultily } from './deliverFaultily.ts';

/** Roles whose certificates an ESME holds: to it, a User of any other role is an Unknown Remote Party (GBCS). */
const rolesKnownToDevices = new Set(['IS', 'GS', 'ED', 'GT']);

/** What comes back from the device, ready to be put into a message: a payload, or the code that says why there is none. */
export type DeviceOutcome = { payload: Uint8Array } | { code: 'E20' | 'E21' };

/** Sends a command over the CSP's network to a device and gives its answer, both at the present virtual moment. */
export function executeOnDevice(state: EmulatorState, device: EmulatedDevice, request: DeviceRequest): DeviceOutcome {
  const organisation = state.organisations.get(request.originator);
  const known = organisation?.roles.some((role) => rolesKnownToDevices.has(role)) ?? false;
  // A User unknown to the device has its answer encrypted to its own key, where the answer is encrypted at all.
  const isProtected = findServiceReferenceVariant(request.serviceReferenceVariant)?.keyAgreementCertificate ?? false;
  const certificate = isProtected
    ? (request.keyAgreementCertificate ?? state.pki.keyAgreementCertificate(request.originator))
    : undefined;
  const broker = { deviceId: state.fleet.accessControlBroker, nextCounter: state.nextBrokerCounter };
  const command = transform({ ...request, keyAgreementCertificate: certificate }, broker, known, state.pki.gbcsKeys);
  const payload = device.execute(command, state.clock.now());
  return payload === undefined ? { code: 'E21' } : { payload };
}

/**
 * Carries a device request out when its time has come and delivers the Service Response (DUIS: asynchronous, signed by
 * the DSP). Immediately means after the network's latency.
 */
export function scheduleDeviceRequest(
  state: EmulatorState,
  device: EmulatedDevice,
  request: DeviceRequest,
  identity: { requestId: RequestId; serviceReference: string; schemaVersion: string; executeAtMs: number | undefined },
): void {
  const start = Math.max(identity.executeAtMs ?? 0, state.clock.now());
  state.clock.at(start + latencyOf(device.premises, request.originatorCounter), async () => {
    const faults = state.faults.drawForDelivery({
      serviceReferenceVariant: request.serviceReferenceVariant,
      originator: identity.requestId.businessOriginatorId,
      target: identity.requestId.businessTargetId,
      requestId: formatRequestId(identity.requestId),
    });
    const forced = faults.find((fault) => fault.kind === 'respond');
    const outcome = forced ? { code: forced.code } : executeOnDevice(state, device, request);
    const failed = 'code' in outcome;
    const service = {
      serviceReference: identity.serviceReference,
      serviceReferenceVariant: request.serviceReferenceVariant,
    };
    const xml = buildServiceResponse({
      requestId: identity.requestId,
      responseId: responseIdFor(identity.requestId),
      responseCode: failed ? outcome.code : 'I0',
      responseDateTime: formatDateTime(state.clock.now()),
      schemaVersion: identity.schemaVersion,
      body: failed
        ? { kind: 'serviceReference', ...service }
        : { kind: 'gbcsPayload', ...service, payload: Buffer.from(outcome.payload).toString('base64') },
    });
    const { schemaVersion } = identity;
    await deliverFaultily(state, { to: request.originator, xml, deviceId: request.deviceId, schemaVersion }, faults);
  });
}
