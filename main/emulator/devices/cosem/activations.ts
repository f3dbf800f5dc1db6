import table from '../../../../fixtures/emulator/cosemActivations.json' with { type: 'json' };
import { readValue } from '../../../gbcs/dlms/readValue.ts';
import { plainValue } from '../../../gbcs/dlms/taggedValue.ts';
import { asOctets } from '../../../gbcs/dlms/values.ts';
import { describeDateTime } from '../../../gbcs/times.ts';
import type { Pending } from '../pending.ts';
import type { CosemAttributes } from './attributes.ts';

type Moves = Readonly<Record<string, readonly (readonly string[])[]>>;
const byAttribute: Moves = table.attributes;
const byMethod: Moves = table.methods;

function move(attributes: CosemAttributes, moves: readonly (readonly string[])[]): void {
  for (const [passive = '', active = ''] of moves) {
    const value = attributes.get(passive);
    if (value !== undefined) attributes.set(active, value);
  }
}

/** Whether a method makes passive values active; they are made so. */
export function activateByMethod(attributes: CosemAttributes, key: string): boolean {
  const moves = byMethod[key];
  if (moves !== undefined) move(attributes, moves);
  return moves !== undefined;
}

/**
 * Sets the time at which passive values become active: at once, at a date, or never, which cancels the date before
 * (GBCS: execution date-time of a future-dated command).
 */
export function activateByTime(attributes: CosemAttributes, pending: Pending, key: string, value: Uint8Array): void {
  const moves = byAttribute[key];
  if (moves === undefined) return;
  const time = describeDateTime(asOctets(plainValue(readValue(value))) ?? new Uint8Array());
  pending.cancel(key);
  if (time === 'immediately') move(attributes, moves);
  else if (time !== 'never') pending.at(key, Date.parse(time), () => move(attributes, moves));
}
