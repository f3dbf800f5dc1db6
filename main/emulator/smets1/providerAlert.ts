import { buildServiceResponse } from '../../duis/buildResponse.ts';
import { serviceUserGateway } from '../../duis/namespaces.ts';
import { formatRequestId, type RequestId } from '../../duis/requestId.ts';
import { escapeAttribute, escapeText, xmlDeclaration } from '../../duis/writeXml.ts';
import { signXml } from '../../smki/xmlSignature.ts';
import { formatDateTime } from '../dsp/dateTime.ts';
import type { EmulatorState } from '../state.ts';
import { signAsProvider } from './signAsProvider.ts';

/** What an S1SP tells a User beside, or in place of, a response (XSD `S1SPAlert`). */
export interface ProviderAlert {
  /** Absent where no request caused it. */
  requestId?: RequestId;
  deviceId: string;
  s1spAlertCode: string;
  additionalInformation: string;
  /** Of a top up that did not reach its meter: the consumer may key it in. */
  utrn?: string | undefined;
  dspScheduleId?: string | undefined;
}

const element = (name: string, text: string | undefined): string =>
  text === undefined ? '' : `<sr:${name}>${escapeText(text)}</sr:${name}>`;

function providerAlert(state: EmulatorState, alert: ProviderAlert, schemaVersion: string): string {
  const { requestId, deviceId, s1spAlertCode, additionalInformation, utrn } = alert;
  const content = [
    element('RequestID', requestId && formatRequestId(requestId)),
    element('DeviceID', deviceId),
    element('S1SPAlertCode', s1spAlertCode),
    element('AdditionalInformation', additionalInformation),
    element('UTRN', utrn),
    element('DateTime', formatDateTime(state.clock.now())),
  ].join('');
  const version = escapeAttribute(schemaVersion);
  const xml = `${xmlDeclaration}<sr:S1SPAlert xmlns:sr="${serviceUserGateway}" schemaVersion="${version}">${content}</sr:S1SPAlert>`;
  return signAsProvider(state, xml);
}

/** The S1SP's alert, signed by it, inside a DCC Alert that the DSP signs. */
export function makeProviderAlert(
  state: EmulatorState,
  dcc: { code: string; to: string; schemaVersion: string; originatorCounter: string },
  alert: ProviderAlert,
): string {
  const { code, to, schemaVersion, originatorCounter } = dcc;
  const inner = providerAlert(state, alert, schemaVersion) + element('DSPScheduleID', alert.dspScheduleId);
  const xml = buildServiceResponse({
    responseId: { businessOriginatorId: state.fleet.accessControlBroker, businessTargetId: to, originatorCounter },
    responseCode: 'I0',
    responseDateTime: formatDateTime(state.clock.now()),
    schemaVersion,
    body: {
      kind: 'xml',
      xml: `<sr:DCCAlertMessage>${element('DCCAlertCode', code)}<sr:DCCAlert><sr:S1SPAlertDSP>${inner}</sr:S1SPAlertDSP></sr:DCCAlert></sr:DCCAlertMessage>`,
    },
  });
  return signXml(xml, state.pki.dsp);
}
