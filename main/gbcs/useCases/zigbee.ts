/** The general form of ZigBee messages, and the families of gas use cases that have a form of their own. */
import { alertName } from '../alertCodes.ts';
import { toHex } from '../bytes.ts';
import type { JsonRecord, JsonValue, LogEvent, MessageData, ZigbeeCommandData } from '../data.ts';
import { camelCase } from '../dlms/toJson.ts';
import { isoFromDateTime, isoFromSeconds, secondsFromIso } from '../times.ts';
import { attributeLabel, type ZigbeeAttribute } from '../zigbee/attributes.ts';
import { type ZigbeeCommand, zigbeeCommandName } from '../zigbee/components.ts';
import { clusterName, statusName } from '../zigbee/schema.ts';
import type { ZigbeeRecord, ZigbeeValue } from '../zigbee/values.ts';
import type { Interpretation } from './interpreter.ts';

function zigbeeJson(value: ZigbeeValue): JsonValue {
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Uint8Array) return toHex(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly ZigbeeValue[]).map(zigbeeJson);
  return recordJson(value as ZigbeeRecord);
}

function recordJson(record: ZigbeeRecord): JsonRecord {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [camelCase(name), zigbeeJson(value)]));
}

function attributesJson(cluster: number, attributes: readonly ZigbeeAttribute[]): JsonRecord {
  return Object.fromEntries(
    attributes.map(({ id, status, value }) => [
      camelCase(attributeLabel(cluster, id)),
      status === undefined || status === 0 ? zigbeeJson(value ?? null) : statusName(status),
    ]),
  );
}

function commandData(command: ZigbeeCommand): ZigbeeCommandData {
  const status = command.defaultResponse?.status;
  return {
    cluster: clusterName(command.cluster),
    command: zigbeeCommandName(command),
    ...(command.attributes === undefined ? {} : { attributes: attributesJson(command.cluster, command.attributes) }),
    ...(command.fields === undefined ? {} : { fields: recordJson(command.fields) }),
    ...(status === undefined || status === 0 ? {} : { status: statusName(status) }),
  };
}

/** Every ZigBee command of a message, encrypted ones after those in the clear. */
export function zigbeeCommands(message: Interpretation): readonly ZigbeeCommand[] {
  const { payload } = message;
  const components = payload.kind === 'gbz' || payload.kind === 'gbzAlert' ? payload.components : [];
  const plain = components.filter(({ encryption }) => encryption === undefined);
  return [...plain, ...message.decrypted.flatMap((block) => (block.kind === 'gbz' ? [block.command] : []))];
}

/** The status of a command that carries nothing but failures; undefined where some of it succeeded. */
function failedStatus({ defaultResponse, attributes }: ZigbeeCommand): number | undefined {
  if (defaultResponse !== undefined) return defaultResponse.status === 0 ? undefined : defaultResponse.status;
  const statuses = (attributes ?? []).map(({ status }) => status ?? 0);
  return statuses.length > 0 && statuses.every((status) => status !== 0) ? statuses[0] : undefined;
}

/** The failure of a message none of whose commands was carried out, as data. */
export function zigbeeFailure(message: Interpretation): MessageData | undefined {
  const statuses = zigbeeCommands(message).map(failedStatus);
  const [first] = statuses;
  if (first === undefined || statuses.includes(undefined)) return undefined;
  return { kind: 'failure', result: first, resultName: statusName(first) };
}

export function zigbeeData(message: Interpretation): MessageData | undefined {
  const commands = zigbeeCommands(message);
  if (commands.length === 0) return undefined;
  const { dateTime } = message.header;
  const time = dateTime === undefined ? undefined : isoFromDateTime(dateTime);
  return { kind: 'zigbee', ...(time === undefined ? {} : { time }), commands: commands.map(commandData) };
}

const metering = 0x0702;
const sampledDataResponse = 0x07;
const daily = 0xffff;
const daySeconds = 86_400;

/** GCS17 and GCS61: samples from a start at an interval; FFFF stands for a day. */
export function gasProfile(message: Interpretation): MessageData | undefined {
  const found = zigbeeCommands(message).find(
    ({ cluster, command, isGlobal, fromServer }) =>
      cluster === metering && command === sampledDataResponse && !isGlobal && fromServer,
  );
  const start = found?.fields?.['Sample Start Time'];
  const interval = found?.fields?.['Sample Request Interval'];
  const samples = found?.fields?.entries;
  const first = typeof start === 'string' ? secondsFromIso(start) : undefined;
  if (first === undefined || typeof interval !== 'number' || !Array.isArray(samples)) return undefined;
  const capturePeriodSeconds = interval === daily ? daySeconds : interval;
  const entries = (samples as readonly ZigbeeRecord[]).map((sample, index) => ({
    time: isoFromSeconds(Math.min(first + index * capturePeriodSeconds, 0xffff_ffff)),
    consumption: Number(sample.Sample ?? 0),
  }));
  return { kind: 'gasProfile', capturePeriodSeconds, entries };
}

/** CS10a and CS10b: event and security logs of ZigBee devices. */
export function zigbeeEventLog(message: Interpretation, log: string): MessageData | undefined {
  const rows = zigbeeCommands(message).flatMap(({ fields }) => {
    const entries = fields?.entries;
    return fields?.['Number of Events'] !== undefined && Array.isArray(entries) ? (entries as ZigbeeRecord[]) : [];
  });
  const isAnswer = message.header.cra === 'response';
  if (!isAnswer) return undefined;
  const entries = rows.flatMap((row): LogEvent[] => {
    const code = row['Event Id'];
    const time = row['Event Time'];
    const other = row['Event Data'];
    if (typeof code !== 'string' || typeof time !== 'string') return [];
    const name = alertName(Number.parseInt(code, 16));
    return [
      {
        time,
        code,
        ...(name === undefined ? {} : { name }),
        ...(other instanceof Uint8Array && other.length > 0 ? { otherData: toHex(other) } : {}),
      },
    ];
  });
  return { kind: 'eventLog', log, entries };
}

const attributeIn = (message: Interpretation, name: string): ZigbeeValue | undefined => {
  for (const { attributes, cluster } of zigbeeCommands(message)) {
    const found = attributes?.find(({ id }) => attributeLabel(cluster, id) === name);
    if (found?.value !== undefined && found.value !== null) return found.value;
  }
  return undefined;
};

const supplyStates = { 0: 'disabled', 1: 'armed', 2: 'enabled' } as const;

/** GCS33: Supply Status of the Metering cluster: 0 off, 1 off and armed, 2 on. */
export function gasSupplyState(message: Interpretation): MessageData | undefined {
  const value = attributeIn(message, 'Supply Status');
  if (typeof value !== 'number') return undefined;
  const state = value === 0 || value === 1 || value === 2 ? supplyStates[value] : 'unknown';
  return { kind: 'supplyState', state, value };
}

/** GCS38: the firmware version, which is the Current Meter Id's value. */
export function gasFirmwareVersion(message: Interpretation): MessageData | undefined {
  const value = attributeIn(message, 'Current Meter Id');
  if (!(value instanceof Uint8Array)) return undefined;
  return { kind: 'firmwareVersion', version: toHex(value) };
}

/** GCS21d and GCS21k: billing periods. */
export function gasBillingCalendar(message: Interpretation): MessageData | undefined {
  const periods = zigbeeCommands(message).filter((command) => zigbeeCommandName(command) === 'Publish Billing Period');
  if (periods.length === 0) return undefined;
  return { kind: 'billingCalendar', entries: periods.map(({ fields }) => ({ period: recordJson(fields ?? {}) })) };
}
