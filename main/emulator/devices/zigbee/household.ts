import behaviours from '../../../../fixtures/gbcs/alertCodes.json' with { type: 'json' };
import type { ZigbeeRecord } from '../../../gbcs/zigbee/values.ts';
import { type ClusterCommand, type ClusterCommands, done } from './clusterCommand.ts';
import { gasLog } from './gasMeter.ts';
import { keep } from './keep.ts';
import { entriesOf, isoTime, momentOf, numberIn } from './times.ts';

/** The message stands on the meter's display; nothing reads it back. */
export const messaging: ClusterCommands = { fromServer: { 0: () => done } };

const bytes = (text: unknown): Uint8Array => new Uint8Array(Buffer.from(String(text ?? ''), 'latin1'));

const setSiteId: ClusterCommand = ({ attributes }, fields) => {
  attributes.put('0702/0307', bytes(fields['Site Id']));
  return done;
};

const setEventConfiguration: ClusterCommand = ({ eventConfigurations }, fields) => {
  for (const row of entriesOf(fields)) {
    eventConfigurations.set(String(row['Event Id']), numberIn(fields, 'Event Configuration'));
  }
  return done;
};

/** Nothing is logged or sent until somebody says so. */
const noConfiguration = 0;

const getEventConfiguration: ClusterCommand = ({ eventConfigurations }) => {
  const known = new Map(eventConfigurations);
  for (const code of configurable) if (!known.has(code)) known.set(code, noConfiguration);
  const entries = [...known].map(([code, value]) => ({ 'Event Id': code, 'Event Configuration': value }));
  return { command: 0x04, fields: { 'Command Index': 0, 'Total Commands': 1, entries } };
};

/** The events whose behaviour a supplier may set: those that are not 8F and so always sent (GBCS Table 16.2, our reading). */
const configurable = behaviours.alertCodes
  .map(({ code }) => code)
  .filter((code) => /^81/.test(code))
  .slice(0, 44);

export const deviceManagement: ClusterCommands = {
  fromServer: {
    0: () => done,
    1: keep({ 'Proposed Provider Name': '0708/0101', 'Proposed Provider Contact Details': '0708/0102' }),
    2: () => done,
    3: setSiteId,
    4: setEventConfiguration,
    5: getEventConfiguration,
    6: () => done,
  },
};

const eventRow = (log: number, code: string, timeMs: number): ZigbeeRecord => ({
  'Log Id': log,
  'Event Id': code,
  'Event Time': isoTime(timeMs),
  'Event Data': new Uint8Array(),
});

/** The log number stands in the low four bits, beside the control bits. */
const logBits = 0x0f;

const getEventLog: ClusterCommand = ({ events }, fields, { nowMs }) => {
  const log = numberIn(fields, 'Event Control / Log Id') & logBits;
  const from = momentOf(fields['Start Time'], 0) ?? 0;
  const to = momentOf(fields['End Time'], nowMs) ?? nowMs;
  const entries = (events.get(log) ?? []).filter(({ timeMs }) => from <= timeMs && timeMs <= to);
  return {
    command: 0x01,
    fields: {
      'Number of Events': entries.length,
      'Command Index': 0,
      'Total Commands': 1,
      'Log Payload Control': 0,
      entries: entries.map(({ code, timeMs }) => eventRow(log, code, timeMs)),
    },
  };
};

/** Which log was cleared, as a bit at its number (RTDS: 8 for log 3). */
const clearEventLog: ClusterCommand = ({ events }, fields) => {
  const log = numberIn(fields, 'Log Id') & logBits;
  events.delete(log === 0 ? gasLog.event : log);
  return { command: 0x02, fields: { 'Cleared Event Logs': 1 << log } };
};

export const eventLogs: ClusterCommands = { fromClient: { 0: getEventLog, 1: clearEventLog } };
