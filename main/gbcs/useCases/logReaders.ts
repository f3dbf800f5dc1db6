/**
 * The two ways GBCS reads a log: a get with a range of times, in the clear, and get_protected_attributes with a range of
 * date-times, answered encrypted.
 */
import type { MessageData } from '../data.ts';
import type { AccessRequest } from '../dlms/accessService.ts';
import {
  accessRequest,
  accessResponse,
  accessSpecification,
  arrayOf,
  doubleLongUnsigned,
  integer,
  logicalName,
  longUnsigned,
  nullData,
  octetString,
  structureOf,
} from '../dlms/encode.ts';
import { type ProtectedAttribute, protectedAttributesRequest, protectedAttributesResponse } from '../dlms/protect.ts';
import { plainValue } from '../dlms/taggedValue.ts';
import { asList, asNumber, asOctets, type CosemValue } from '../dlms/values.ts';
import type { GbcsKeys } from '../keys.ts';
import { isoFromDateTime, isoFromSeconds } from '../times.ts';
import type { CompleteHeader, UseCaseCodec } from './codec.ts';
import { dateTimeOrThrow, readLogRequestOrThrow, secondsOrThrow } from './parameters.ts';

export interface LogReader extends Pick<UseCaseCodec, 'encodeCommand' | 'encodeFailure' | 'isProtected'> {
  interpretRequest(request: AccessRequest): MessageData | undefined;
  /** Wraps the encoded value of the one attribute that was read into a whole response. */
  encodeAnswer(header: CompleteHeader, value: Uint8Array, keys: GbcsKeys): Uint8Array;
}

function selectorParameters({ specifications }: AccessRequest): CosemValue | undefined {
  const selector = specifications[0]?.selector;
  return selector === undefined ? undefined : plainValue(selector.parameters);
}

function firstValue({ data }: AccessRequest): CosemValue | undefined {
  return data[0] === undefined ? undefined : plainValue(data[0]);
}

const clock = '0-0:94.44.100.255';
const rangeSelector = 1;

/** Reads entries in the clear; the range is in seconds since 2000 of the clock object 0-0:94.44.100.255. */
export function plainLogReader(target: ProtectedAttribute): LogReader {
  const specification = {
    action: 'getWithSelection',
    classId: target.classId,
    instance: target.instance,
    id: target.attribute,
  } as const;
  return {
    isProtected: false,
    interpretRequest(request) {
      const selector = asList(selectorParameters(request));
      const from = asNumber(selector?.[1]);
      const to = asNumber(selector?.[2]);
      if (from === undefined || to === undefined) return undefined;
      return { kind: 'readLogRequest', from: isoFromSeconds(from), to: isoFromSeconds(to) };
    },
    encodeCommand(header, parameters) {
      const { from, to } = readLogRequestOrThrow(parameters);
      const range = structureOf(
        structureOf(longUnsigned(1), octetString(logicalName(clock)), integer(2), longUnsigned(0)),
        doubleLongUnsigned(secondsOrThrow(from, 'from')),
        doubleLongUnsigned(secondsOrThrow(to, 'to')),
        arrayOf(),
      );
      const specifications = [accessSpecification(specification, { id: rangeSelector, parameters: range })];
      return accessRequest(header.originatorCounter, specifications, [nullData]);
    },
    encodeAnswer: (header, value) => accessResponse(header.originatorCounter, [value], [{ action: 'get', result: 0 }]),
    encodeFailure: (header, result) =>
      accessResponse(header.originatorCounter, [nullData], [{ action: 'get', result }]),
  };
}

/** Reads entries encrypted; the range is in 12-octet date-times. */
export function protectedLogReader(protectedBy: string, target: ProtectedAttribute): LogReader {
  const specification = { action: 'action', classId: 30, instance: protectedBy, id: 1 } as const;
  return {
    isProtected: true,
    interpretRequest(request) {
      const objects = asList(asList(firstValue(request))?.[0]);
      const restriction = asList(asList(objects?.[0])?.[4]);
      const range = asList(restriction?.[1]);
      const from = asOctets(range?.[0]);
      const to = asOctets(range?.[1]);
      const times = { from: from && isoFromDateTime(from), to: to && isoFromDateTime(to) };
      if (times.from === undefined || times.to === undefined) return undefined;
      return { kind: 'readLogRequest', from: times.from, to: times.to };
    },
    encodeCommand(header, parameters) {
      const { from, to } = readLogRequestOrThrow(parameters);
      const range = { from: dateTimeOrThrow(from, 'from'), to: dateTimeOrThrow(to, 'to') };
      const request = protectedAttributesRequest(header, [{ ...target, range }]);
      return accessRequest(header.originatorCounter, [accessSpecification(specification)], [request]);
    },
    encodeAnswer: (header, value, keys) =>
      accessResponse(
        header.originatorCounter,
        [protectedAttributesResponse(header, structureOf(value), keys)],
        [{ action: 'action', result: 0 }],
      ),
    encodeFailure: (header, result) =>
      accessResponse(header.originatorCounter, [nullData], [{ action: 'action', result }]),
  };
}
