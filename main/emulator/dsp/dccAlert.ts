import { buildServiceResponse } from '../../duis/buildResponse.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import type { EmulatorState } from '../state.ts';
import { formatDateTime } from './dateTime.ts';
import { sampleDccAlert } from './sampleDccAlert.ts';

/** A DCC Alert about a device, signed by the DSP, ready to be delivered. */
export function makeDccAlert(
  state: EmulatorState,
  alert: { code: string; to: string; deviceId: string; schemaVersion: string; originatorCounter: string },
): string {
  const { code, to, deviceId, schemaVersion, originatorCounter } = alert;
  const xml = buildServiceResponse({
    responseId: {
      businessOriginatorId: state.fleet.accessControlBroker,
      businessTargetId: to,
      originatorCounter,
    },
    responseCode: 'I0',
    responseDateTime: formatDateTime(state.clock.now()),
    schemaVersion,
    body: { kind: 'dccAlert', alertCode: code, alert: sampleDccAlert(state, code, deviceId) },
  });
  return signXml(xml, state.pki.dsp);
}
