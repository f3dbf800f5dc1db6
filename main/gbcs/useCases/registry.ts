/** Use cases by message code: what reads their meaning, and what builds them. */
import type { MessageData } from '../data.ts';
import { alert } from './alerts.ts';
import { asn1Data, asn1FirmwareVersion } from './asn1.ts';
import { attributesData } from './attributes.ts';
import type { UseCaseCodec } from './codec.ts';
import { billingCalendar, firmwareVersion, supplyState } from './configuration.ts';
import { credentialsReplacement, securityCredentials } from './credentials.ts';
import { dailyReadLogCodec } from './dailyReadLog.ts';
import { asn1DeviceLog, communicationsHubDeviceLog, deviceLogBackups } from './deviceLogs.ts';
import { failureOf, type Interpretation, type Interpreter } from './interpreter.ts';
import { eventLog, logs } from './logs.ts';
import { gasPrepayment, meterBalance, prepaymentRegisters } from './prepayment.ts';
import { profileCodecs } from './profiles.ts';
import { registerCodecs } from './registers.ts';
import { tariff } from './tariff.ts';
import { topUp } from './topUp.ts';
import {
  gasBillingCalendar,
  gasFirmwareVersion,
  gasProfile,
  gasSupplyState,
  zigbeeData,
  zigbeeEventLog,
  zigbeeFailure,
} from './zigbee.ts';

const codecs = new Map<number, UseCaseCodec>(
  [...profileCodecs, dailyReadLogCodec, ...registerCodecs].map((codec) => [codec.messageCode, codec]),
);

export function codecOf(messageCode: number): UseCaseCodec | undefined {
  return codecs.get(messageCode);
}

/** The use cases that can be built, by message code. */
export function encodableMessageCodes(): readonly number[] {
  return [...codecs.keys()];
}

function forCodes(interpreter: Interpreter, ...messageCodes: readonly number[]): [number, Interpreter][] {
  return messageCodes.map((messageCode) => [messageCode, interpreter]);
}

const interpreters = new Map<number, Interpreter>([
  ...[...codecs].map(([messageCode, codec]): [number, Interpreter] => [messageCode, codec.interpret]),
  ...forCodes(tariff, 0x0019, 0x00a2, 0x00b7, 0x00c7, 0x003a, 0x00bd),
  ...forCodes(eventLog, 0x0048, 0x0049, 0x0093, 0x0094, 0x00b9, 0x00ba, 0x00fd, 0x010b),
  ...forCodes((message) => zigbeeEventLog(message, 'Event Log'), 0x0014),
  ...forCodes((message) => zigbeeEventLog(message, 'Security Log'), 0x00a1),
  ...forCodes(logs, 0x002e, 0x002f, 0x0030, 0x0034, 0x00c9),
  ...forCodes(firmwareVersion, 0x0059),
  ...forCodes(gasFirmwareVersion, 0x0084),
  ...forCodes(asn1FirmwareVersion, 0x0129),
  ...forCodes(supplyState, 0x0052),
  ...forCodes(gasSupplyState, 0x0082),
  ...forCodes(billingCalendar, 0x003e, 0x00d9, 0x0046, 0x00d7),
  ...forCodes(gasBillingCalendar, 0x009d, 0x00da),
  ...forCodes(communicationsHubDeviceLog, 0x0004, 0x010f),
  ...forCodes(deviceLogBackups, 0x00fe),
  ...forCodes(asn1DeviceLog, 0x0013, 0x008c),
  ...forCodes(securityCredentials, 0x0008, 0x011b),
  ...forCodes(credentialsReplacement, ...Array.from({ length: 10 }, (_, mode) => 0x0100 + mode), 0x0125, 0x0126),
  ...forCodes(prepaymentRegisters, 0x002d),
  ...forCodes(meterBalance, 0x0069),
  ...forCodes(gasPrepayment, 0x0075, 0x008d, 0x012a),
  ...forCodes(gasProfile, 0x0078, 0x00a0),
  ...forCodes(topUp, 0x0007, 0x0097),
]);

function failureIn(message: Interpretation): MessageData | undefined {
  const { payload } = message;
  if (payload.kind === 'gbz') return zigbeeFailure(message);
  if (payload.kind !== 'accessResponse') return undefined;
  // A response that did some of what was asked keeps what it answers, with the failures beside it.
  return payload.results.every(({ result }) => result !== 0) ? failureOf(payload) : undefined;
}

/** The meaning of a message: its use case's own form, else the general form of its format. */
export function interpretMessage(messageCode: number, message: Interpretation): MessageData | undefined {
  if (message.header.cra === 'alert') return alert(message) ?? asn1Data(message);
  return (
    failureIn(message) ??
    interpreters.get(messageCode)?.(message) ??
    attributesData(message) ??
    zigbeeData(message) ??
    asn1Data(message)
  );
}
