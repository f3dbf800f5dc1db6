/** Writes the DLMS services that GBCS carries (IEC 62056-5-3; GBCS 7.3): access requests, responses, notifications. */
import { concatenate, octets, uint16Octets, uint64Octets } from '../bytes.ts';
import type { Seal } from '../encryptedPart.ts';
import type { AccessRequest, AccessResponse, AccessSpecification } from './accessService.ts';
import type { DataNotification, FutureDatedOutcome } from './dataNotification.ts';
import {
  accessRequest,
  accessResponse,
  accessSpecification,
  invocationOctets,
  longUnsigned,
  octetString,
  structureOf,
} from './encode.ts';
import { writeData } from './writeData.ts';

function writeSpecification(specification: AccessSpecification, seal: Seal): Uint8Array {
  const { selector } = specification;
  if (selector === undefined) return accessSpecification(specification);
  return accessSpecification(specification, { id: selector.id, parameters: writeData(selector.parameters, seal) });
}

export function writeAccessRequest(request: AccessRequest, originatorCounter: bigint, seal: Seal): Uint8Array {
  return accessRequest(
    originatorCounter,
    request.specifications.map((specification) => writeSpecification(specification, seal)),
    request.data.map((value) => writeData(value, seal)),
    request,
  );
}

export function writeAccessResponse(response: AccessResponse, originatorCounter: bigint, seal: Seal): Uint8Array {
  return accessResponse(
    originatorCounter,
    response.data.map((value) => writeData(value, seal)),
    response.results,
    response,
    response.specifications?.map((specification) => writeSpecification(specification, seal)),
  );
}

function outcomeOctets({ messageCode, originatorCounter, attribute }: FutureDatedOutcome): Uint8Array {
  const command = concatenate(uint16Octets(messageCode), uint64Octets(originatorCounter));
  if (attribute === undefined) return command;
  return concatenate(command, uint16Octets(attribute.classId), attribute.instance, octets(attribute.id & 0xff));
}

export function writeDataNotification(
  notification: DataNotification,
  originatorCounter: bigint,
  seal: Seal,
): Uint8Array {
  const { alertCode, time, outcome, isBare } = notification;
  const body = notification.body.map((value) => writeData(value, seal));
  const opening = invocationOctets('dataNotification', originatorCounter, notification);
  if (isBare) return concatenate(opening, ...body);
  const head = [
    ...(alertCode === undefined ? [] : [longUnsigned(alertCode)]),
    ...(time === undefined ? [] : [octetString(time)]),
    ...(outcome === undefined ? [] : [octetString(outcomeOctets(outcome))]),
  ];
  return concatenate(opening, structureOf(...head, ...body));
}
