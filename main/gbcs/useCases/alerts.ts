/** Alerts of devices, in any of the three formats. */
import { alertName, formatAlertCode } from '../alertCodes.ts';
import { asn1Value } from '../asn1/payloads.ts';
import type { AlertData, JsonValue, MessageData } from '../data.ts';
import type { FutureDatedOutcome } from '../dlms/dataNotification.ts';
import { formatObis, objectName } from '../dlms/objects.ts';
import { plainValue } from '../dlms/taggedValue.ts';
import { toJson } from '../dlms/toJson.ts';
import { describeDateTime } from '../times.ts';
import { findUseCase, formatMessageCode } from '../useCaseTable.ts';
import { asn1Json } from './asn1.ts';
import type { Interpretation } from './interpreter.ts';
import { zigbeeData } from './zigbee.ts';

type FutureDated = NonNullable<AlertData['futureDated']>;

function futureDated(outcome: FutureDatedOutcome | undefined): FutureDated | undefined {
  if (outcome === undefined) return undefined;
  const messageCode = formatMessageCode(outcome.messageCode);
  const object = outcome.attribute === undefined ? undefined : formatObis(outcome.attribute.instance);
  const name = object === undefined ? undefined : objectName(object);
  return {
    messageCode,
    useCase: findUseCase(outcome.messageCode)?.useCase ?? messageCode,
    originatorCounter: String(outcome.originatorCounter),
    ...(object === undefined ? {} : { object }),
    ...(name === undefined ? {} : { objectName: name }),
  };
}

function alertData(
  code: number,
  time: string | undefined,
  body: JsonValue | undefined,
  outcome?: FutureDatedOutcome,
): MessageData {
  const instruction = futureDated(outcome);
  const name = alertName(code);
  return {
    kind: 'alert',
    alertCode: formatAlertCode(code),
    ...(name === undefined ? {} : { alertName: name }),
    ...(time === undefined ? {} : { time }),
    ...(instruction === undefined ? {} : { futureDated: instruction }),
    ...(body === undefined ? {} : { body }),
  };
}

function dlmsBody(message: Interpretation): JsonValue | undefined {
  if (message.payload.kind !== 'dataNotification') return undefined;
  const decrypted = message.decrypted.flatMap((block) =>
    block.kind === 'attributes' ? [toJson(plainValue(block.value))] : [],
  );
  if (decrypted.length > 0) return decrypted;
  const { body } = message.payload;
  return body.length === 0 ? undefined : toJson(body.map(plainValue));
}

export function alert(message: Interpretation): MessageData | undefined {
  const { payload } = message;
  if (payload.kind === 'dataNotification') {
    if (payload.alertCode === undefined) return undefined;
    const time = payload.time === undefined ? undefined : describeDateTime(payload.time);
    return alertData(payload.alertCode, time, dlmsBody(message), payload.outcome);
  }
  if (payload.kind === 'gbzAlert') {
    const inside = zigbeeData(message);
    const commands = inside?.kind === 'zigbee' ? inside.commands : undefined;
    const body = commands?.map(({ cluster, command, fields }) => ({ cluster, command, fields: fields ?? {} }));
    return alertData(payload.alertCode, payload.time, body, payload.outcome);
  }
  const value = payload.kind === 'asn1' ? asn1Value(payload) : null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const record = Object.fromEntries(Object.entries(value));
  const code = record['Alert Code'];
  const time = record['Execution Date Time'] ?? record['Backup Date Time'];
  if (typeof code !== 'number') return undefined;
  return alertData(code, typeof time === 'string' ? time : undefined, asn1Json(value));
}
