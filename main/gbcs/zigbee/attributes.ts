/** Attributes in ZigBee's global commands: identifier, status, type and value (ZCL 2.4, 2.6). */
import { toHex } from '../bytes.ts';
import { keep, need, peek, type Reader, readUint8, remaining } from '../reader.ts';
import { describeDate, describeTime, keepRest, littleEndian, readInteger } from './fields.ts';
import { attributeName, commandFormat, globalCommandName, statusName } from './schema.ts';
import type { ZigbeeValue } from './values.ts';

export interface ZigbeeAttribute {
  readonly id: number;
  readonly name: string;
  /** 0 is success; undefined in commands that carry none. */
  readonly status?: number;
  readonly value?: ZigbeeValue;
}

const fixedTypes: Readonly<Record<number, readonly [name: string, size: number]>> = {
  0: ['No Data', 0],
  16: ['Boolean', 1],
  48: ['Enum8', 1],
  49: ['Enum16', 2],
  56: ['Semi Precision', 2],
  57: ['Single Precision', 4],
  58: ['Double Precision', 8],
  224: ['Time Of Day', 4],
  225: ['Date', 4],
  226: ['UTC Time', 4],
  232: ['Cluster Id', 2],
  233: ['Attribute Id', 2],
  234: ['BACnet OID', 4],
  240: ['IEEE Address', 8],
  241: ['Security Key', 16],
};

// 08 to 2F: eight sizes each of data, bitmap, unsigned and signed integer.
const sizedFamilies: Readonly<Record<number, string>> = { 8: 'Data', 24: 'Bitmap', 32: 'Uint', 40: 'Int' };

function fixedType(type: number): readonly [name: string, size: number] | undefined {
  const family = sizedFamilies[type & 0xf8];
  if (family === undefined) return fixedTypes[type];
  const size = (type & 7) + 1;
  return [`${family}${size * 8}`, size];
}

const stringTypes: Readonly<Record<number, string>> = { 65: 'Octet String', 66: 'Character String' };

function attributeLabel(cluster: number, id: number): string {
  return attributeName(cluster, id) ?? id.toString(16).toUpperCase().padStart(4, '0');
}

function readAttributeId(reader: Reader, cluster: number, path: string): number {
  need(reader, 2, path);
  const id = littleEndian(reader.bytes, reader.offset, 2);
  keep(reader, 2, path, attributeLabel(cluster, id));
  return id;
}

function interpretFixed(reader: Reader, type: number, size: number): { value: ZigbeeValue; text: string } {
  const bytes = reader.bytes.subarray(reader.offset, reader.offset + size);
  if (type === 0x10) {
    const value = bytes[0] !== 0;
    return { value, text: String(value) };
  }
  if (type === 0xe1) return { value: describeDate(bytes), text: describeDate(bytes) };
  if (type === 0xe2) {
    const time = describeTime(littleEndian(bytes, 0, 4));
    return { value: time, text: time };
  }
  const isNumber = (type >= 0x18 && type <= 0x31) || type === 0xe8 || type === 0xe9;
  if (!isNumber) return { value: bytes, text: toHex(bytes) };
  const value = readInteger(reader, size, type >= 0x28 && type <= 0x2f);
  return { value, text: String(value) };
}

/** The value of an attribute of some type; undefined where the type is not known, which ends what can be told apart. */
function readValue(reader: Reader, path: string): ZigbeeValue | undefined {
  const type = readUint8(reader, `${path}.Data Type`, (code) => fixedType(code)?.[0] ?? stringTypes[code]);
  const valuePath = `${path}.Value`;
  const fixed = fixedType(type);
  if (fixed !== undefined) {
    const [, size] = fixed;
    need(reader, size, valuePath);
    const { value, text } = interpretFixed(reader, type, size);
    if (size > 0) keep(reader, size, valuePath, text);
    return value;
  }
  if (stringTypes[type] === undefined) return undefined;
  const length = peek(reader) ?? 0;
  const size = length === 0xff ? 0 : length;
  need(reader, 1 + size, valuePath);
  const bytes = reader.bytes.subarray(reader.offset + 1, reader.offset + 1 + size);
  const text = type === 0x42 ? Buffer.from(bytes).toString('latin1') : toHex(bytes);
  keep(reader, 1 + size, valuePath, text);
  return type === 0x42 ? text : bytes;
}

/** Read Attributes: identifiers only. */
export function readAttributeIds(reader: Reader, cluster: number, path: string): readonly ZigbeeAttribute[] {
  const attributes: ZigbeeAttribute[] = [];
  while (remaining(reader) > 0) {
    const id = readAttributeId(reader, cluster, `${path}.Attribute[${attributes.length}].Attribute Id`);
    attributes.push({ id, name: attributeLabel(cluster, id) });
  }
  return attributes;
}

/** Read Attributes Response (with status), Write Attributes and Report Attributes (without). */
export function readAttributeRecords(
  reader: Reader,
  cluster: number,
  path: string,
  hasStatus: boolean,
): readonly ZigbeeAttribute[] {
  const attributes: ZigbeeAttribute[] = [];
  while (remaining(reader) > 0) {
    const recordPath = `${path}.Attribute[${attributes.length}]`;
    const id = readAttributeId(reader, cluster, `${recordPath}.Attribute Id`);
    const name = attributeLabel(cluster, id);
    const status = hasStatus ? readUint8(reader, `${recordPath}.Status`, statusName) : undefined;
    const value = status === undefined || status === 0 ? readValue(reader, recordPath) : null;
    attributes.push({
      id,
      name,
      ...(status === undefined ? {} : { status }),
      ...(value === undefined ? {} : { value }),
    });
    if (value === undefined) keepRest(reader, recordPath);
  }
  return attributes;
}

/** Write Attributes Response: one status for all, or a status and an identifier for each that failed. */
export function readWriteOutcomes(reader: Reader, cluster: number, path: string): readonly ZigbeeAttribute[] {
  const attributes: ZigbeeAttribute[] = [];
  while (remaining(reader) > 0) {
    const recordPath = `${path}.Outcome[${attributes.length}]`;
    const status = readUint8(reader, `${recordPath}.Status`, statusName);
    if (remaining(reader) === 0) break;
    const id = readAttributeId(reader, cluster, `${recordPath}.Attribute Id`);
    attributes.push({ id, name: attributeLabel(cluster, id), status });
  }
  return attributes;
}

export interface DefaultResponse {
  readonly command: number;
  readonly status: number;
}

/** Default Response: the command it answers, which came from the other side, and how it went. */
export function readDefaultResponse(
  reader: Reader,
  cluster: number,
  fromServer: boolean,
  path: string,
): DefaultResponse {
  const command = readUint8(
    reader,
    `${path}.Command Id`,
    (code) => commandFormat(cluster, code, !fromServer)?.name ?? globalCommandName(code),
  );
  const status = readUint8(reader, `${path}.Status`, statusName);
  keepRest(reader, path);
  return { command, status };
}
