/** The general form of DLMS messages: every attribute that was read or set, in order, with what is known of it. */
import type { AttributeReading, MessageData } from '../data.ts';
import { accessResultName, actionResultName } from '../dlms/accessResults.ts';
import type { AccessResponse, AccessSpecification } from '../dlms/accessService.ts';
import { attributeName, methodName, objectName } from '../dlms/objects.ts';
import { attributeShape } from '../dlms/shapes.ts';
import { plainValue } from '../dlms/taggedValue.ts';
import { toJson } from '../dlms/toJson.ts';
import { unitName } from '../dlms/units.ts';
import { asList, asNumber, type CosemValue } from '../dlms/values.ts';
import { isoFromDateTime } from '../times.ts';
import { attributesAskedBy, protectedAttributesAskedBy } from '../useCaseAttributes.ts';
import type { Interpretation } from './interpreter.ts';

/** A value with what it is the value of, where that is known. */
export interface SpecifiedValue {
  readonly specification?: AccessSpecification;
  readonly value: CosemValue;
  readonly failure?: string;
}

function specify(
  values: readonly CosemValue[],
  asked: readonly AccessSpecification[],
  results: AccessResponse['results'] = [],
): readonly SpecifiedValue[] {
  return values.map((value, index) => {
    const specification = asked.length === values.length ? asked[index] : undefined;
    const result = results[index];
    const resultName = result?.action === 'action' ? actionResultName : accessResultName;
    const failure = result === undefined || result.result === 0 ? undefined : resultName(result.result);
    return {
      value,
      ...(specification === undefined ? {} : { specification }),
      ...(failure === undefined ? {} : { failure }),
    };
  });
}

/** Everything a message reads, sets or answers, encrypted attributes included, in order. */
export function specifiedValues(message: Interpretation): readonly SpecifiedValue[] {
  const { payload } = message;
  const code = message.header.messageCode ?? 0;
  if (payload.kind === 'accessRequest') return specify(payload.data.map(plainValue), payload.specifications);
  if (payload.kind !== 'accessResponse') return [];
  const decrypted = message.decrypted.flatMap((block) =>
    block.kind === 'attributes' ? [plainValue(block.value)] : [],
  );
  if (decrypted.length > 0) {
    const asked = protectedAttributesAskedBy(code);
    return decrypted.flatMap((values) => specify(asList(values) ?? [values], asked.slice(0, asList(values)?.length)));
  }
  return specify(payload.data.map(plainValue), attributesAskedBy(code), payload.results);
}

function readingOf({ specification, value, failure }: SpecifiedValue): AttributeReading {
  const reading = {
    value: toJson(value, attributeShape(specification)),
    ...(failure === undefined ? {} : { failure }),
  };
  if (specification === undefined) return reading;
  const { action, classId, instance, id } = specification;
  const name = objectName(instance);
  const attribute = action === 'action' ? methodName(classId, id) : attributeName(classId, id);
  return {
    object: instance,
    ...(name === undefined ? {} : { objectName: name }),
    ...(attribute === undefined ? {} : { attribute }),
    ...reading,
  };
}

const scalerUnitAttribute = 3;

/** Readings in order; the scaler and unit of a register go to its value. */
function attributeReadings(values: readonly SpecifiedValue[]): readonly AttributeReading[] {
  const readings: AttributeReading[] = [];
  for (const specified of values) {
    const { specification } = specified;
    const last = readings.at(-1);
    const isRegister = specification?.classId === 3 || specification?.classId === 4;
    const parts = asList(specified.value);
    const scaler = asNumber(parts?.[0]);
    const unit = asNumber(parts?.[1]);
    const isScalerUnit =
      isRegister && specification.id === scalerUnitAttribute && last?.object === specification.instance;
    if (isScalerUnit && last !== undefined && scaler !== undefined && unit !== undefined) {
      readings[readings.length - 1] = { ...last, scaler, unit: unitName(unit) ?? String(unit) };
    } else {
      readings.push(readingOf(specified));
    }
  }
  return readings;
}

export function attributesData(message: Interpretation): MessageData | undefined {
  const values = specifiedValues(message);
  if (values.length === 0) return undefined;
  const { dateTime } = message.header;
  const time = dateTime === undefined ? undefined : isoFromDateTime(dateTime);
  return { kind: 'attributes', ...(time === undefined ? {} : { time }), attributes: attributeReadings(values) };
}
