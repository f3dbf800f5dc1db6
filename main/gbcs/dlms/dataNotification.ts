/** Alerts of ESME and Communications Hubs: a data notification whose structure opens with alert code and time. */
import type { GroupingHeader } from '../header.ts';
import { fault, keep, need, peek, peekLength, type Reader, readOctets, within } from '../reader.ts';
import { findUseCase } from '../useCaseTable.ts';
import { type Invocation, readInvocation } from './accessService.ts';
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
import type { TaggedValue } from './taggedValue.ts';
import { tag } from './tags.ts';
import type { CosemScalar } from './values.ts';

export interface DataNotification extends Invocation {
  readonly kind: 'dataNotification';
  readonly alertCode?: number;
  /** A date-time of twelve octets. */
  readonly time?: Uint8Array;
  /** The outcome of a future dated instruction, where the alert reports one. */
  readonly outcome?: FutureDatedOutcome;
  /** What follows alert code and time. */
  readonly body: readonly TaggedValue[];
  /** True where the body is one value without the structure that alerts are. */
  readonly isBare?: true;
}

/** Which instruction of which command came to its time. */
export interface FutureDatedOutcome {
  readonly messageCode: number;
  readonly originatorCounter: bigint;
  /** The COSEM attribute it set, where it is one. */
  readonly attribute?: { readonly classId: number; readonly instance: Uint8Array; readonly id: number };
  /** The ZigBee command it is, where it is one. */
  readonly zigbee?: { readonly cluster: number; readonly frameControl: number; readonly command: number };
}

const futureDatedOutcome = 0x00cc;
const outcomeLength = 0x13;

const alertCodeShape: Shape = { as: 'alertCode' };
const timeShape: Shape = { as: 'dateTime' };

// The outcome of a future dated instruction names the command and the attribute inside one octet string.
function readFutureDatedOutcome(reader: Reader, path: string): FutureDatedOutcome {
  const { length, size } = peekLength(reader, path, 1);
  keep(reader, 1 + size, path, `Octet String of ${length}`);
  return within(reader, length, path, () => {
    need(reader, 2, `${path}.Message Code`);
    const messageCode = reader.view.getUint16(reader.offset);
    const useCase = findUseCase(messageCode);
    keep(reader, 2, `${path}.Message Code`, useCase === undefined ? 'unknown' : `${useCase.useCase} ${useCase.name}`);
    need(reader, 8, `${path}.Originator Counter`);
    const originatorCounter = reader.view.getBigUint64(reader.offset);
    keep(reader, 8, `${path}.Originator Counter`, String(originatorCounter));
    need(reader, 2, `${path}.Class Id`);
    const classId = reader.view.getUint16(reader.offset);
    const classLabel = className(classId);
    keep(reader, 2, `${path}.Class Id`, classLabel === undefined ? String(classId) : `${classId} ${classLabel}`);
    const instance = readOctets(reader, 6, `${path}.Instance Id`, describeInstance);
    need(reader, 1, `${path}.Attribute Id`);
    const id = reader.view.getInt8(reader.offset);
    const name = attributeName(classId, id);
    keep(reader, 1, `${path}.Attribute Id`, name === undefined ? String(id) : `${id} ${name}`);
    return { messageCode, originatorCounter, attribute: { classId, instance, id } };
  });
}

function isOutcomeNext(reader: Reader, header: GroupingHeader): boolean {
  const isOctetString = peek(reader) === tag.octetString && peek(reader, 1) === outcomeLength;
  return header.messageCode === futureDatedOutcome && isOctetString;
}

function readBodyElement(reader: Reader, path: string, isProtected: boolean): TaggedValue {
  if (protectedAttributesFollow(reader)) return readProtectedAttributes(reader, path);
  if (protectionParametersFollow(reader)) return readProtectionParameters(reader, path);
  if (isProtected) return readProtectedOctets(reader, path);
  return readData(reader, path);
}

function scalarOf(tagged: TaggedValue | undefined, type: number): CosemScalar | undefined {
  return tagged !== undefined && tagged.tag === type && 'value' in tagged ? tagged.value : undefined;
}

/** Alert code and time, as far as the first values are of their types. */
function headOf(values: readonly TaggedValue[]): Pick<DataNotification, 'alertCode' | 'time'> {
  const alertCode = scalarOf(values[0], tag.longUnsigned);
  if (typeof alertCode !== 'number') return {};
  const time = scalarOf(values[1], tag.octetString);
  return time instanceof Uint8Array ? { alertCode, time } : { alertCode };
}

interface Elements {
  readonly values: readonly TaggedValue[];
  readonly outcome?: FutureDatedOutcome;
}

function readElements(reader: Reader, path: string, header: GroupingHeader): Elements {
  const { length, size } = peekLength(reader, `${path}.Body`, 1);
  keep(reader, 1 + size, `${path}.Body`, `Structure of ${length}`);
  const values: TaggedValue[] = [];
  let isProtected = false;
  let outcome: FutureDatedOutcome | undefined;
  for (let index = 0; index < length; index += 1) {
    if (reader.offset >= reader.end) throw fault(reader, `element ${index} of ${length} of ${path}.Body`);
    if (index === 0) values.push(readData(reader, `${path}.Alert Code`, alertCodeShape));
    else if (index === 1) values.push(readData(reader, `${path}.Time Stamp`, timeShape));
    else if (index === 2 && headOf(values).time !== undefined && isOutcomeNext(reader, header))
      outcome = readFutureDatedOutcome(reader, `${path}.Future Dated Instruction`);
    else {
      const followsParameters = isProtected;
      isProtected = protectionParametersFollow(reader);
      values.push(readBodyElement(reader, `${path}.Body[${index - 2}]`, followsParameters));
    }
  }
  return { values, ...(outcome === undefined ? {} : { outcome }) };
}

export function readDataNotification(reader: Reader, path: string, header: GroupingHeader): DataNotification {
  const invocation = readInvocation(reader, path);
  if (peek(reader) !== tag.structure) {
    return { kind: 'dataNotification', ...invocation, body: [readData(reader, `${path}.Body`)], isBare: true };
  }
  const { values, outcome } = readElements(reader, path, header);
  const head = headOf(values);
  return {
    kind: 'dataNotification',
    ...invocation,
    ...head,
    ...(outcome === undefined ? {} : { outcome }),
    body: values.slice(Object.keys(head).length),
  };
}
