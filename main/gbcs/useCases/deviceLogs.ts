/** Device logs of Communications Hubs (CCS04 to CCS07, CS14), of GPFs (GCS59, GCS62) and join details (CS07). */

import type { Asn1Record, Asn1Value } from '../asn1/element.ts';
import { describeCode } from '../asn1/names.ts';
import { asn1Name, asn1Value } from '../asn1/payloads.ts';
import { formatEui64 } from '../bytes.ts';
import type { DeviceLogEntry, MessageData } from '../data.ts';
import { plainValue } from '../dlms/taggedValue.ts';
import { asList, asNumber, asOctets, type CosemValue } from '../dlms/values.ts';
import { isoFromDateTime } from '../times.ts';
import { answeredValue, type Interpretation } from './interpreter.ts';

const averageRssiColumn = 3;
const lastCommunicationColumn = 8;

function activeDevice(row: CosemValue): DeviceLogEntry | undefined {
  const values = asList(row);
  const id = asOctets(values?.[0]);
  if (values === undefined || id?.length !== 8) return undefined;
  const averageRssi = asNumber(values[averageRssiColumn]);
  const last = asOctets(values[lastCommunicationColumn]);
  const lastCommunication = last === undefined ? undefined : isoFromDateTime(last);
  return {
    deviceId: formatEui64(id),
    ...(averageRssi === undefined ? {} : { averageRssi }),
    ...(lastCommunication === undefined ? {} : { lastCommunication }),
  };
}

function devicesOf(value: CosemValue | undefined): readonly DeviceLogEntry[] {
  return (asList(value) ?? []).flatMap((row) => activeDevice(row) ?? []);
}

/** CCS05/CCS04 and CCS06: the devices the Communications Hub knows, with how well it hears them. */
export function communicationsHubDeviceLog(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'accessResponse') return undefined;
  const entries = devicesOf(answeredValue(message.payload, 0));
  return entries.length === 0 ? undefined : { kind: 'deviceLog', log: 'CHF Device Log', entries };
}

/** CCS07: back-ups of the Communications Hub's device logs, `[time, PAN id, devices]` each. */
export function deviceLogBackups(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'accessResponse') return undefined;
  const entries = message.payload.data.flatMap((backup) => devicesOf(asList(plainValue(backup))?.[2]));
  return entries.length === 0 ? undefined : { kind: 'deviceLog', log: 'CHF Device Log Backup', entries };
}

function isRecord(value: Asn1Value | undefined): value is Asn1Record {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asn1Entry(value: Asn1Value, outcome?: Asn1Value): DeviceLogEntry | undefined {
  if (!isRecord(value)) return undefined;
  const deviceId = value['Device Id'];
  const type = value['Device Type'];
  if (typeof deviceId !== 'string') return undefined;
  return {
    deviceId,
    ...(typeof type === 'number' ? { deviceType: describeCode(type, 'deviceType') } : {}),
    ...(typeof outcome === 'number' ? { outcome: describeCode(outcome, 'joinResponse') } : {}),
  };
}

function asn1List(value: Asn1Value | undefined): readonly Asn1Value[] {
  return Array.isArray(value) ? (value as readonly Asn1Value[]) : [];
}

/** CS07, GCS59 and GCS62: device log entries in ASN.1. */
export function asn1DeviceLog(message: Interpretation): MessageData | undefined {
  const { payload } = message;
  const value = payload.kind === 'asn1' ? asn1Value(payload) : undefined;
  if (payload.kind !== 'asn1' || !isRecord(value)) return undefined;
  const plain = asn1List(value['Device Log Entries']).flatMap((entry) => asn1Entry(entry) ?? []);
  const restored = asn1List(value['Restore Outcomes']).flatMap((outcome) =>
    isRecord(outcome) ? (asn1Entry(outcome['Device Log Entry'] ?? null, outcome['Join Response Code']) ?? []) : [],
  );
  const entries = [...plain, ...restored];
  // A device that has joined none says so with an empty list.
  const isList = Array.isArray(value['Device Log Entries']);
  return entries.length === 0 && !isList ? undefined : { kind: 'deviceLog', log: asn1Name(payload), entries };
}
