import type { AnswerOne, DeviceAnswer } from '../../../gbcs/answerCommand.ts';
import type { AccessSpecification } from '../../../gbcs/dlms/accessService.ts';
import { nullData, structureOf } from '../../../gbcs/dlms/encode.ts';
import { formatObis } from '../../../gbcs/dlms/objects.ts';
import { plainValue } from '../../../gbcs/dlms/taggedValue.ts';
import { asList, asNumber, asOctets } from '../../../gbcs/dlms/values.ts';
import type { Pending } from '../pending.ts';
import { activateByMethod, activateByTime } from './activations.ts';
import { type CosemAttributes, cosemKey } from './attributes.ts';
import { plainOf, type Range, rangeOf, restrictionRange, selectRange } from './logs.ts';

/** Results of IEC 62056-5-3. */
export const result = { success: 0, temporaryFailure: 2, objectUndefined: 4, otherReason: 250 } as const;

/** What a method of a device does with its parameter; it answers how it went. */
export type CosemMethod = (value: Uint8Array, nowMs: number) => number | DeviceAnswer;

/** A device's COSEM objects. */
export interface CosemObjects {
  attributes: CosemAttributes;
  pending: Pending;
  /** Attributes that are worked out when they are read. */
  live: Readonly<Record<string, (nowMs: number, range: Range | undefined) => Uint8Array>>;
  methods: Readonly<Record<string, CosemMethod>>;
  /** Hears of what was set. */
  onSet?: Readonly<Record<string, (value: Uint8Array, nowMs: number) => void>>;
}

const done: DeviceAnswer = { data: nullData, result: result.success };
const failed = (code: number): DeviceAnswer => ({ data: nullData, result: code });

function read({ attributes, live }: CosemObjects, key: string, range: Range | undefined, nowMs: number) {
  const found = live[key]?.(nowMs, range) ?? attributes.get(key);
  return found === undefined ? undefined : selectRange(found, range);
}

const dataProtection = 30;

/** get_protected_attributes: the attributes that the parameter lists, in order; one that is not there is null data. */
function readProtected(objects: CosemObjects, value: Uint8Array, nowMs: number): DeviceAnswer {
  const references = asList(asList(plainOf(value))?.[0]) ?? [];
  const values = references.map((reference) => {
    const [classId, instance, id, , restriction] = asList(reference) ?? [];
    const name = formatObis(asOctets(instance) ?? new Uint8Array(6));
    const key = cosemKey({ classId: asNumber(classId) ?? 0, instance: name, id: asNumber(id) ?? 0 });
    return read(objects, key, restrictionRange(restriction), nowMs) ?? nullData;
  });
  return { data: structureOf(...values), result: result.success, isProtected: true };
}

function call(objects: CosemObjects, asked: AccessSpecification, value: Uint8Array, nowMs: number): DeviceAnswer {
  if (asked.classId === dataProtection) return readProtected(objects, value, nowMs);
  const key = cosemKey(asked);
  const method = objects.methods[key];
  if (method !== undefined) {
    const answer = method(value, nowMs);
    return typeof answer === 'number' ? failed(answer) : answer;
  }
  return activateByMethod(objects.attributes, key) ? done : failed(result.objectUndefined);
}

/** Answers one thing that a command of the access service asks of these objects. */
export function answerAccess(objects: CosemObjects, nowMs: number): AnswerOne {
  return (asked, value) => {
    const key = cosemKey(asked);
    if (asked.action === 'action') return call(objects, asked, value, nowMs);
    if (asked.action === 'set' || asked.action === 'setWithSelection') {
      objects.attributes.set(key, value);
      objects.onSet?.[key]?.(value, nowMs);
      activateByTime(objects.attributes, objects.pending, asked, value);
      return done;
    }
    const range = asked.selector === undefined ? undefined : rangeOf(plainValue(asked.selector.parameters));
    const data = read(objects, key, range, nowMs);
    return data === undefined ? failed(result.objectUndefined) : { data, result: result.success };
  };
}
