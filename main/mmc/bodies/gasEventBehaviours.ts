/** What a GSME does at each event: GCS20r, 6.2.10. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import { type BodyBuilder, describe, numberOf, part, recordsOf, stringOf } from '../part.ts';
import { commandsOf, fieldsOf } from './zigbeeAttributes.ts';

// Event configuration as 6.22 sets it: any log, push to the WAN, push to the HAN, audible alarm.
const behaviours = { WANAlert: 0x08, HANAlert: 0x10, EventLog: 0x07, Alarm: 0x40 } as const;
const known = 0x5f;

export const gasEventBehaviours: BodyBuilder = (message) => {
  const commands = commandsOf(message);
  if (commands === undefined) return undefined;
  const tree: JsonObject = {};
  const left: string[] = [];
  for (const row of fieldsOf(commands, 'Report Event Configuration').flatMap(({ entries }) => recordsOf(entries))) {
    const event = stringOf(row.eventId);
    const bits = numberOf(row.eventConfiguration);
    if (event === undefined || bits === undefined) continue;
    tree[`x${event}`] = Object.fromEntries(
      Object.entries(behaviours).map(([name, bit]) => [name, (bits & bit) === 0 ? 'Disable' : 'Enable']),
    );
    if ((bits & ~known) !== 0) left.push(describe(`Configuration of event ${event}`, bits));
  }
  return part({ GasSupplierAlertEventSettings: tree }, left);
};
