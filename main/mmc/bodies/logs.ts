/** Event, security and auxiliary logs (6.13) and the Sub GHz channel log (6.32). */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { LogEvent } from '../../gbcs/data.ts';
import { type BodyBuilder, describe, numbersOf, part, present } from '../part.ts';
import { operatingChannel } from './subGHz.ts';

const isHex = (value: unknown): value is string => typeof value === 'string' && /^([0-9A-F]{2})+$/i.test(value);

function logEntry({ time, code, name, otherData }: LogEvent): JsonObject {
  return present({
    Timestamp: time,
    LogCode: code,
    LogMeaning: name,
    OtherInformation: isHex(otherData) ? otherData : undefined,
  });
}

const othersOf = ({ time, otherData }: LogEvent): string[] =>
  otherData === undefined || otherData === '' || isHex(otherData) ? [] : [describe(`Other data of ${time}`, otherData)];

export const eventLog: BodyBuilder = ({ data }) =>
  data?.kind === 'eventLog'
    ? part({ Log: { LogEntry: data.entries.map(logEntry) } }, data.entries.flatMap(othersOf))
    : undefined;

// Our reading: the first octet of a command is the switch, the second what it was told; outcomes in the XSD's order.
const switchActions: Readonly<Record<string, string>> = {
  '11': 'On',
  '12': 'Off',
  '20': 'Revert to calendar control',
  '00': 'Entry relates to a Message from an HC ALCS',
};
const outcomes = ['Outcome not known', 'Success', 'Failure'];

function auxiliaryEntry({ time, code, otherData }: LogEvent): { tree: JsonObject; left: string[] } {
  const [outcome, command] = numbersOf(otherData);
  const action = switchActions[code.slice(2)];
  const tree = present({
    Timestamp: time,
    SwitchNumber: Number.parseInt(code.slice(0, 2), 16),
    SwitchAction: action,
    Outcome: outcome === undefined ? undefined : outcomes[outcome],
    HANCommandID: command,
  });
  return { tree, left: action === undefined ? [describe(`Command of ${time}`, code)] : [] };
}

export const auxiliaryEventLog: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'eventLog') return undefined;
  const entries = data.entries.map(auxiliaryEntry);
  return part(
    { ALCSEvent: { ALCSEventLogEntry: entries.map(({ tree }) => tree) } },
    entries.flatMap(({ left }) => left),
  );
};

// Our reading: scan triggers in the XSD's order.
const scanTriggers = [
  'RemotePartyCommand',
  'GSMERequest',
  'GSMEMissedItsCurfew',
  'GSMEMissingForTheLastDay',
  'CHDetectedMessageFailureProblems',
  'CHDetectedMessageRetryProblems',
  'SubGHzNon-GSMEDeviceRequest',
  'SMHANFormation',
];

const channelLength = 8;

/** Other data of a channel's change: the channel in four octets, then an octet string of one, the trigger. */
function channelEntry({ time, code, name, otherData }: LogEvent): JsonObject {
  const hex = isHex(otherData) ? otherData : '';
  const trigger = /^0901([0-9A-F]{2})$/i.exec(hex.slice(channelLength))?.[1];
  return present({
    Timestamp: time,
    EventCode: code,
    EventDescription: name,
    OperatingSubGHzChannel: operatingChannel(hex.slice(0, channelLength)),
    ScanTrigger: trigger === undefined ? undefined : scanTriggers[Number.parseInt(trigger, 16)],
  });
}

export const subGHzChannelLog: BodyBuilder = ({ data }) =>
  data?.kind === 'eventLog' ? part({ LogEntry: data.entries.map(channelEntry) }) : undefined;
