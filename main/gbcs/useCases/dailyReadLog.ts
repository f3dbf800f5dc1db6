/** The import daily read log, ECS21a: each midnight the import register, 48 time-of-use registers and 4 × 8 blocks. */
import { WorkbenchError } from '../../../shared/errors.ts';
import type { DailyReadEntry, MessageData } from '../data.ts';
import { compactArrayOfUint32 } from '../dlms/encode.ts';
import { asList, asNumber, type CosemValue } from '../dlms/values.ts';
import { isoFromSeconds } from '../times.ts';
import type { UseCaseCodec } from './codec.ts';
import { decryptedAttributes, failureOf } from './interpreter.ts';
import { protectedLogReader } from './logReaders.ts';
import { secondsOrThrow } from './parameters.ts';

const timeOfUseCount = 48;
const secondaryTimeOfUseCount = 4;
const blockCount = 4;
const blockLength = 8;

const target = { classId: 7, instance: '0-0:98.1.9.255', attribute: 2 };
const reader = protectedLogReader('0-0:43.2.5.255', target);

function numbersOf(value: CosemValue | undefined): readonly number[] | undefined {
  const list = asList(value);
  if (list === undefined) return undefined;
  const numbers: number[] = [];
  for (const item of list) {
    const number = asNumber(item);
    if (number === undefined) return undefined;
    numbers.push(number);
  }
  return numbers;
}

// A twin-element meter has the second element's register after the first's, and its registers after the 48.
function entryOf(row: CosemValue): DailyReadEntry | undefined {
  const values = asList(row) ?? [];
  const secondary = asNumber(values[2]);
  const at = secondary === undefined ? 2 : 3;
  const time = asNumber(values[0]);
  const activeImport = asNumber(values[1]);
  const timeOfUse = numbersOf(values[at]);
  if (time === undefined || activeImport === undefined || timeOfUse === undefined) return undefined;
  const secondaryTimeOfUse = secondary === undefined ? undefined : numbersOf(values[at + 1]);
  const firstBlock = secondary === undefined ? at + 1 : at + 2;
  const blocks = Array.from({ length: blockCount }, (_, index) => numbersOf(values[firstBlock + index]) ?? []);
  return {
    time: isoFromSeconds(time),
    activeImport,
    timeOfUse,
    blocks,
    ...(secondary === undefined ? {} : { secondaryActiveImport: secondary }),
    ...(secondaryTimeOfUse === undefined ? {} : { secondaryTimeOfUse }),
  };
}

function readEntries(rows: readonly CosemValue[]): MessageData | undefined {
  const entries: DailyReadEntry[] = [];
  for (const row of rows) {
    const entry = entryOf(row);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return { kind: 'dailyReadLog', unit: 'Wh', entries };
}

function padded(values: readonly number[], length: number): readonly number[] {
  return Array.from({ length }, (_, index) => values[index] ?? 0);
}

function encodeRows(data: MessageData): Uint8Array {
  if (data.kind !== 'dailyReadLog') {
    throw new WorkbenchError('invalid-argument', 'The response to ECS21a needs data of kind dailyReadLog.');
  }
  const isTwin = data.entries.some((entry) => entry.secondaryActiveImport !== undefined);
  const rows = data.entries.map((entry) => [
    secondsOrThrow(entry.time, 'time'),
    entry.activeImport,
    ...(isTwin ? [entry.secondaryActiveImport ?? 0] : []),
    ...padded(entry.timeOfUse, timeOfUseCount),
    ...(isTwin ? padded(entry.secondaryTimeOfUse ?? [], secondaryTimeOfUseCount) : []),
    ...Array.from({ length: blockCount }, (_, index) => padded(entry.blocks[index] ?? [], blockLength)).flat(),
  ]);
  const blocks = Array.from({ length: blockCount }, () => blockLength);
  const totals = isTwin ? [1, 1, timeOfUseCount, secondaryTimeOfUseCount] : [1, timeOfUseCount];
  return compactArrayOfUint32([1, ...totals, ...blocks], rows);
}

export const dailyReadLogCodec: UseCaseCodec = {
  ...reader,
  messageCode: 0x0033,
  hasDateTime: false,
  interpret(message) {
    if (message.payload.kind === 'accessRequest') return reader.interpretRequest(message.payload);
    if (message.payload.kind !== 'accessResponse') return undefined;
    const rows = asList(decryptedAttributes(message)?.[0]);
    return failureOf(message.payload) ?? (rows === undefined ? undefined : readEntries(rows));
  },
  encodeResponse: (header, data, keys) => reader.encodeAnswer(header, encodeRows(data), keys),
};
