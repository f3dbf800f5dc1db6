/** Billing data logs: 4.4.2, 4.4.3, and the gas daily read log, 4.6.1. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { JsonRecord } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyBuilder, indexed, numberOf, numbersOf, part, present, recordsOf, timeOf } from '../part.ts';
import { logEntriesOf, operationalData, prepaySnapshots, snapshotCauses } from './prepayment.ts';
import { blockElements } from './profiles.ts';
import { cubicMetres } from './values.ts';
import { commandsOf, fieldsOf } from './zigbeeAttributes.ts';

const blocksOf = (entry: JsonRecord): JsonObject =>
  blockElements([1, 2, 3, 4].map((block) => numbersOf(entry[`tariffBlock${block}RegisterMatrix`])));

function changeOfModeEntry(entry: JsonRecord): JsonObject {
  return {
    ...present({
      ActiveImportRegisterConsumption: numberOf(entry.activeImport),
      SecondaryActiveImportRegisterConsumption: numberOf(entry.secondaryActiveImport),
      Timestamp: timeOf(entry.time),
    }),
    TariffTOURegisterMatrixValue: indexed(numbersOf(entry.tariffTouRegisterMatrix)),
    SecondaryTariffTOURegisterMatrixValue: indexed(numbersOf(entry.secondaryTariffTouRegisterMatrix)),
    ...blocksOf(entry),
  };
}

/** ECS20b: each entry has the registers and, of a prepayment meter, the balances of one moment. */
export const changeOfModeLog: BodyBuilder = (message) => {
  const entries = logEntriesOf(message);
  if (entries === undefined) return undefined;
  const prepayment = entries.filter((entry) => entry.meterBalance !== undefined);
  return part({
    Electricity: {
      LogEntryConsumptionAndTariffRegistersData: entries.map(changeOfModeEntry),
      LogEntryPrepaymentData: prepayment.map((entry) => operationalData(entry, entry.time)),
    },
  });
};

/** The MMC's ESMEBillingDataLogType. */
export function billingEntry(entry: JsonRecord): JsonObject {
  return {
    ...present({
      Timestamp: timeOf(entry.time),
      ActiveImportRegisterValueConsumption: numberOf(entry.activeImport),
      SecondaryActiveImportRegisterValueConsumption: numberOf(entry.secondaryActiveImport),
    }),
    TariffTOURegisterMatrixValue: indexed(numbersOf(entry.tariffTouRegisterMatrix)),
    SecondaryTariffTOURegisterMatrixValue: indexed(numbersOf(entry.secondaryTariffTouRegisterMatrix)),
    ...blocksOf(entry),
  };
}

export const billingCalendarLog: BodyBuilder = (message) => {
  const entries = logEntriesOf(message);
  if (entries === undefined) return undefined;
  const prepayment = logEntriesOf(message, 1) ?? [];
  return part({
    Electricity: {
      ESMEBillingDataLogEntry: entries.map(billingEntry),
      ESMEBillingPrepaymentDataLogEntry: prepayment.map((entry) => operationalData(entry, entry.time)),
    },
  });
};

function volumes(rows: readonly JsonRecord[], name: string): JsonObject[] {
  return indexed(rows.flatMap((row) => (typeof row[name] === 'number' ? [cubicMetres(row[name])] : [])));
}

interface GasNames {
  readonly register: string;
  readonly blocks: string;
  readonly timeOfUse: string;
}

const billingNames: GasNames = {
  register: 'ActiveImportRegisterValueConsumption',
  blocks: 'BlockRegisterMatrixValue',
  timeOfUse: 'TariffTOURegisterMatrixValue',
};

/** A snapshot of a GSME's registers, whose elements the MMC names in three ways. */
function gasSnapshot(fields: JsonRecord, names: GasNames): JsonObject {
  const total = numberOf(fields.currentSummationDelivered);
  return {
    ...present({
      Timestamp: timeOf(fields.snapshotTime),
      [names.register]: total === undefined ? undefined : cubicMetres(total),
    }),
    [names.timeOfUse]: volumes(recordsOf(fields.entries), 'tariffTouRegisterMatrix'),
    [names.blocks]: volumes(recordsOf(fields.moreentries), 'tariffTouBlockCounterMatrix'),
  };
}

export const gasBillingEntry = (fields: JsonRecord): JsonObject => gasSnapshot(fields, billingNames);

function gasSnapshots(message: DecodedMessage, names: GasNames): JsonObject[] | undefined {
  const commands = commandsOf(message);
  return commands && fieldsOf(commands, 'Publish Snapshot').map((fields) => gasSnapshot(fields, names));
}

function gasLog(registers: string, prepayment: string, names: GasNames): BodyBuilder {
  return (message) => {
    const entries = gasSnapshots(message, names);
    if (entries === undefined) return undefined;
    const balances = prepaySnapshots(message) ?? [];
    return part({ Gas: { [registers]: entries, [prepayment]: balances } }, snapshotCauses(message));
  };
}

export const gasChangeOfModeLog = gasLog('LogEntryConsumptionRegister', 'LogEntryPrepaymentData', {
  ...billingNames,
  register: 'ConsumptionRegister',
});
export const gasBillingCalendarLog = gasLog(
  'GSMEBillingDataLogEntry',
  'GSMEBillingPrepaymentDataLogEntry',
  billingNames,
);

export const gasDailyReadLog: BodyBuilder = (message) => {
  const entries = gasSnapshots(message, {
    register: 'GasActiveImportRegisterConsumption',
    blocks: 'TariffBlockCounterMatrix',
    timeOfUse: 'TariffTOURegisterMatrix',
  });
  if (entries === undefined) return undefined;
  const rows = entries.map(({ Timestamp: time, ...gas }) => ({
    ...(time !== undefined && { Timestamp: time }),
    Gas: gas,
  }));
  return part({ LogEntry: rows }, snapshotCauses(message));
};
