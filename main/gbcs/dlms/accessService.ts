/** The DLMS access service and data notification (IEC 62056-5-3), as GBCS 7.3 uses them. */
import { octets, toHex } from '../bytes.ts';
import { fault, keep, need, peek, type Reader, readConstant, readLength, readOctets, readUint8 } from '../reader.ts';
import { describeDateTime } from '../times.ts';
import { accessResultName, actionResultName } from './accessResults.ts';
import { readData } from './data.ts';
import { attributeName, className, describeInstance, formatObis, methodName } from './objects.ts';
import { protectedAttributesFollow, readProtectedAttributes } from './protectedAttributes.ts';
import { attributeShape, selectorShape } from './shapes.ts';
import type { CosemValue } from './values.ts';

export type AccessAction = 'get' | 'set' | 'action' | 'getWithSelection' | 'setWithSelection';

/** One thing asked of a device: an attribute to get or set, or a method to call. */
export interface AccessSpecification {
  readonly action: AccessAction;
  readonly classId: number;
  /** Logical name as A-B:C.D.E.F. */
  readonly instance: string;
  /** The attribute, or the method where the action is `action`. */
  readonly id: number;
  readonly selector?: CosemValue;
}

export interface AccessRequest {
  readonly kind: 'accessRequest';
  readonly specifications: readonly AccessSpecification[];
  readonly data: readonly CosemValue[];
}

export interface AccessResult {
  readonly action: AccessAction;
  /** 0 is success. */
  readonly result: number;
}

export interface AccessResponse {
  readonly kind: 'accessResponse';
  readonly data: readonly CosemValue[];
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
export function readInvocation(reader: Reader, path: string): void {
  readUint8(reader, `${path}.Tag`, () => path.slice(path.lastIndexOf('.') + 1));
  readOctets(
    reader,
    4,
    `${path}.Long Invoke Id And Priority`,
    (bytes) => `invocation ${parseInt(toHex(bytes.subarray(1)), 16)}`,
  );
  const length = peek(reader);
  if (length === 0x0c) {
    readOctets(reader, 13, `${path}.Date Time`, (bytes) => describeDateTime(bytes.subarray(1)));
  } else {
    readConstant(reader, octets(0), `${path}.Date Time`, 'absent');
  }
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
  const selector = readData(reader, `${path}.Access Parameters`, selectorShape(classId, selectorId));
  return { action, classId, instance, id, selector };
}

function dataName(path: string, index: number, specification: AccessSpecification | undefined): string {
  if (specification === undefined || specification.action === 'action') return `${path}[${index}]`;
  const name = attributeName(specification.classId, specification.id);
  return name === undefined ? `${path}[${index}]` : `${path}[${index}].${name}`;
}

export function readAccessRequest(reader: Reader, path: string): AccessRequest {
  readInvocation(reader, path);
  const specificationCount = readLength(reader, `${path}.Specification Count`);
  const specifications: AccessSpecification[] = [];
  for (let index = 0; index < specificationCount; index += 1) {
    specifications.push(readSpecification(reader, `${path}.Specification[${index}]`));
  }
  const dataCount = readLength(reader, `${path}.Data Count`);
  const data: CosemValue[] = [];
  for (let index = 0; index < dataCount; index += 1) {
    const specification = specifications[index];
    data.push(readData(reader, dataName(`${path}.Data`, index, specification), attributeShape(specification)));
  }
  return { kind: 'accessRequest', specifications, data };
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
  readInvocation(reader, path);
  readRepeatedSpecification(reader, path);
  const dataCount = readLength(reader, `${path}.Data Count`);
  const data: CosemValue[] = [];
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
  return { kind: 'accessResponse', data, results };
}

// GBCS leaves it out; the standard lets a response repeat what was asked.
function readRepeatedSpecification(reader: Reader, path: string): void {
  if (peek(reader) !== 1) {
    readConstant(reader, octets(0), `${path}.Request Specification`, 'absent');
    return;
  }
  keep(reader, 1, `${path}.Request Specification`, 'present');
  const count = readLength(reader, `${path}.Request Specification Count`);
  for (let index = 0; index < count; index += 1) readSpecification(reader, `${path}.Request Specification[${index}]`);
}

function readResponseData(
  reader: Reader,
  path: string,
  index: number,
  specification: AccessSpecification | undefined,
): CosemValue {
  if (protectedAttributesFollow(reader)) return readProtectedAttributes(reader, `${path}[${index}]`);
  return readData(reader, dataName(path, index, specification), attributeShape(specification));
}
