/** The DLMS access service and data notification (IEC 62056-5-3), as GBCS 7.3 uses them. */
import { octets } from '../bytes.ts';
import { fault, keep, need, peek, type Reader, readConstant, readLength, readOctets, readUint8 } from '../reader.ts';
import { describeDateTime } from '../times.ts';
import { accessResultName, actionResultName } from './accessResults.ts';
import { readData } from './data.ts';
import { attributeName, className, describeInstance, formatObis, methodName } from './objects.ts';
import { protectedAttributesFollow, readProtectedAttributes } from './protectedAttributes.ts';
import { attributeShape, selectorShape } from './shapes.ts';
import type { TaggedValue } from './taggedValue.ts';

export type AccessAction = 'get' | 'set' | 'action' | 'getWithSelection' | 'setWithSelection';

/** One thing asked of a device: an attribute to get or set, or a method to call. */
export interface AccessSpecification {
  readonly action: AccessAction;
  readonly classId: number;
  /** Logical name as A-B:C.D.E.F. */
  readonly instance: string;
  /** The attribute, or the method where the action is `action`. */
  readonly id: number;
  readonly selector?: AccessSelector;
}

/** Which entries are wanted: a selector's number and its parameters. */
export interface AccessSelector {
  readonly id: number;
  readonly parameters: TaggedValue;
}

/** What opens each DLMS service. */
export interface Invocation {
  /** long-invoke-id-and-priority, 32 bits; where it is absent, writing takes what GBCS 7.3 asks for. */
  readonly longInvokeId?: number;
  /** Twelve octets; absent in every message of GBCS that we know. */
  readonly dateTime?: Uint8Array;
}

export interface AccessRequest extends Invocation {
  readonly kind: 'accessRequest';
  readonly specifications: readonly AccessSpecification[];
  readonly data: readonly TaggedValue[];
}

export interface AccessResult {
  readonly action: AccessAction;
  /** 0 is success. */
  readonly result: number;
}

export interface AccessResponse extends Invocation {
  readonly kind: 'accessResponse';
  /** What was asked, where the response repeats it; GBCS leaves it out. */
  readonly specifications?: readonly AccessSpecification[];
  readonly data: readonly TaggedValue[];
  readonly results: readonly AccessResult[];
}

const actionsByTag: Readonly<Record<number, AccessAction>> = {
  1: 'get',
  2: 'set',
  3: 'action',
  4: 'getWithSelection',
  5: 'setWithSelection',
};

const actionTitles: Readonly<Record<AccessAction, string>> = {
  get: 'Get',
  set: 'Set',
  action: 'Action',
  getWithSelection: 'Get with Selection',
  setWithSelection: 'Set with Selection',
};

// long-invoke-id-and-priority: the flags 20, then the low three octets of the originator counter.
export function readInvocation(reader: Reader, path: string): Invocation {
  readUint8(reader, `${path}.Tag`, () => path.slice(path.lastIndexOf('.') + 1));
  need(reader, 4, `${path}.Long Invoke Id And Priority`);
  const longInvokeId = reader.view.getUint32(reader.offset);
  keep(reader, 4, `${path}.Long Invoke Id And Priority`, `invocation ${longInvokeId & 0xff_ffff}`);
  const length = peek(reader);
  if (length !== 0x0c) {
    readConstant(reader, octets(0), `${path}.Date Time`, 'absent');
    return { longInvokeId };
  }
  const dateTime = readOctets(reader, 13, `${path}.Date Time`, (bytes) => describeDateTime(bytes.subarray(1)));
  return { longInvokeId, dateTime: dateTime.subarray(1) };
}

function readAction(reader: Reader, path: string): AccessAction {
  const action = actionsByTag[peek(reader) ?? 0];
  if (action === undefined) throw fault(reader, `${path}: 01 get, 02 set, 03 action, 04 or 05 with selection`);
  keep(reader, 1, path, actionTitles[action]);
  return action;
}

