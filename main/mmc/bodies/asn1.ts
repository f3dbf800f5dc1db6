/** Status codes of ASN.1 payloads, and the bodies that hold little else. */
import statuses from '../../../fixtures/mmc/statuses.json' with { type: 'json' };
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyBuilder, isRecord, numberOf, present, stringOf } from '../part.ts';

export type StatusFamily = keyof typeof statuses.asn1;

/** The MMC's StatusASN1. */
export function asn1Status(code: number, family: StatusFamily): JsonObject {
  const names: Readonly<Record<string, string>> = statuses.asn1[family];
  return { '@ResponseCode': String(code), ASN1Status: names[String(code)] ?? 'notKnown' };
}

function responseCode(element: string, family: StatusFamily): BodyBuilder {
  return ({ data }) => {
    if (data?.kind !== 'asn1' || typeof data.value !== 'number') return undefined;
    return { tree: { [element]: asn1Status(data.value, family) }, uncovered: [], success: data.value === 0 };
  };
}

export const join = responseCode('joinResponseCode', 'join');
export const unjoin = responseCode('unjoinResponseCode', 'unjoin');
export const deviceCertificateUpdate = responseCode('UpdateSecurityCredentialsResponseCode', 'deviceCertificate');

/** CS06: an activation that lies ahead is answered with no more than that it was accepted. */
export const activateFirmware: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'asn1') return undefined;
  const outcome = isRecord(data.value) ? data.value : {};
  const code = numberOf(outcome.responseCode);
  const tree = present({
    ActivateImageResponseCode: code === undefined ? undefined : asn1Status(code, 'firmware'),
    FirmwareVersion: stringOf(outcome.firmwareVersion),
  });
  return { tree, uncovered: [], success: code === undefined || code === 0 };
};

/** The octets of a message's payload. */
function payloadOctets({ fields }: DecodedMessage): Buffer {
  const hex = fields.flatMap((field) => (/^Payload(\.|$)/.test(field.path) ? [field.hex] : [])).join('');
  return Buffer.from(hex, 'hex');
}

/** CS02e: the certificate as it stands in the message. */
export const deviceCertificate: BodyBuilder = (message) => {
  if (message.data?.kind !== 'asn1') return undefined;
  if (isRecord(message.data.value)) {
    return { tree: { Certificate: payloadOctets(message).toString('base64') }, uncovered: [] };
  }
  return responseCode('RetrieveDeviceSecurityCredentialsStatusCode', 'deviceCertificate')(message);
};
