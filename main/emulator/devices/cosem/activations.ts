import table from '../../../../fixtures/emulator/cosemActivations.json' with { type: 'json' };
import type { AccessSpecification } from '../../../gbcs/dlms/accessService.ts';
import { parseObis } from '../../../gbcs/dlms/objects.ts';
import { readValue } from '../../../gbcs/dlms/readValue.ts';
import { plainValue } from '../../../gbcs/dlms/taggedValue.ts';
import { asOctets } from '../../../gbcs/dlms/values.ts';
import { describeDateTime } from '../../../gbcs/times.ts';
import { cosemResult } from '../outcomeAlert.ts';
import type { Pending } from '../pending.ts';
import { type CosemAttributes, cosemKey } from './attributes.ts';

type Moves = Readonly<Record<string, readonly (readonly string[])[]>>;
const byAttribute: Moves = table.attributes;
const byMethod: Moves = table.methods;

/** True where there was a passive value for each active one. */
function move(attributes: CosemAttributes, moves: readonly (readonly string[])[]): boolean {
  let isComplete = true;
  for (const [passive = '', active = ''] of moves) {
    const value = attributes.get(passive);
    if (value !== undefined) attributes.set(active, value);
    else isComplete = false;
  }
  return isComplete;
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
export function activateByTime(
  attributes: CosemAttributes,
  pending: Pending,
  asked: Pick<AccessSpecification, 'classId' | 'instance' | 'id'>,
  value: Uint8Array,
): void {
  const key = cosemKey(asked);
  const moves = byAttribute[key];
  if (moves === undefined) return;
  const time = describeDateTime(asOctets(plainValue(readValue(value))) ?? new Uint8Array());
  pending.cancel(key);
  if (time === 'immediately') move(attributes, moves);
  else if (time !== 'never') {
    const { classId, instance, id } = asked;
    const attribute = { classId, instance: parseObis(instance) ?? new Uint8Array(), id };
    pending.at(key, Date.parse(time), () => cosemResult(move(attributes, moves), attribute));
  }
}
