/** Descriptions of DLMS access requests: what is read, set and called, in order. */

import { concatenate, lengthOctets, octets } from '../../gbcs/bytes.ts';
import type { AccessAction } from '../../gbcs/dlms/accessService.ts';
import {
  accessSpecification,
  arrayOf,
  doubleLongUnsigned,
  integer,
  logicalName,
  longUnsigned,
  octetString,
  structureOf,
} from '../../gbcs/dlms/encode.ts';
import { type ProtectedAttribute, protectedAttributesRequest } from '../../gbcs/dlms/protect.ts';
import { type Encoded, fixed, join, sourced } from '../../gbcs/encoded.ts';
import { dateTimeAt, secondsAt } from '../dates.ts';
import { at, type Scope } from '../scope.ts';
import { nothing, type Value } from './values.ts';

/** One access: what it is done to, e.g. `3/1-0:2.8.0.255/2` (class, logical name, attribute or method), and with what. */
export interface Access {
  readonly action: AccessAction;
  readonly target: string;
  readonly data: Value;
  readonly selector?: Value;
  /** The place in the request that chooses the target, where one does. */
  readonly chosenBy?: string;
}

/** An access whose target follows from a place in the request. */
export function chosenBy(path: string, access: Access): Access {
  return { ...access, chosenBy: path };
}

/** The accesses of a command; a function where their number or order follows from the request. */
export type Accesses = readonly Access[] | ((scope: Scope) => readonly Access[]);

export function get(target: string): Access {
  return { action: 'get', target, data: nothing };
}

export function set(target: string, data: Value): Access {
  return { action: 'set', target, data };
}

export function call(target: string, data: Value): Access {
  return { action: 'action', target, data };
}

const clock = structureOf(longUnsigned(1), octetString(logicalName('0-0:94.44.100.255')), integer(2), longUnsigned(0));
const rangeSelector = 1;

/** Reads the entries of a log between the two times of the request's ReadLogPeriod. */
export function getRange(target: string): Access {
  return { action: 'getWithSelection', target, data: nothing, selector: rangeDescriptor };
}

const fromTime = 'ReadLogPeriod.StartDateTime';
const toTime = 'ReadLogPeriod.EndDateTime';

function rangeDescriptor(scope: Scope): Encoded {
  const secondsOf = (names: string) => sourced(doubleLongUnsigned(secondsAt(scope, names)), at(scope, names).path);
  return join(octets(0x02, 0x04), clock, secondsOf(fromTime), secondsOf(toTime), arrayOf());
}

/** An attribute that is answered encrypted; with `isRange`, only the entries between the times of the request. */
export interface Protected {
  readonly target: string;
  readonly isRange?: boolean;
}

/** Asks an object of the class Data Protection for attributes, encrypted. */
export function getProtected(protectedBy: string, ...attributes: readonly Protected[]): Access {
  const data: Value = (scope) => {
    const wanted = attributes.map(({ target, isRange = false }): ProtectedAttribute => {
      const { classId, instance, id } = parseTarget(target);
      const range = isRange ? { from: dateTimeAt(scope, fromTime), to: dateTimeAt(scope, toTime) } : undefined;
      return { classId, instance, attribute: id, ...(range === undefined ? {} : { range }) };
    });
    const bytes = protectedAttributesRequest(scope.build.header, wanted);
    return attributes.some(({ isRange }) => isRange) ? sourced(bytes, at(scope, 'ReadLogPeriod').path) : fixed(bytes);
  };
  return call(`30/${protectedBy}/1`, data);
}

export interface Target {
  readonly classId: number;
  readonly instance: string;
  readonly id: number;
}

/** The parts of `class/logical name/id`. */
export function parseTarget(target: string): Target {
  const [classId, instance = '', id] = target.split('/');
  return { classId: Number(classId), instance, id: Number(id) };
}

// GBCS 7.3: flags 20, then the low three octets of the originator counter.
function invocation(counter: bigint): Uint8Array {
  const low = Number(BigInt.asUintN(24, counter));
  return octets(0x20, low >>> 16, (low >>> 8) & 0xff, low & 0xff);
}

/** The access request of some accesses. */
export function encodeAccesses(accesses: Accesses, scope: Scope): Encoded {
  const list = typeof accesses === 'function' ? accesses(scope) : accesses;
  const specifications = list.map(({ action, target, selector, chosenBy: path }) => {
    const bytes = accessSpecification({ action, ...parseTarget(target) });
    const head = path === undefined ? fixed(bytes) : sourced(bytes, path);
    return selector === undefined ? head : join(head, octets(rangeSelector), selector(scope));
  });
  const count = lengthOctets(list.length);
  return join(
    concatenate(octets(0xd9), invocation(scope.build.header.originatorCounter), octets(0), count),
    ...specifications,
    count,
    ...list.map(({ data }) => data(scope)),
  );
}
