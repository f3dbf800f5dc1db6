/** GBZ payloads (GBCS 7.4): a profile id, a count, then components that each hold one ZigBee command. */

import { describeAlert } from '../alertCodes.ts';
import { octets, toHex } from '../bytes.ts';
import type { FutureDatedOutcome } from '../dlms/dataNotification.ts';
import { readEncryptedData } from '../dlms/protectedAttributes.ts';
import type { GroupingHeader } from '../header.ts';
import {
  type GbzCommand,
  keep,
  need,
  type Reader,
  readConstant,
  readOctets,
  readUint8,
  remaining,
  within,
} from '../reader.ts';
import { isoFromSeconds } from '../times.ts';
import {
  type DefaultResponse,
  readAttributeIds,
  readAttributeRecords,
  readDefaultResponse,
  readWriteOutcomes,
  type ZigbeeAttribute,
} from './attributes.ts';
import { keepRest, readFields } from './fields.ts';
import { clusterName, commandFormat, globalCommandName } from './schema.ts';
import type { ZigbeeRecord } from './values.ts';

/** One ZigBee command and what it carries. */
export interface ZigbeeCommand {
  readonly cluster: number;
  readonly command: number;
  readonly name: string;
  readonly fromServer: boolean;
  readonly isGlobal: boolean;
  readonly attributes?: readonly ZigbeeAttribute[];
  readonly defaultResponse?: DefaultResponse;
  readonly fields?: ZigbeeRecord;
}

export interface GbzPayload {
  readonly kind: 'gbz';
  /** In the clear; commands inside encrypted components are in the decrypted blocks. */
  readonly commands: readonly ZigbeeCommand[];
}

export interface GbzAlert {
  readonly kind: 'gbzAlert';
  readonly alertCode: number;
  readonly time: string;
  readonly outcome?: FutureDatedOutcome;
  readonly commands: readonly ZigbeeCommand[];
}

const controlFlags = { lastComponent: 0x01, encrypted: 0x02, fromDateTime: 0x10 } as const;

function describeControl(control: number): string {
  const parts = [
    (control & controlFlags.encrypted) !== 0 ? 'encrypted' : 'plain',
    ...((control & controlFlags.fromDateTime) !== 0 ? ['with From Date Time'] : []),
    ...((control & controlFlags.lastComponent) !== 0 ? ['last'] : []),
  ];
  return parts.join(', ');
}

export function zigbeeCommandName(gbz: GbzCommand): string {
  const name = gbz.global
    ? globalCommandName(gbz.command)
    : commandFormat(gbz.cluster, gbz.command, gbz.fromServer)?.name;
  return name ?? 'unknown command';
}

function readUint16(reader: Reader, path: string, meaningOf: (value: number) => string): number {
  need(reader, 2, path);
  const value = reader.view.getUint16(reader.offset);
  keep(reader, 2, path, meaningOf(value));
  return value;
}

const frameControl = { clusterSpecific: 0x01, manufacturerSpecific: 0x04, fromServer: 0x08 } as const;

function readZclHeader(reader: Reader, cluster: number, path: string): GbzCommand {
  const control = readUint8(reader, `${path}.Frame Control`);
  if ((control & frameControl.manufacturerSpecific) !== 0) readOctets(reader, 2, `${path}.Manufacturer Code`);
  readUint8(reader, `${path}.Sequence Number`, String);
  const global = (control & frameControl.clusterSpecific) === 0;
  const fromServer = (control & frameControl.fromServer) !== 0;
  const command = readUint8(reader, `${path}.Command Id`, (code) =>
    zigbeeCommandName({ cluster, command: code, fromServer, global }),
  );
  return { cluster, command, fromServer, global };
}

/** Reads what follows a ZigBee header, to the end of the enclosing length. */
export function readZigbeeCommand(reader: Reader, gbz: GbzCommand, path: string): ZigbeeCommand {
  const { cluster, command, fromServer } = gbz;
  const head = { cluster, command, name: zigbeeCommandName(gbz), fromServer, isGlobal: gbz.global };
  if (!gbz.global) {
    const fields: ZigbeeRecord = {};
    readFields(reader, commandFormat(cluster, command, fromServer)?.fields ?? [], fields, path);
    keepRest(reader, path);
    return { ...head, fields };
  }
  switch (command) {
    case 0x00:
      return { ...head, attributes: readAttributeIds(reader, cluster, path) };
    case 0x01:
      return { ...head, attributes: readAttributeRecords(reader, cluster, path, true) };
    case 0x02:
    case 0x03:
    case 0x05:
    case 0x0a:
      return { ...head, attributes: readAttributeRecords(reader, cluster, path, false) };
    case 0x04:
      return { ...head, attributes: readWriteOutcomes(reader, cluster, path) };
    case 0x0b:
      return { ...head, defaultResponse: readDefaultResponse(reader, cluster, fromServer, path) };
    default:
      keepRest(reader, path);
      return head;
  }
}

