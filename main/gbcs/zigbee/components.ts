/** GBZ payloads (GBCS 7.4): a profile id, a count, then components that each hold one ZigBee command. */

import { describeAlert } from '../alertCodes.ts';
import { octets, toHex } from '../bytes.ts';
import type { FutureDatedOutcome } from '../dlms/dataNotification.ts';
import { readEncryptedData } from '../dlms/protectedAttributes.ts';
import type { EncryptedPart } from '../encryptedPart.ts';
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
import { keepRest, readFields, type Undecoded } from './fields.ts';
import { clusterName, commandFormat, globalCommandName } from './schema.ts';
import type { ZigbeeRecord } from './values.ts';

/** A ZigBee command and what it carries after its header, by the format of the command. */
export interface ZigbeeCommand extends GbzCommand, Undecoded {
  readonly attributes?: readonly ZigbeeAttribute[];
  /** Write Attributes Response: the one status for all attributes. */
  readonly status?: number;
  readonly defaultResponse?: DefaultResponse;
  readonly fields?: ZigbeeRecord;
}

/** One component: a ZigBee command with its header, in the clear or encrypted. */
export interface GbzComponent extends ZigbeeCommand {
  /** The component's place where it is absent. */
  readonly sequenceNumber?: number;
  readonly disableDefaultResponse?: boolean;
  /** Two octets, in manufacturer specific commands. */
  readonly manufacturerCode?: Uint8Array;
  /** Seconds since 2000 from which a future-dated component applies; FFFFFFFF never. */
  readonly fromDateTime?: number;
  /** Present where the component is encrypted; what it carries is then in there alone. */
  readonly encryption?: GbzEncryption;
  /** Control octets that hold more than the above says. */
  readonly control?: number;
  readonly frameControl?: number;
}

export interface GbzEncryption {
  readonly additionalHeaderControl: number;
  readonly frameCounter: number;
  readonly part: EncryptedPart;
}

export interface GbzPayload {
  readonly kind: 'gbz';
  readonly components: readonly GbzComponent[];
}

export interface GbzAlert {
  readonly kind: 'gbzAlert';
  /** The number of components as the alert states it: 1 also where a future dated outcome or no component follows. */
  readonly count: number;
  readonly alertCode: number;
  readonly time: string;
  readonly outcome?: FutureDatedOutcome;
  /** What a GSME made of the firmware it received. */
  readonly calculatedImageHash?: Uint8Array;
  readonly components: readonly GbzComponent[];
  /** Content of a use case that has no format. */
  readonly content?: Uint8Array;
}

/** Flags of a component's control field (GBCS 7.4). */
export const controlFlags = { lastComponent: 0x01, encrypted: 0x02, fromDateTime: 0x10 } as const;

/** Flags of the frame control octet (ZCL 2.4.1.1). */
export const frameFlags = {
  clusterSpecific: 0x01,
  manufacturerSpecific: 0x04,
  fromServer: 0x08,
  disableDefaultResponse: 0x10,
} as const;

/** Commands of the ZCL itself (ZCL 2.4). */
export const globalCommands = {
  readAttributes: 0x00,
  readAttributesResponse: 0x01,
  writeAttributes: 0x02,
  writeAttributesUndivided: 0x03,
  writeAttributesResponse: 0x04,
  writeAttributesNoResponse: 0x05,
  reportAttributes: 0x0a,
  defaultResponse: 0x0b,
} as const;

const allFrameFlags = 0x1d;
const never = 0xffff_ffff;

function describeControl(control: number): string {
  const parts = [
    (control & controlFlags.encrypted) !== 0 ? 'encrypted' : 'plain',
    ...((control & controlFlags.fromDateTime) !== 0 ? ['with From Date Time'] : []),
    ...((control & controlFlags.lastComponent) !== 0 ? ['last'] : []),
  ];
  return parts.join(', ');
}

