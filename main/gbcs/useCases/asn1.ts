/** The general form of ASN.1 messages, and firmware versions in ASN.1. */
import type { Asn1Value } from '../asn1/element.ts';
import { asn1Name, asn1Value } from '../asn1/payloads.ts';
import type { JsonValue, MessageData } from '../data.ts';
import { camelCase } from '../dlms/toJson.ts';
import type { Interpretation } from './interpreter.ts';

export function asn1Json(value: Asn1Value): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Asn1Value[]).map(asn1Json);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [camelCase(name), asn1Json(item)]));
}

export function asn1Data({ payload }: Interpretation): MessageData | undefined {
  if (payload.kind !== 'asn1') return undefined;
  return { kind: 'asn1', payload: asn1Name(payload), value: asn1Json(asn1Value(payload)) };
}

/** CS08: the firmware version of a PPMID or HCALCS. */
export function asn1FirmwareVersion({ payload }: Interpretation): MessageData | undefined {
  const value = payload.kind === 'asn1' ? asn1Value(payload) : null;
  if (typeof value !== 'object' || value === null) return undefined;
  const version = Object.entries(value).find(([name]) => name === 'Firmware Version')?.[1];
  return typeof version === 'string' ? { kind: 'firmwareVersion', version } : undefined;
}
