/** Half-hourly and daily profiles: ECS22a, ECS22b, ECS22c, ECS21c and ECS66 (GBCS 18.2). */
import { WorkbenchError } from '../../../shared/errors.ts';
import {
  daySeconds,
  halfHourSeconds,
  type MessageData,
  type ProfileColumn,
  type ProfileEntry,
  type ProfileName,
} from '../data.ts';
import { compactArrayOfUint32 } from '../dlms/encode.ts';
import { asList, asNumber, type CosemValue } from '../dlms/values.ts';
import { isoFromSeconds } from '../times.ts';
import type { UseCaseCodec } from './codec.ts';
import { answeredValue, decryptedAttributes, failureOf, type Interpretation } from './interpreter.ts';
import { plainLogReader, protectedLogReader } from './logReaders.ts';
import { secondsOrThrow } from './parameters.ts';

interface Profile {
  readonly messageCode: number;
  readonly profile: ProfileName;
  readonly capturePeriodSeconds: number;
  /** The columns after the time; those that `optional` names may be missing. */
  readonly columns: readonly ProfileColumn[];
  readonly optional?: readonly ProfileColumn[];
  readonly instance: string;
  /** The object that answers protected reads; without one the profile is read in the clear. */
  readonly protectedBy?: string;
}

const profiles: readonly Profile[] = [
  {
    messageCode: 0x0037,
    profile: 'activeImport',
    capturePeriodSeconds: halfHourSeconds,
    columns: ['activeImport', 'secondaryActiveImport'],
    optional: ['secondaryActiveImport'],
    instance: '0-0:99.1.0.255',
    protectedBy: '0-0:43.2.7.255',
  },
  {
    messageCode: 0x0036,
    profile: 'export',
    capturePeriodSeconds: halfHourSeconds,
    columns: ['activeExport', 'reactiveExport'],
    instance: '0-0:99.1.1.255',
  },
  {
    messageCode: 0x0038,
    profile: 'reactiveImport',
    capturePeriodSeconds: halfHourSeconds,
    columns: ['reactiveImport'],
    instance: '0-0:99.1.2.255',
  },
  {
    messageCode: 0x0035,
    profile: 'dailyExport',
    capturePeriodSeconds: daySeconds,
    columns: ['activeExport'],
    instance: '0-0:98.1.10.255',
  },
  {
    messageCode: 0x0060,
    profile: 'dailyConsumption',
    capturePeriodSeconds: daySeconds,
    columns: ['consumption'],
    instance: '0-0:99.1.3.255',
    protectedBy: '0-0:43.2.4.255',
  },
];

const columnUnits: Readonly<Record<ProfileColumn, string>> = {
  activeImport: 'Wh',
  secondaryActiveImport: 'Wh',
  activeExport: 'Wh',
  reactiveExport: 'varh',
  reactiveImport: 'varh',
  consumption: 'Wh',
};

function entryOf(row: CosemValue, columns: readonly ProfileColumn[]): ProfileEntry | undefined {
  const values = asList(row);
  const seconds = asNumber(values?.[0]);
  if (values === undefined || seconds === undefined) return undefined;
  const entry: { time: string } & Partial<Record<ProfileColumn, number>> = { time: isoFromSeconds(seconds) };
  for (let index = 1; index < values.length; index += 1) {
    const column = columns[index - 1];
    const value = asNumber(values[index]);
    if (column === undefined || value === undefined) return undefined;
    entry[column] = value;
  }
  return entry;
}

function profileData(profile: Profile, rows: readonly CosemValue[]): MessageData | undefined {
  const entries: ProfileEntry[] = [];
  for (const row of rows) {
    const entry = entryOf(row, profile.columns);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  const present = profile.columns.filter(
    (column) => entries[0]?.[column] !== undefined || !profile.optional?.includes(column),
  );
  const units: Partial<Record<ProfileColumn, string>> = {};
  for (const column of present) units[column] = columnUnits[column];
  const { profile: name, capturePeriodSeconds } = profile;
  return { kind: 'profile', profile: name, capturePeriodSeconds, units, entries };
}

function rowsOf(profile: Profile, message: Interpretation): readonly CosemValue[] | undefined {
  if (profile.protectedBy !== undefined) return asList(decryptedAttributes(message)?.[0]);
  return message.payload.kind === 'accessResponse' ? asList(answeredValue(message.payload, 0)) : undefined;
}

function encodeRows(profile: Profile, data: MessageData): Uint8Array {
  if (data.kind !== 'profile' || data.profile !== profile.profile) {
    throw new WorkbenchError('invalid-argument', `The response needs data of the profile ${profile.profile}.`);
  }
  const columns = profile.columns.filter(
    (column) => !profile.optional?.includes(column) || data.entries.some((entry) => entry[column] !== undefined),
  );
  const rows = data.entries.map((entry) => [
    secondsOrThrow(entry.time, 'time'),
    ...columns.map((column) => entry[column] ?? 0),
  ]);
  return compactArrayOfUint32([1, ...columns.map(() => 1)], rows);
}

function codecOf(profile: Profile): UseCaseCodec {
  const { messageCode, instance, protectedBy } = profile;
  const target = { classId: 7, instance, attribute: 2 };
  const reader = protectedBy === undefined ? plainLogReader(target) : protectedLogReader(protectedBy, target);
  return {
    ...reader,
    messageCode,
    hasDateTime: false,
    interpret(message) {
      if (message.payload.kind === 'accessRequest') return reader.interpretRequest(message.payload);
      if (message.payload.kind !== 'accessResponse') return undefined;
      const rows = rowsOf(profile, message);
      return failureOf(message.payload) ?? (rows === undefined ? undefined : profileData(profile, rows));
    },
    encodeResponse: (header, data, keys) => reader.encodeAnswer(header, encodeRows(profile, data), keys),
  };
}

export const profileCodecs: readonly UseCaseCodec[] = profiles.map(codecOf);
