/** Prepayment top ups: commands of CS01a (electricity) and CS01b (gas), which carry a UTRN (GBCS 14). */
import type { MessageData } from '../data.ts';
import { plainValue } from '../dlms/taggedValue.ts';
import { asText } from '../dlms/values.ts';
import { readUtrn } from '../utrn.ts';
import { checkUtrn } from '../utrnMac.ts';
import type { Interpretation } from './interpreter.ts';
import { zigbeeCommands } from './zigbee.ts';

function utrnIn(message: Interpretation): string | undefined {
  const { payload } = message;
  if (payload.kind === 'accessRequest') {
    const [first] = payload.data;
    return first === undefined ? undefined : asText(plainValue(first));
  }
  const code = zigbeeCommands(message)[0]?.fields?.['Top Up Code'];
  return typeof code === 'string' ? code : undefined;
}

const units = ['pence', 'pounds'] as const;

export function topUp(message: Interpretation): MessageData | undefined {
  const { cra, originator, recipient: target, originatorCounter } = message.header;
  const utrn = utrnIn(message);
  if (cra !== 'command' || utrn === undefined) return undefined;
  if (originator === undefined || target === undefined || originatorCounter === undefined) return undefined;
  const parts = readUtrn(utrn);
  const verdict = checkUtrn(utrn, { originator, target, originatorCounter }, message.keys);
  if (parts === undefined || verdict === undefined) return undefined;
  const { counter, value, valueClass } = parts;
  return { kind: 'topUp', utrn, counter, unit: units[valueClass] ?? 'unknown', value, verdict };
}
