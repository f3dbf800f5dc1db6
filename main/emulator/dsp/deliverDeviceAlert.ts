import { buildServiceResponse } from '../../duis/buildResponse.ts';
import { regionOfDevice } from '../csp/regionOfDevice.ts';
import { sendUp } from '../csp/sendUp.ts';
import type { DeviceAlert } from '../devices/deviceAlert.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { EmulatorState } from '../state.ts';
import { versionFor } from './alertUser.ts';
import { formatDateTime } from './dateTime.ts';
import { deliverFaultily } from './deliverFaultily.ts';

/** What fault rules see in place of a service: an alert belongs to none. */
const noService = '';

/** Has a device tell a User of something: up over its network, and on as a DeviceAlertMessage signed by the DSP. */
export function raiseDeviceAlert(state: EmulatorState, device: EmulatedDevice, alert: DeviceAlert): void {
  const { deviceId } = device.description;
  const message = device.alert(alert, state.clock.now());
  const counter = state.nextBrokerCounter();
  sendUp(state, device, counter, async () => {
    const { recipient: to, code } = alert;
    const schemaVersion = versionFor(state, to);
    const faults = state.faults.drawForDelivery({
      serviceReferenceVariant: noService,
      originator: to,
      target: deviceId,
      region: regionOfDevice(state, deviceId),
      requestId: '',
    });
    const xml = buildServiceResponse({
      responseId: { businessOriginatorId: deviceId, businessTargetId: to, originatorCounter: counter.toString() },
      responseCode: 'I0',
      responseDateTime: formatDateTime(state.clock.now()),
      schemaVersion,
      body: { kind: 'deviceAlert', alertCode: code, payload: Buffer.from(message).toString('base64') },
    });
    await deliverFaultily(state, { to, xml, deviceId, schemaVersion }, faults);
  });
}
