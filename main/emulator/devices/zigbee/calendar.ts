import type { GbzReply } from '../../../gbcs/answerGbz.ts';
import type { ZigbeeRecord } from '../../../gbcs/zigbee/values.ts';
import { zigbeeResult } from '../outcomeAlert.ts';
import { type ClusterCommand, type ClusterCommands, done, notFound } from './clusterCommand.ts';
import type { GasMeter } from './gasMeter.ts';
import { momentOf, numberIn } from './times.ts';

/** Calendar types, and the identifier by which a read asks for the one in force (RTDS: GCS21f, GCS21b). */
const typeOfRead: Readonly<Record<number, number>> = { 4294967295: 0, 4294967294: 3 };
const publishCommand = 0x00;
const publishes = [0x01, 0x02, 0x03, 0x04] as const;

const partKey = (calendarId: number, command: number): string => `calendar ${calendarId} ${command}`;

/** The parts that follow become valid with it: one instruction for the calendar (Reference Test Data Set). */
const publishWhole: ClusterCommand = ({ published }, fields, { nowMs, pending, instruction }) => {
  const id = numberIn(fields, 'Issuer Calendar Id');
  for (const command of publishes) published.delete(partKey(id, command));
  const type = numberIn(fields, 'Calendar Type');
  const startMs = momentOf(fields['Start Time'], nowMs) ?? Number.MAX_SAFE_INTEGER;
  const name = `calendar ${type}`;
  pending.cancel(name);
  if (startMs > nowMs && startMs < Number.MAX_SAFE_INTEGER) {
    pending.at(name, startMs, () => zigbeeResult(true, instruction));
  }
  const others = (published.get('calendars') ?? []).filter((one) => one.id !== id);
  published.set('calendars', [...others, { id, type, startMs }]);
  return done;
};

const publishPart =
  (command: number): ClusterCommand =>
  ({ published }, fields) => {
    const key = partKey(numberIn(fields, 'Issuer Calendar Id'), command);
    published.set(key, [...(published.get(key) ?? []), fields]);
    return done;
  };

const common = { 'Provider Id': 0, 'Issuer Event Id': 0, 'Issuer Calendar Id': 0 };
const whole = { 'Command Index': 0, 'Number of Commands': 1 };
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** A calendar of one day profile, all year. */
const first: Readonly<Record<number, (type: number) => ZigbeeRecord>> = {
  1: (type) => ({
    ...common,
    ...whole,
    'Day Id': 1,
    'Number of Schedule Entries': 1,
    'Calendar Type': type,
    entries: [{ 'Start Time': '00:00', 'Price Tier or Enable': 1 }],
  }),
  2: () => ({
    ...common,
    'Week Id': 1,
    ...Object.fromEntries(weekdays.map((day) => [`Day Id Ref ${day}`, 1])),
  }),
  3: () => ({ ...common, ...whole, entries: [{ 'Season Start Date': '*-01-01', 'Week Id Ref': 1 }] }),
  4: (type) => ({
    ...common,
    ...whole,
    'Start Time': 'now',
    'Calendar Type': type,
    'Number of Special Days': 0,
    entries: [],
  }),
};

/** The calendar of a type that is in force: the one that began last. */
function inForce({ published }: GasMeter, type: number, nowMs: number): number | undefined {
  const begun = (published.get('calendars') ?? [])
    .filter((one) => one.type === type && Number(one.startMs) <= nowMs)
    .sort((one, other) => Number(one.startMs) - Number(other.startMs));
  const last = begun.at(-1);
  return last === undefined ? undefined : Number(last.id);
}

const readPart =
  (command: number): ClusterCommand =>
  (meter, fields, { nowMs }) => {
    const type = typeOfRead[numberIn(fields, 'Issuer Calendar Id')];
    if (type === undefined) return notFound;
    const id = inForce(meter, type, nowMs);
    const initial = first[command]?.(type);
    const parts = id === undefined ? (initial ? [initial] : []) : (meter.published.get(partKey(id, command)) ?? []);
    const replies = parts.map((part): GbzReply => ({ command, fields: part }));
    return replies.length === 0 ? notFound : replies;
  };

export const calendar: ClusterCommands = {
  fromClient: Object.fromEntries(publishes.map((command) => [command, readPart(command)])),
  fromServer: {
    [publishCommand]: publishWhole,
    ...Object.fromEntries(publishes.map((command) => [command, publishPart(command)])),
  },
};
