/** Firmware version, supply state and billing calendar of ESME and Communications Hubs. */
import { toHex } from '../bytes.ts';
import type { MessageData } from '../data.ts';
import { asList, asNumber, asOctets } from '../dlms/values.ts';
import { describeClockTime, describeDate } from '../times.ts';
import { specifiedValues } from './attributes.ts';
import { answeredValue, type Interpretation } from './interpreter.ts';

/** ECS52: the active firmware's version. */
export function firmwareVersion(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'accessResponse') return undefined;
  const version = asOctets(answeredValue(message.payload, 0));
  return version === undefined ? undefined : { kind: 'firmwareVersion', version: toHex(version) };
}

// Control state of Disconnect Control (class 70): 0 disconnected, 1 connected, 2 ready for reconnection.
const controlStates = ['disabled', 'enabled', 'armed'] as const;

/** ECS45: the state of the load switch. */
export function supplyState(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'accessResponse') return undefined;
  const value = asNumber(answeredValue(message.payload, 0));
  return value === undefined ? undefined : { kind: 'supplyState', state: controlStates[value] ?? 'unknown', value };
}

/** ECS26d, ECS26l, ECS30 and ECS30a: when billing periods begin. */
export function billingCalendar(message: Interpretation): MessageData | undefined {
  const rows = asList(specifiedValues(message)[0]?.value);
  if (rows === undefined) return undefined;
  const entries = rows.flatMap((row) => {
    const time = asOctets(asList(row)?.[0]);
    const date = asOctets(asList(row)?.[1]);
    return time === undefined || date === undefined
      ? []
      : [{ time: describeClockTime(time), date: describeDate(date) }];
  });
  return entries.length === rows.length ? { kind: 'billingCalendar', entries } : undefined;
}