export function zigbeeCommandName(gbz: GbzCommand): string {
  const name = gbz.isGlobal
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

interface ZclHeader extends GbzCommand {
  readonly sequenceNumber: number;
  readonly disableDefaultResponse?: true;
  readonly manufacturerCode?: Uint8Array;
  readonly frameControl?: number;
}

function readZclHeader(reader: Reader, cluster: number, path: string): ZclHeader {
  const frameControl = readUint8(reader, `${path}.Frame Control`);
  const isGlobal = (frameControl & frameFlags.clusterSpecific) === 0;
  const fromServer = (frameControl & frameFlags.fromServer) !== 0;
  const manufacturerCode =
    (frameControl & frameFlags.manufacturerSpecific) === 0
      ? undefined
      : readOctets(reader, 2, `${path}.Manufacturer Code`);
  const sequenceNumber = readUint8(reader, `${path}.Sequence Number`, String);
  const command = readUint8(reader, `${path}.Command Id`, (code) =>
    zigbeeCommandName({ cluster, command: code, fromServer, isGlobal }),
  );
  const disablesDefaultResponse = (frameControl & frameFlags.disableDefaultResponse) !== 0;
  return {
    cluster,
    command,
    fromServer,
    isGlobal,
    sequenceNumber,
    ...(disablesDefaultResponse ? { disableDefaultResponse: true } : {}),
    ...(manufacturerCode === undefined ? {} : { manufacturerCode }),
    ...((frameControl & ~allFrameFlags) === 0 ? {} : { frameControl }),
  };
}

/** Reads what follows a ZigBee header, to the end of the enclosing length. */
export function readZigbeeCommand(reader: Reader, gbz: GbzCommand, path: string): ZigbeeCommand {
  const { cluster, command, fromServer, isGlobal } = gbz;
  const head = { cluster, command, fromServer, isGlobal };
  if (!isGlobal) {
    const fields: ZigbeeRecord = {};
    readFields(reader, commandFormat(cluster, command, fromServer)?.fields ?? [], fields, path);
    return { ...head, fields, ...keepRest(reader, path) };
  }
  switch (command) {
    case globalCommands.readAttributes:
      return { ...head, attributes: readAttributeIds(reader, cluster, path) };
    case globalCommands.readAttributesResponse:
      return { ...head, attributes: readAttributeRecords(reader, cluster, path, true) };
    case globalCommands.writeAttributes:
    case globalCommands.writeAttributesUndivided:
    case globalCommands.writeAttributesNoResponse:
    case globalCommands.reportAttributes:
      return { ...head, attributes: readAttributeRecords(reader, cluster, path, false) };
    case globalCommands.writeAttributesResponse:
      return { ...head, ...readWriteOutcomes(reader, cluster, path) };
    case globalCommands.defaultResponse:
      return { ...head, defaultResponse: readDefaultResponse(reader, cluster, fromServer, path) };
    default:
      return { ...head, ...keepRest(reader, path) };
  }
}

function readEncryptedCommand(reader: Reader, cluster: number, path: string): GbzComponent {
  const additionalHeaderControl = readUint8(reader, `${path}.Additional Header Control`);
  const frameCounter = readUint8(reader, `${path}.Additional Header Frame Counter`);
  const gbz = readZclHeader(reader, cluster, `${path}.ZCL Header`);
  const length = readUint16(reader, `${path}.Ciphered Information Length`, String);
  const part = within(reader, length, `${path}.Ciphered Information`, () =>
    readEncryptedData(reader, length, path, gbz),
  );
  return { ...gbz, encryption: { additionalHeaderControl, frameCounter, part } };
}

function readComponent(reader: Reader, path: string, isLast: boolean): GbzComponent {
  const control = readUint8(reader, `${path}.Control Field`, describeControl);
  const cluster = readUint16(reader, `${path}.Cluster Id`, clusterName);
  const length = readUint16(reader, `${path}.Length`, String);
  const known =
    (control & (controlFlags.encrypted | controlFlags.fromDateTime)) | (isLast ? controlFlags.lastComponent : 0);
  return within(reader, length, path, () => {
    let fromDateTime: number | undefined;
    if ((control & controlFlags.fromDateTime) !== 0) {
      need(reader, 4, `${path}.From Date Time`);
      fromDateTime = reader.view.getUint32(reader.offset);
      keep(reader, 4, `${path}.From Date Time`, fromDateTime === never ? 'never' : isoFromSeconds(fromDateTime));
    }
    return {
      ...readCommand(reader, cluster, path, (control & controlFlags.encrypted) !== 0),
      ...(fromDateTime === undefined ? {} : { fromDateTime }),
      ...(control === known ? {} : { control }),
    };
  });
}

function readCommand(reader: Reader, cluster: number, path: string, isEncrypted: boolean): GbzComponent {
  if (isEncrypted) return readEncryptedCommand(reader, cluster, path);
  const gbz = readZclHeader(reader, cluster, `${path}.ZCL Header`);
  return { ...gbz, ...readZigbeeCommand(reader, gbz, `${path}.${zigbeeCommandName(gbz)}`) };
}

function readComponents(reader: Reader, count: number): readonly GbzComponent[] {
  const components: GbzComponent[] = [];
  for (let index = 0; index < count; index += 1) {
    components.push(readComponent(reader, `Payload.Component[${index}]`, index === count - 1));
  }
  return components;
}

const profileId = octets(0x01, 0x09);

function readProfile(reader: Reader): number {
  readConstant(reader, profileId, 'Payload.Profile ID', 'ZigBee Smart Energy');
  return readUint8(reader, 'Payload.Number Of Components', String);
}

export function readGbzPayload(reader: Reader): GbzPayload {
  const count = readProfile(reader);
  return { kind: 'gbz', components: readComponents(reader, count) };
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
    const fromServer = (control & frameFlags.fromServer) !== 0;
    const isGlobal = (control & frameFlags.clusterSpecific) === 0;
    const command = readUint8(reader, `${path}.Command Id`, (code) =>
      zigbeeCommandName({ cluster, command: code, fromServer, isGlobal }),
    );
    return { messageCode, originatorCounter, zigbee: { cluster, frameControl: control, command } };
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
  const head = { kind: 'gbzAlert', count, alertCode, time, components: [] } as const;
  if (header.messageCode === billingDataLog) return { ...head, components: readComponents(reader, count) };
  if (remaining(reader) === 0) return head;
  if (header.messageCode === futureDatedOutcome) return { ...head, outcome: readFutureDatedOutcome(reader) };
  if (header.messageCode === firmwareReceipt && remaining(reader) > 2) {
    readConstant(reader, octets(0x09, 0x20), 'Payload.Calculated Manufacturer Image Hash Header');
    const calculatedImageHash = readOctets(reader, 32, 'Payload.Calculated Manufacturer Image Hash');
    return { ...head, calculatedImageHash };
  }
  return { ...head, content: readOctets(reader, remaining(reader), 'Payload.Use Case Specific Content') };
}
