/** The few facts of a DUIS message that a load run needs, found by sight: parsing each would cost as much as verifying it. */
export interface ScannedMessage {
  responseCode: string | undefined;
  /** The last part of the RequestID. */
  requestCounter: string | undefined;
  responseCounter: string | undefined;
  dspScheduleId: string | undefined;
  /** Base64, of a Pre-Command. */
  preCommand: string | undefined;
  isAlert: boolean;
  /** What a device tells of its own accord, in the words of either generation. */
  isDeviceAlert: boolean;
}

const element = (name: string): RegExp => new RegExp(`<(?:\\w+:)?${name}>([^<]*)</`);
const responseCode = element('ResponseCode');
const requestId = element('RequestID');
const responseId = element('ResponseID');
const scheduleId = element('DSPScheduleID');
const payload = element('GBCSPayload');
const preCommand = /<(?:\w+:)?PreCommand>/;
const alert = /<(?:\w+:)?DCCAlertMessage>/;

const deviceAlert = /<(?:\w+:)?DeviceAlertMessage>/;

const find = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1]?.trim();
const lastPart = (id: string | undefined): string | undefined => id?.slice(id.lastIndexOf(':') + 1);

export function scanMessage(xml: string): ScannedMessage {
  return {
    responseCode: find(xml, responseCode),
    requestCounter: lastPart(find(xml, requestId)),
    responseCounter: lastPart(find(xml, responseId)),
    dspScheduleId: find(xml, scheduleId),
    preCommand: preCommand.test(xml) ? find(xml, payload) : undefined,
    isAlert: alert.test(xml),
    isDeviceAlert: deviceAlert.test(xml),
  };
}
