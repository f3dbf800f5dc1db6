/** Profiles and daily logs: 4.6.1, 4.6.2, 4.8.1, 4.8.2, 4.8.3, 4.17. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { DailyReadEntry, ProfileEntry, ProfileName } from '../../gbcs/data.ts';
import { type BodyBuilder, indexed, part, present } from '../part.ts';
import { cubicMetres } from './values.ts';

function profile(name: ProfileName, entryOf: (entry: ProfileEntry) => JsonObject, around?: string): BodyBuilder {
  return ({ data }) => {
    if (data?.kind !== 'profile' || data.profile !== name) return undefined;
    const log = { LogEntry: data.entries.map(entryOf) };
    return part(around === undefined ? log : { [around]: log });
  };
}

export const activeImportProfile = profile('activeImport', (entry) => ({
  Timestamp: entry.time,
  Electricity: present({ PrimaryValue: entry.activeImport, SecondaryValue: entry.secondaryActiveImport }),
}));

export const reactiveImportProfile = profile('reactiveImport', (entry) =>
  present({ ReactiveEnergyImportedValue: entry.reactiveImport, Timestamp: entry.time }),
);

export const exportProfile = profile('export', (entry) =>
  present({
    ActiveEnergyExportedValue: entry.activeExport,
    ReactiveEnergyExportedValue: entry.reactiveExport,
    Timestamp: entry.time,
  }),
);

export const exportDailyReadLog = profile('dailyExport', (entry) =>
  present({ ActiveExportRegisterValue: entry.activeExport, TimeStamp: entry.time }),
);

export const dailyConsumption = profile(
  'dailyConsumption',
  (entry) => present({ Value: entry.consumption, Timestamp: entry.time }),
  'Electricity',
);

/** Four blocks of eight registers, as several MMC logs name them. */
export function blockElements(blocks: readonly (readonly number[])[]): JsonObject {
  return Object.fromEntries(
    blocks.map((values, index) => [`TariffTOUBlock${index + 1}RegisterMatrixValue`, indexed(values)]),
  );
}

function dailyRead(entry: DailyReadEntry): JsonObject {
  return {
    Timestamp: entry.time,
    Electricity: {
      ...present({
        ElecActiveImportRegisterConsumption: entry.activeImport,
        SecondaryActiveImportRegisterConsumption: entry.secondaryActiveImport,
      }),
      SecondaryTariffTOURegisterMatrixValue: indexed(entry.secondaryTimeOfUse),
      TariffTOURegisterMatrixValue: indexed(entry.timeOfUse),
      ...blockElements(entry.blocks),
    },
  };
}

export const importDailyReadLog: BodyBuilder = ({ data }) =>
  data?.kind === 'dailyReadLog' ? part({ LogEntry: data.entries.map(dailyRead) }) : undefined;

export const gasProfile: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'gasProfile') return undefined;
  const entries = data.entries.map(({ time, consumption }) => ({
    Timestamp: time,
    Gas: { PrimaryValue: cubicMetres(consumption) },
  }));
  return part({ LogEntry: entries });
};

export const gasDailyConsumption: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'gasProfile') return undefined;
  const entries = data.entries.map(({ time, consumption }) => ({ Value: cubicMetres(consumption), Timestamp: time }));
  return part({ Gas: { LogEntry: entries } });
};
