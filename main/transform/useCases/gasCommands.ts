/** Values that many gas commands share. */
import type { Sourced } from '../../gbcs/encoded.ts';
import { secondsFromIso } from '../../gbcs/times.ts';
import { type CommandName, writeReadAttributes, type ZigbeeComponent } from '../../gbcs/zigbee/writeCommand.ts';
import { executionPath, executionSeconds, secondsAt, startSeconds } from '../dates.ts';
import { TransformFault } from '../result.ts';
import { at, integerOf, noteUndetermined, type Scope, textOf } from '../scope.ts';

/** Clusters by name. */
export const cluster = {
  basic: 0x0000,
  price: 0x0700,
  metering: 0x0702,
  messaging: 0x0703,
  prepayment: 0x0705,
  calendar: 0x0707,
  deviceManagement: 0x0708,
  events: 0x0709,
} as const;

export type ClusterName = keyof typeof cluster;

/** A command that a meter takes as a server. */
export function toServer(name: ClusterName, command: number): CommandName {
  return { cluster: cluster[name], command };
}

/** A command that a meter takes as a client: what the Supplier publishes. */
export function toClient(name: ClusterName, command: number): CommandName {
  return { cluster: cluster[name], command, fromServer: true };
}

export function read(name: ClusterName, ...attributes: readonly number[]): ZigbeeComponent {
  return writeReadAttributes(cluster[name], attributes);
}

function issuedAt(scope: Scope, field: string): number {
  const { currentTime } = scope.build.context;
  noteUndetermined(scope, field, 'the time at which the command is built', true);
  const seconds = secondsFromIso(currentTime);
  if (seconds !== undefined) return seconds;
  throw new TransformFault('missing-context', `The current time is not a time from 2000 on: ${currentTime}.`);
}

/** The event that a command is: the time at which it is built. */
export function issuerEventId(scope: Scope, field = 'Issuer Event Id'): number {
  return issuedAt(scope, field);
}

export function issuerCalendarId(scope: Scope): number {
  return issuedAt(scope, 'Issuer Calendar Id');
}

/** When the command takes effect; never cancels. */
export function executionTime(scope: Scope): Sourced<number> {
  return { value: executionSeconds(scope), path: executionPath };
}

/** When what a command publishes starts; the latest time where the command is cancelled. */
export function startTime(scope: Scope): Sourced<number> {
  return { value: startSeconds(scope), path: executionPath };
}

export function timeAt(scope: Scope, names: string): Sourced<number> {
  return { value: secondsAt(scope, names), path: at(scope, names).path };
}

export function numberAt(scope: Scope, names: string, least = 0, greatest = 0xffff_ffff): Sourced<number> {
  return { value: integerOf(scope, names, least, greatest), path: at(scope, names).path };
}

export function signedAt(scope: Scope, names: string): Sourced<number> {
  return numberAt(scope, names, -0x8000_0000, 0x7fff_ffff);
}

export function textFrom(scope: Scope, names: string): Sourced<string> {
  return { value: textOf(scope, names), path: at(scope, names).path };
}

/** No provider is named: GBCS leaves Provider Id zero. */
export const noProvider = { 'Provider Id': 0 } as const;