function readEncryptedCommand(reader: Reader, cluster: number, path: string): undefined {
  readOctets(reader, 1, `${path}.Additional Header Control`);
  readOctets(reader, 1, `${path}.Additional Header Frame Counter`);
  const gbz = readZclHeader(reader, cluster, `${path}.ZCL Header`);
  const length = readUint16(reader, `${path}.Ciphered Information Length`, String);
  within(reader, length, `${path}.Ciphered Information`, () => readEncryptedData(reader, length, path, gbz));
  return undefined;
}

function readComponent(reader: Reader, path: string): ZigbeeCommand | undefined {
  const control = readUint8(reader, `${path}.Control Field`, describeControl);
  const cluster = readUint16(reader, `${path}.Cluster Id`, clusterName);
  const length = readUint16(reader, `${path}.Length`, String);
  return within(reader, length, path, () => {
    if ((control & controlFlags.fromDateTime) !== 0) {
      need(reader, 4, `${path}.From Date Time`);
      const seconds = reader.view.getUint32(reader.offset);
      keep(reader, 4, `${path}.From Date Time`, seconds === 0xffff_ffff ? 'never' : isoFromSeconds(seconds));
    }
    if ((control & controlFlags.encrypted) !== 0) return readEncryptedCommand(reader, cluster, path);
    const gbz = readZclHeader(reader, cluster, `${path}.ZCL Header`);
    return readZigbeeCommand(reader, gbz, `${path}.${zigbeeCommandName(gbz)}`);
  });
}

function readComponents(reader: Reader, count: number): readonly ZigbeeCommand[] {
  const commands: ZigbeeCommand[] = [];
  for (let index = 0; index < count; index += 1) {
    const command = readComponent(reader, `Payload.Component[${index}]`);
    if (command !== undefined) commands.push(command);
  }
  return commands;
}

const profileId = octets(0x01, 0x09);

function readProfile(reader: Reader): number {
  readConstant(reader, profileId, 'Payload.Profile ID', 'ZigBee Smart Energy');
  return readUint8(reader, 'Payload.Number Of Components', String);
}

export function readGbzPayload(reader: Reader): GbzPayload {
  const count = readProfile(reader);
  return { kind: 'gbz', commands: readComponents(reader, count) };
}

// A future dated instruction's outcome names the command by message code, counter, cluster and ZigBee header.
function readFutureDatedOutcome(reader: Reader): FutureDatedOutcome {
  const path = 'Payload.Future Dated Instruction';
  const length = readUint8(reader, `${path}.Length`, String);
  return within(reader, length, path, () => {
    const messageCode = readUint16(reader, `${path}.Message Code`, (code) => toHex(octets(code >> 8, code & 0xff)));
    need(reader, 8, `${path}.Originator Counter`);
    const originatorCounter = reader.view.getBigUint64(reader.offset);
    keep(reader, 8, `${path}.Originator Counter`, String(originatorCounter));
    const cluster = readUint16(reader, `${path}.Cluster Id`, clusterName);
    const control = readUint8(reader, `${path}.Frame Control`);
    const fromServer = (control & frameControl.fromServer) !== 0;
    readUint8(reader, `${path}.Command Id`, (command) =>
      zigbeeCommandName({ cluster, command, fromServer, global: (control & frameControl.clusterSpecific) === 0 }),
    );
    return { messageCode, originatorCounter };
  });
}

const futureDatedOutcome = 0x00cd;
const firmwareReceipt = 0x00cf;
const billingDataLog = 0x008b;

/** Alerts: an alert code and a time, both big-endian, then what the use case adds. */
export function readGbzAlert(reader: Reader, header: GroupingHeader): GbzAlert {
  const count = readProfile(reader);
  const alertCode = readUint16(reader, 'Payload.Alert Code', describeAlert);
  need(reader, 4, 'Payload.Time Stamp');
  const time = isoFromSeconds(reader.view.getUint32(reader.offset));
  keep(reader, 4, 'Payload.Time Stamp', time);
  let commands: readonly ZigbeeCommand[] = [];
  let outcome: FutureDatedOutcome | undefined;
  if (header.messageCode === futureDatedOutcome && remaining(reader) > 0) outcome = readFutureDatedOutcome(reader);
  else if (header.messageCode === firmwareReceipt && remaining(reader) > 2) {
    readConstant(reader, octets(0x09, 0x20), 'Payload.Calculated Manufacturer Image Hash Header');
    readOctets(reader, 32, 'Payload.Calculated Manufacturer Image Hash');
  } else if (header.messageCode === billingDataLog) commands = readComponents(reader, count);
  else if (remaining(reader) > 0) keep(reader, remaining(reader), 'Payload.Use Case Specific Content');
  return { kind: 'gbzAlert', alertCode, time, ...(outcome === undefined ? {} : { outcome }), commands };
}
