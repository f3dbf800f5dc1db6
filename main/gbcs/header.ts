/** The MAC header and the grouping header (GBCS 7.2): who sends what to whom, with which counters. */
import { formatEui64, octets, toHex } from './bytes.ts';
import type { CommandResponseAlert } from './decodedMessage.ts';
import {
  DecodeFault,
  fault,
  keep,
  need,
  peek,
  type Reader,
  readConstant,
  readLength,
  readOctets,
  readUint8,
  within,
} from './reader.ts';
import { describeDateTime } from './times.ts';
import { findUseCase } from './useCaseTable.ts';

/** What has been read of the grouping header; parts that were not reached are absent. */
export interface GroupingHeader {
  cra?: CommandResponseAlert;
  originatorCounter?: bigint;
  originator?: Uint8Array;
  recipient?: Uint8Array;
  dateTime?: Uint8Array;
  messageCode?: number;
  supplementaryRemotePartyId?: Uint8Array;
  supplementaryRemotePartyCounter?: bigint;
  supplementaryOriginatorCounter?: bigint;
  /** The Key Agreement certificate (DER) of an Unknown Remote Party. */
  supplementaryCertificate?: Uint8Array;
}

const generalCiphering = octets(0xdd, 0, 0, 0, 0, 0, 0);
const macSecurityHeader = octets(0x11, 0, 0, 0, 0);
export const macLength = 12;

const crasByFlag: Readonly<Record<number, CommandResponseAlert>> = { 1: 'command', 2: 'response', 3: 'alert' };
const craNames: Readonly<Record<CommandResponseAlert, string>> = {
  command: 'Command',
  response: 'Response',
  alert: 'Alert',
};

/** Reads the MAC header and answers the length of what it covers, or undefined where the message has none. */
export function readMacHeader(reader: Reader): number | undefined {
  if (peek(reader) === 0xdf) return undefined;
  if (peek(reader) !== 0xdd) throw fault(reader, 'DD of a MAC header or DF of a grouping header');
  readConstant(reader, generalCiphering, 'MAC Header.General Ciphering');
  return readLength(reader, 'MAC Header.Ciphered Service Length');
}

export function readMacSecurityHeader(reader: Reader): void {
  readConstant(reader, macSecurityHeader, 'MAC Header.Security Header');
}

function readCounter(reader: Reader, path: string): bigint {
  need(reader, 8, path);
  const counter = reader.view.getBigUint64(reader.offset);
  keep(reader, 8, path, String(counter));
  return counter;
}

function readSystemTitle(reader: Reader, path: string): Uint8Array {
  need(reader, 1, path);
  if (peek(reader) !== 8) throw fault(reader, `${path} of length 08`);
  return readOctets(reader, 9, path, (bytes) => formatEui64(bytes.subarray(1))).subarray(1);
}

function readDateTime(reader: Reader, header: GroupingHeader): void {
  const path = 'Grouping Header.Date Time';
  if (peek(reader) === 0x0c) {
    header.dateTime = readOctets(reader, 13, path, (bytes) => describeDateTime(bytes.subarray(1))).subarray(1);
    return;
  }
  if (peek(reader) !== 0) throw fault(reader, `${path}: 00, or 0C and twelve octets`);
  keep(reader, 1, path, 'absent');
}

function describeMessageCode(code: number): string {
  const useCase = findUseCase(code);
  return useCase === undefined ? 'unknown' : `${useCase.useCase} ${useCase.name}`;
}

function readOtherInformation(reader: Reader, header: GroupingHeader, length: number): void {
  const path = 'Grouping Header.Other Information';
  const start = reader.offset;
  need(reader, 2, `${path}.Message Code`);
  header.messageCode = reader.view.getUint16(reader.offset);
  keep(reader, 2, `${path}.Message Code`, describeMessageCode(header.messageCode));
  if (length === 2) return;
  header.supplementaryRemotePartyId = readOctets(reader, 8, `${path}.Supplementary Remote Party ID`, formatEui64);
  if (length === 10) return;
  header.supplementaryRemotePartyCounter = readCounter(reader, `${path}.Supplementary Remote Party Counter`);
  if (length === 18) return;
  if (length === 26) {
    header.supplementaryOriginatorCounter = readCounter(reader, `${path}.Supplementary Originator Counter`);
    return;
  }
  if (length < 26 || peek(reader) !== 0x30) {
    throw new DecodeFault(
      reader.offset,
      'a certificate, or other information of 2, 10, 18 or 26 octets',
      `${length} octets with ${toHex(reader.bytes.subarray(reader.offset, Math.min(reader.offset + 4, reader.end)))}`,
    );
  }
  const certificatePath = `${path}.Supplementary Remote Party Key Agreement Certificate`;
  header.supplementaryCertificate = readOctets(reader, start + length - reader.offset, certificatePath, () => 'X.509');
}

/** Reads from the general-signing tag to the content's length, filling `header` on the way; answers that length. */
export function readGroupingHeader(reader: Reader, header: GroupingHeader): number {
  readConstant(reader, octets(0xdf, 0x09), 'Grouping Header.General Signing');
  const flag = peek(reader);
  const cra = crasByFlag[flag ?? 0];
  if (cra === undefined) throw fault(reader, 'Grouping Header.CRA Flag: 01 command, 02 response or 03 alert');
  readUint8(reader, 'Grouping Header.CRA Flag', () => craNames[cra]);
  header.cra = cra;
  header.originatorCounter = readCounter(reader, 'Grouping Header.Originator Counter');
  header.originator = readSystemTitle(reader, 'Grouping Header.Originator System Title');
  header.recipient = readSystemTitle(reader, 'Grouping Header.Recipient System Title');
  readDateTime(reader, header);
  const otherLength = readLength(reader, 'Grouping Header.Other Information Length');
  within(reader, otherLength, 'Other Information', () => readOtherInformation(reader, header, otherLength));
  return readLength(reader, 'Grouping Header.Content Length');
}
