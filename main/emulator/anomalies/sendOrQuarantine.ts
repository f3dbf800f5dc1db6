import type { Breach } from '../../../shared/anomalies.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { type AlertCause, alertUser } from '../dsp/alertUser.ts';
import type { DeviceWork } from '../dsp/askDevice.ts';
import { scheduleDeviceRequest } from '../dsp/deviceServices.ts';
import type { EmulatorState } from '../state.ts';

const causes: Readonly<Record<Breach, AlertCause>> = {
  ADUserThresholdBreach: 'anomaly-user-threshold',
  ADDCCThresholdBreach: 'anomaly-dcc-threshold',
  ADAttributeLimitsBreach: 'anomaly-attribute-limits',
};

/**
 * Sends an accepted request on its way, or keeps it back where anomaly detection stops it: its User has its
 * acknowledgement, and hears of the quarantine by a DCC Alert (XSD, QuarantinedRequest; that it was acknowledged first is
 * our reading).
 */
export function sendOrQuarantine(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  work: DeviceWork,
): void {
  const { anomalies, clock } = state;
  const atMs = clock.now();
  const breach = anomalies.inspect(request, atMs);
  if (breach === undefined) {
    scheduleDeviceRequest(state, device, request, work);
    return;
  }
  const { reference } = anomalies.keep({ breach, atMs, device, request, work });
  const { requestId, serviceReferenceVariant } = request;
  const { businessOriginatorId: to, businessTargetId: deviceId } = requestId;
  state.log(`${serviceReferenceVariant} to ${deviceId} is in quarantine (${breach}), event ${reference}`);
  const event = { RequestID: formatRequestId(requestId), QuarantineEventRef: String(reference) };
  const content = { QuarantinedRequest: { [breach]: event } };
  clock.at(atMs, () => alertUser(state, { cause: causes[breach], to, deviceId, content }));
}
