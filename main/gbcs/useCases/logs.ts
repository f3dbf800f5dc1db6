/** Logs of ESME and Communications Hubs: events and security, billing, prepayment and network data. */
import { alertName, formatAlertCode } from '../alertCodes.ts';
import { toHex } from '../bytes.ts';
import type { LogEvent, MessageData } from '../data.ts';
import { objectName } from '../dlms/objects.ts';
import { attributeShape } from '../dlms/shapes.ts';
import { toJson } from '../dlms/toJson.ts';
import { asList, asNumber, type CosemValue } from '../dlms/values.ts';
import { isoFromSeconds } from '../times.ts';
import { specifiedValues } from './attributes.ts';
import type { Interpretation } from './interpreter.ts';

function eventOf(row: CosemValue): LogEvent | undefined {
  const values = asList(row);
  const seconds = asNumber(values?.[0]);
  const code = asNumber(values?.[1]);
  if (values === undefined || seconds === undefined || code === undefined) return undefined;
  const name = alertName(code);
  const other = values[2];
  const rest = other instanceof Uint8Array && values.length === 3 ? toHex(other) : toJson(values.slice(2));
  const hasOther = values.length > 2 && rest !== '';
  return {
    time: isoFromSeconds(seconds),
    code: formatAlertCode(code),
    ...(name === undefined ? {} : { name }),
    ...(hasOther ? { otherData: rest } : {}),
  };
}

/** ECS35a to ECS35g: the entries of an event, security or power event log. */
export function eventLog(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'accessResponse') return undefined;
  const [first] = specifiedValues(message);
  const rows = asList(first?.value);
  if (rows === undefined) return undefined;
  const entries: LogEvent[] = [];
  for (const row of rows) {
    const entry = eventOf(row);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  const instance = first?.specification?.instance;
  return { kind: 'eventLog', log: (instance === undefined ? undefined : objectName(instance)) ?? 'Event Log', entries };
}

const profileGeneric = 7;
const buffer = 2;

/** Every log a response holds, rows by the names of their columns. */
export function logs(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'accessResponse') return undefined;
  const found = specifiedValues(message).flatMap(({ specification, value }) => {
    const isLog = specification?.classId === profileGeneric && specification.id === buffer;
    if (!isLog || asList(value) === undefined) return [];
    const rows = toJson(value, attributeShape(specification));
    const entries = Array.isArray(rows) ? rows : [];
    return [{ log: objectName(specification.instance) ?? specification.instance, entries }];
  });
  return found.length === 0 ? undefined : { kind: 'log', logs: found };
}
