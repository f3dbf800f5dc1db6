/** What a GSME does at each event: GCS20. */
import { writeCommand, type ZigbeeComponent } from '../../gbcs/zigbee/writeCommand.ts';
import { at, choiceOf, type Scope } from '../scope.ts';
import { issuerEventId, toClient } from './gasCommands.ts';

/** What happens at an event: WAN alert, HAN alert, entry in the event log, alarm. */
const behaviours = { WANAlert: 0x08, HANAlert: 0x10, EventLog: 0x03, Alarm: 0x40 } as const;
const byEventList = 0;

/** Sets what happens at events: one command for all events with the same behaviours. */
export function eventBehaviours(scope: Scope): readonly ZigbeeComponent[] {
  const names = 'GasSupplierAlertEventSettings';
  const place = at(scope, names);
  const byConfiguration = new Map<number, { code: number; path: string }[]>();
  for (const name of Object.keys(typeof place.tree === 'object' ? place.tree : {})) {
    const event = at(place, name);
    const configuration = Object.entries(behaviours).reduce(
      (bits, [behaviour, bit]) => (choiceOf(event, behaviour, { Enable: true, Disable: false }) ? bits | bit : bits),
      0,
    );
    const events = byConfiguration.get(configuration) ?? [];
    events.push({ code: Number.parseInt(name.slice(1), 16), path: event.path });
    byConfiguration.set(configuration, events);
  }
  return [...byConfiguration].sort(byBehaviour).map(([configuration, events]) =>
    writeCommand(toClient('deviceManagement', 0x04), {
      'Issuer Event Id': issuerEventId(scope),
      'Start Date Time': 0,
      'Event Configuration': { value: configuration, path: place.path },
      'Configuration Control': byEventList,
      'Number of Events': events.length,
      entries: events.map(({ code, path }) => ({ 'Event Id': { value: code, path } })),
    }),
  );
}

// The order of the groups is not told; this one agrees with the Reference Test Data Set: events that reach the home
// area network first, then those that are not logged, then those that reach the User.
function byBehaviour([one]: readonly [number, unknown], [other]: readonly [number, unknown]): number {
  const rank = (configuration: number) =>
    ((configuration & behaviours.HANAlert) !== 0 ? 0 : 4) +
    ((configuration & behaviours.EventLog) === 0 ? 0 : 2) +
    ((configuration & behaviours.WANAlert) !== 0 ? 0 : 1);
  return rank(one) - rank(other) || one - other;
}
