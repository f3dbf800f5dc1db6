import { buildServiceResponse } from '../../duis/buildResponse.ts';
import { describeDccAlert } from '../../duis/codes.ts';
import type { JsonObject } from '../../duis/jsonTree.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import { makeProviderAlert } from '../smets1/providerAlert.ts';
import type { EmulatorState } from '../state.ts';
import { formatDateTime } from './dateTime.ts';
import { sampleDccAlert } from './sampleDccAlert.ts';

/** What a DCC Alert says, to whom and about what. */
export interface DccAlertInput {
  code: string;
  to: string;
  deviceId: string;
  schemaVersion: string;
  originatorCounter: string;
  /** One key, such as PowerOutageEvent; a sample of the kind that goes with the code where it is absent. */
  content?: JsonObject;
}

/** A DCC Alert about a device, signed by the DSP, ready to be delivered. */
export function makeDccAlert(state: EmulatorState, alert: DccAlertInput): string {
  const { code, to, deviceId, schemaVersion, originatorCounter, content } = alert;
  if (content === undefined && describeDccAlert(code).bodyElement === 'S1SPAlertDSP') {
    const sample = { deviceId, s1spAlertCode: 'SAMPLE', additionalInformation: 'Sent by a fault rule.' };
    return makeProviderAlert(state, alert, sample);
  }
  const xml = buildServiceResponse({
    responseId: {
      businessOriginatorId: state.fleet.accessControlBroker,
      businessTargetId: to,
      originatorCounter,
    },
    responseCode: 'I0',
    responseDateTime: formatDateTime(state.clock.now()),
    schemaVersion,
    body: { kind: 'dccAlert', alertCode: code, alert: content ?? sampleDccAlert(state, code, deviceId) },
  });
  return signXml(xml, state.pki.dsp);
}