function readSpecification(reader: Reader, path: string): AccessSpecification {
  const action = readAction(reader, path);
  need(reader, 2, `${path}.Class Id`);
  const classId = reader.view.getUint16(reader.offset);
  keep(reader, 2, `${path}.Class Id`, `${classId}${className(classId) === undefined ? '' : ` ${className(classId)}`}`);
  const instance = formatObis(readOctets(reader, 6, `${path}.Instance Id`, describeInstance));
  const idName = action === 'action' ? 'Method Id' : 'Attribute Id';
  need(reader, 1, `${path}.${idName}`);
  const id = reader.view.getInt8(reader.offset);
  const name = action === 'action' ? methodName(classId, id) : attributeName(classId, id);
  keep(reader, 1, `${path}.${idName}`, name === undefined ? String(id) : `${id} ${name}`);
  if (action !== 'getWithSelection' && action !== 'setWithSelection') return { action, classId, instance, id };
  const selectorId = readUint8(reader, `${path}.Access Selector`, String);
  const parameters = readData(reader, `${path}.Access Parameters`, selectorShape(classId, selectorId));
  return { action, classId, instance, id, selector: { id: selectorId, parameters } };
}

function readSpecifications(reader: Reader, path: string): readonly AccessSpecification[] {
  const count = readLength(reader, `${path} Count`);
  const specifications: AccessSpecification[] = [];
  for (let index = 0; index < count; index += 1) specifications.push(readSpecification(reader, `${path}[${index}]`));
  return specifications;
}

function dataName(path: string, index: number, specification: AccessSpecification | undefined): string {
  if (specification === undefined || specification.action === 'action') return `${path}[${index}]`;
  const name = attributeName(specification.classId, specification.id);
  return name === undefined ? `${path}[${index}]` : `${path}[${index}].${name}`;
}

export function readAccessRequest(reader: Reader, path: string): AccessRequest {
  const invocation = readInvocation(reader, path);
  const specifications = readSpecifications(reader, `${path}.Specification`);
  const dataCount = readLength(reader, `${path}.Data Count`);
  const data: TaggedValue[] = [];
  for (let index = 0; index < dataCount; index += 1) {
    const specification = specifications[index];
    data.push(readData(reader, dataName(`${path}.Data`, index, specification), attributeShape(specification)));
  }
  return { kind: 'accessRequest', ...invocation, specifications, data };
}

/**
 * Reads an access response.
 * @param asked what the use case asks for, in order, where that is known: it gives names to the data
 */
export function readAccessResponse(
  reader: Reader,
  path: string,
  asked: readonly AccessSpecification[],
): AccessResponse {
  const invocation = readInvocation(reader, path);
  const specifications = readRepeatedSpecification(reader, path);
  const dataCount = readLength(reader, `${path}.Data Count`);
  const data: TaggedValue[] = [];
  for (let index = 0; index < dataCount; index += 1) {
    // Only as many data as were asked for can be told apart by their place.
    const specification = asked.length === dataCount ? asked[index] : undefined;
    data.push(readResponseData(reader, `${path}.Data`, index, specification));
  }
  const resultCount = readLength(reader, `${path}.Result Count`);
  const results: AccessResult[] = [];
  for (let index = 0; index < resultCount; index += 1) {
    const action = readAction(reader, `${path}.Result[${index}]`);
    const resultName = action === 'action' ? actionResultName : accessResultName;
    results.push({ action, result: readUint8(reader, `${path}.Result[${index}].Outcome`, resultName) });
  }
  const repeated = specifications === undefined ? {} : { specifications };
  return { kind: 'accessResponse', ...invocation, ...repeated, data, results };
}

// GBCS leaves it out; the standard lets a response repeat what was asked.
function readRepeatedSpecification(reader: Reader, path: string): readonly AccessSpecification[] | undefined {
  if (peek(reader) !== 1) {
    readConstant(reader, octets(0), `${path}.Request Specification`, 'absent');
    return undefined;
  }
  keep(reader, 1, `${path}.Request Specification`, 'present');
  return readSpecifications(reader, `${path}.Request Specification`);
}

function readResponseData(
  reader: Reader,
  path: string,
  index: number,
  specification: AccessSpecification | undefined,
): TaggedValue {
  if (protectedAttributesFollow(reader)) return readProtectedAttributes(reader, `${path}[${index}]`);
  return readData(reader, dataName(path, index, specification), attributeShape(specification));
}
