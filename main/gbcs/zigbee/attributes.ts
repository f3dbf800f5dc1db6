/** Attributes in ZigBee's global commands: identifier, status, type and value (ZCL 2.4, 2.6). */
import { toHex } from '../bytes.ts';
import { keep, need, peek, type Reader, readUint8, remaining } from '../reader.ts';
import { describeDate, describeTime } from './dates.ts';
import { keepRest, littleEndian, readInteger, type Undecoded } from './fields.ts';
import { attributeName, commandFormat, globalCommandName, statusName } from './schema.ts';
import type { ZigbeeValue } from './values.ts';

export interface ZigbeeAttribute extends Undecoded {
  readonly id: number;
  /** 0 is success; undefined in commands that carry none. */
  readonly status?: number;
  /** The data type (ZCL 2.6.2), with the value; absent where the status says why there is none. */
  readonly type?: number;
  readonly value?: ZigbeeValue;
}

/** ZCL 2.6.2: the types whose length is fixed. */
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

/** The name and length of a type, or undefined where the type is not known or its length is in the data. */
export function fixedType(type: number): readonly [name: string, size: number] | undefined {
  const family = sizedFamilies[type & 0xf8];
  if (family === undefined) return fixedTypes[type];
  const size = (type & 7) + 1;
  return [`${family}${size * 8}`, size];
}

const stringTypes: Readonly<Record<number, string>> = { 65: 'Octet String', 66: 'Character String' };

/** Whether a type is a string whose length stands before it in one octet. */
export function isStringType(type: number): boolean {
  return stringTypes[type] !== undefined;
}

/** The name of an attribute, or its identifier in hexadecimal. */
export function attributeLabel(cluster: number, id: number): string {
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
    const octet = bytes[0] ?? 0;
    return { value: octet > 1 ? octet : octet === 1, text: String(octet !== 0) };
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

/** Type and value of an attribute; only the type where it is not known, which ends what can be told apart. */
function readValue(reader: Reader, path: string): Pick<ZigbeeAttribute, 'type' | 'value'> {
  const type = readUint8(reader, `${path}.Data Type`, (code) => fixedType(code)?.[0] ?? stringTypes[code]);
  const valuePath = `${path}.Value`;
  const fixed = fixedType(type);
  if (fixed !== undefined) {
    const [, size] = fixed;
    need(reader, size, valuePath);
    const { value, text } = interpretFixed(reader, type, size);
    if (size > 0) keep(reader, size, valuePath, text);
    return { type, value };
  }
  if (!isStringType(type)) return { type };
  const length = peek(reader) ?? 0;
  const size = length === 0xff ? 0 : length;
  need(reader, 1 + size, valuePath);
  const bytes = reader.bytes.subarray(reader.offset + 1, reader.offset + 1 + size);
  const text = type === 0x42 ? Buffer.from(bytes).toString('latin1') : toHex(bytes);
  keep(reader, 1 + size, valuePath, text);
  if (length === 0xff) return { type, value: null };
  return { type, value: type === 0x42 ? text : bytes };
}

/** Read Attributes: identifiers only. */
export function readAttributeIds(reader: Reader, cluster: number, path: string): readonly ZigbeeAttribute[] {
  const attributes: ZigbeeAttribute[] = [];
  while (remaining(reader) > 0) {
    const id = readAttributeId(reader, cluster, `${path}.Attribute[${attributes.length}].Attribute Id`);
    attributes.push({ id });
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
    const status = hasStatus ? readUint8(reader, `${recordPath}.Status`, statusName) : undefined;
    const found = status === undefined || status === 0 ? readValue(reader, recordPath) : undefined;
    const isUnknown = found !== undefined && found.value === undefined;
    const rest = isUnknown ? keepRest(reader, recordPath) : {};
    attributes.push({ id, ...(status === undefined ? {} : { status }), ...found, ...rest });
  }
  return attributes;
}

export interface WriteOutcomes {
  /** Those that failed, or all of them, each with its status. */
  readonly attributes: readonly ZigbeeAttribute[];
  /** The one status for all. */
  readonly status?: number;
}

/** Write Attributes Response: one status for all, or a status and an identifier for each that failed. */
export function readWriteOutcomes(reader: Reader, cluster: number, path: string): WriteOutcomes {
  const attributes: ZigbeeAttribute[] = [];
  while (remaining(reader) > 0) {
    const recordPath = `${path}.Outcome[${attributes.length}]`;
    const status = readUint8(reader, `${recordPath}.Status`, statusName);
    if (remaining(reader) === 0) return { attributes, status };
    const id = readAttributeId(reader, cluster, `${recordPath}.Attribute Id`);
    attributes.push({ id, status });
  }
  return { attributes };
}

export interface DefaultResponse extends Undecoded {
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
  return { command, status, ...keepRest(reader, path) };
}
