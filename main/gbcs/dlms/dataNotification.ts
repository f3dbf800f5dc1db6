/** Alerts of ESME and Communications Hubs: a data notification whose structure opens with alert code and time. */
import { toHex } from '../bytes.ts';
import type { GroupingHeader } from '../header.ts';
import { fault, keep, need, peek, peekLength, type Reader, readOctets, within } from '../reader.ts';
import { describeDateTime } from '../times.ts';
import { findUseCase } from '../useCaseTable.ts';
import { readInvocation } from './accessService.ts';
import { readData } from './data.ts';
import { attributeName, className, describeInstance } from './objects.ts';
import {
  protectedAttributesFollow,
  protectionParametersFollow,
  readProtectedAttributes,
  readProtectedOctets,
  readProtectionParameters,
} from './protectedAttributes.ts';
import type { Shape } from './shape.ts';
import { tag } from './tags.ts';
import type { CosemValue } from './values.ts';

export interface DataNotification {
  readonly kind: 'dataNotification';
  readonly alertCode?: number;
  /** ISO 8601 UTC. */
  readonly time?: string;
  /** What follows alert code and time. */
  readonly body: readonly CosemValue[];
}

const futureDatedOutcome = 0x00cc;
const outcomeLength = 0x13;

const alertCodeShape: Shape = { as: 'alertCode' };
const timeShape: Shape = { as: 'dateTime' };

// The outcome of a future dated instruction names the command and the attribute inside one octet string.
function readFutureDatedOutcome(reader: Reader, path: string): CosemValue {
  const { length, size } = peekLength(reader, path, 1);
  keep(reader, 1 + size, path, `Octet String of ${length}`);
  return within(reader, length, path, () => {
    need(reader, 2, `${path}.Message Code`);
    const useCase = findUseCase(reader.view.getUint16(reader.offset));
    keep(reader, 2, `${path}.Message Code`, useCase === undefined ? 'unknown' : `${useCase.useCase} ${useCase.name}`);
    const counter = (bytes: Uint8Array) => String(BigInt(`0x${toHex(bytes)}`));
    readOctets(reader, 8, `${path}.Originator Counter`, counter);
    need(reader, 2, `${path}.Class Id`);
    const classId = reader.view.getUint16(reader.offset);
    const classLabel = className(classId);
    keep(reader, 2, `${path}.Class Id`, classLabel === undefined ? String(classId) : `${classId} ${classLabel}`);
    const instance = readOctets(reader, 6, `${path}.Instance Id`, describeInstance);
    need(reader, 1, `${path}.Attribute Id`);
    const attribute = reader.view.getInt8(reader.offset);
    const name = attributeName(classId, attribute);
    keep(reader, 1, `${path}.Attribute Id`, name === undefined ? String(attribute) : `${attribute} ${name}`);
    return [classId, instance, attribute];
  });
}

function readBodyElement(reader: Reader, path: string, header: GroupingHeader, isProtected: boolean): CosemValue {
  if (protectedAttributesFollow(reader)) return readProtectedAttributes(reader, path);
  if (protectionParametersFollow(reader)) return readProtectionParameters(reader, path);
  if (isProtected) return readProtectedOctets(reader, path);
  const isOutcome = header.messageCode === futureDatedOutcome && peek(reader) === tag.octetString;
  if (isOutcome && peek(reader, 1) === outcomeLength) return readFutureDatedOutcome(reader, `${path} Outcome`);
  return readData(reader, path);
}

export function readDataNotification(reader: Reader, path: string, header: GroupingHeader): DataNotification {
  readInvocation(reader, path);
  if (peek(reader) !== tag.structure) return { kind: 'dataNotification', body: [readData(reader, `${path}.Body`)] };
  const { length, size } = peekLength(reader, `${path}.Body`, 1);
  keep(reader, 1 + size, `${path}.Body`, `Structure of ${length}`);
  const values: CosemValue[] = [];
  let isProtected = false;
  for (let index = 0; index < length; index += 1) {
    if (reader.offset >= reader.end) throw fault(reader, `element ${index} of ${length} of ${path}.Body`);
    if (index === 0) values.push(readData(reader, `${path}.Alert Code`, alertCodeShape));
    else if (index === 1) values.push(readData(reader, `${path}.Time Stamp`, timeShape));
    else {
      const followsParameters = isProtected;
      isProtected = protectionParametersFollow(reader);
      values.push(readBodyElement(reader, `${path}.Body[${index - 2}]`, header, followsParameters));
    }
  }
  const [alertCode, time, ...body] = values;
  return {
    kind: 'dataNotification',
    ...(typeof alertCode === 'number' ? { alertCode } : {}),
    ...(time instanceof Uint8Array ? { time: describeDateTime(time) } : {}),
    body,
  };
}
