/** Instantaneous registers: ECS17a (export, in the clear) and ECS17b (import, encrypted). */
import { WorkbenchError } from '../../../shared/errors.ts';
import type { MessageData, RegisterReading } from '../data.ts';
import type { AccessResult, AccessSpecification } from '../dlms/accessService.ts';
import {
  accessRequest,
  accessResponse,
  accessSpecification,
  doubleLongUnsigned,
  enumeration,
  integer,
  nullData,
  structureOf,
} from '../dlms/encode.ts';
import { protectedAttributesRequest, protectedAttributesResponse } from '../dlms/protect.ts';
import { plainValue } from '../dlms/taggedValue.ts';
import { unitCode, unitName } from '../dlms/units.ts';
import { asList, asNumber, type CosemValue } from '../dlms/values.ts';
import type { GroupingHeader } from '../header.ts';
import { isoFromDateTime } from '../times.ts';
import type { UseCaseCodec } from './codec.ts';
import { decryptedAttributes, failureOf } from './interpreter.ts';

const valueAndUnit = 2;

/** Readings from a flat list of value, { scaler, unit }, value, … in the order of `names`. */
function readingsOf(values: readonly CosemValue[], names: readonly string[]): readonly RegisterReading[] | undefined {
  const readings: RegisterReading[] = [];
  for (let index = 0; index + 1 < values.length; index += valueAndUnit) {
    const value = asNumber(values[index]);
    const scalerUnit = asList(values[index + 1]);
    const scaler = asNumber(scalerUnit?.[0]);
    const unit = asNumber(scalerUnit?.[1]);
    if (value === undefined || scaler === undefined || unit === undefined) return undefined;
    const name = names[index / valueAndUnit] ?? `register ${index / valueAndUnit + 1}`;
    readings.push({ name, value, scaler, unit: unitName(unit) ?? String(unit) });
  }
  return readings.length > 0 ? readings : undefined;
}

function withTime(header: GroupingHeader, registers: readonly RegisterReading[]): MessageData {
  const time = header.dateTime === undefined ? undefined : isoFromDateTime(header.dateTime);
  return { kind: 'registers', ...(time === undefined ? {} : { time }), registers };
}

function encodeReadings(data: MessageData, names: readonly string[]): readonly Uint8Array[] {
  if (data.kind !== 'registers') {
    throw new WorkbenchError('invalid-argument', 'The response needs data of kind registers.');
  }
  return names.flatMap((name) => {
    const reading = data.registers.find((register) => register.name === name);
    const unit = reading === undefined ? undefined : unitCode(reading.unit);
    if (reading === undefined || unit === undefined) {
      throw new WorkbenchError('invalid-argument', `The response needs a register "${name}" with a unit of COSEM.`);
    }
    return [doubleLongUnsigned(reading.value), structureOf(integer(reading.scaler), enumeration(unit))];
  });
}

const exportNames = ['activeExport', 'reactiveExport'] as const;
const exportSpecifications: readonly AccessSpecification[] = ['1-0:2.8.0.255', '1-0:4.8.0.255'].flatMap((instance) =>
  [2, 3].map((id) => ({ action: 'get', classId: 3, instance, id }) as const),
);

function exportResults(result: number): readonly AccessResult[] {
  return exportSpecifications.map(() => ({ action: 'get', result }));
}

const exportRegisters: UseCaseCodec = {
  messageCode: 0x0026,
  isProtected: false,
  hasDateTime: true,
  interpret({ header, payload }) {
    if (payload.kind === 'accessRequest') return { kind: 'readRequest' };
    if (payload.kind !== 'accessResponse') return undefined;
    const readings = readingsOf(payload.data.map(plainValue), exportNames);
    return failureOf(payload) ?? (readings === undefined ? undefined : withTime(header, readings));
  },
  encodeCommand: (header) =>
    accessRequest(
      header.originatorCounter,
      exportSpecifications.map((specification) => accessSpecification(specification)),
      exportSpecifications.map(() => nullData),
    ),
  encodeResponse: (header, data) =>
    accessResponse(header.originatorCounter, encodeReadings(data, exportNames), exportResults(0)),
  encodeFailure: (header, result) =>
    accessResponse(
      header.originatorCounter,
      exportSpecifications.map(() => nullData),
      exportResults(result),
    ),
};

const importNames = ['activeImport', 'reactiveImport'] as const;
const importCollection = { classId: 1, instance: '0-0:94.44.34.10', attribute: 2 };
const importProtection: AccessSpecification = { action: 'action', classId: 30, instance: '0-0:43.2.8.255', id: 1 };

/** A twin-element meter adds the second element's register, in the first's unit and scaler. */
function importReadings(values: readonly CosemValue[]): readonly RegisterReading[] | undefined {
  const readings = readingsOf(values.slice(0, 4), importNames);
  const secondary = asNumber(values[4]);
  const first = readings?.[0];
  if (readings === undefined || first === undefined || secondary === undefined) return readings;
  return [...readings, { ...first, name: 'secondaryActiveImport', value: secondary }];
}

function encodeImport(data: MessageData): Uint8Array {
  const members = encodeReadings(data, importNames);
  const secondary =
    data.kind === 'registers' ? data.registers.find(({ name }) => name === 'secondaryActiveImport') : undefined;
  return structureOf(...members, ...(secondary === undefined ? [] : [doubleLongUnsigned(secondary.value)]));
}

const importRegisters: UseCaseCodec = {
  messageCode: 0x0027,
  isProtected: true,
  hasDateTime: true,
  interpret(message) {
    const { header, payload } = message;
    if (payload.kind === 'accessRequest') return { kind: 'readRequest' };
    if (payload.kind !== 'accessResponse') return undefined;
    const values = asList(decryptedAttributes(message)?.[0]);
    const readings = values === undefined ? undefined : importReadings(values);
    return failureOf(payload) ?? (readings === undefined ? undefined : withTime(header, readings));
  },
  encodeCommand: (header) =>
    accessRequest(
      header.originatorCounter,
      [accessSpecification(importProtection)],
      [protectedAttributesRequest(header, [importCollection])],
    ),
  encodeResponse: (header, data, keys) =>
    accessResponse(
      header.originatorCounter,
      [protectedAttributesResponse(header, structureOf(encodeImport(data)), keys)],
      [{ action: 'action', result: 0 }],
    ),
  encodeFailure: (header, result) =>
    accessResponse(header.originatorCounter, [nullData], [{ action: 'action', result }]),
};

export const registerCodecs: readonly UseCaseCodec[] = [exportRegisters, importRegisters];
