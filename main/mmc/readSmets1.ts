/** The other way from smets1View: what a SMETS1 response says, as the same typed data that a GBCS message decodes to. */
import { type JsonObject, type JsonTree, listOf, textAt, valueAt } from '../duis/jsonTree.ts';
import { type DailyReadEntry, daySeconds, halfHourSeconds, type MessageData, type ProfileEntry } from '../gbcs/data.ts';

/** What an S1SP told of a SMETS1 device. */
export type Smets1Content =
  | {
      readonly kind: 'response';
      /** The MMC's element, such as ReadInstantaneousImportRegistersRsp. */
      readonly element: string;
      readonly isSuccess: boolean;
      /** What the device said of each thing that failed. */
      readonly errors: readonly string[];
      readonly tree: JsonTree;
      /** Registers, profiles and daily logs; other services have their tree alone. */
      readonly data?: MessageData;
    }
  | {
      readonly kind: 'alert';
      readonly alertCode: string | undefined;
      readonly description: string;
      readonly time: string | undefined;
    };

const numberAt = (tree: JsonTree | undefined, ...path: string[]): number | undefined => {
  const text = textAt(tree, ...path);
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isNaN(value) ? undefined : value;
};

type Reader = (tree: JsonTree) => MessageData | undefined;

const registerElements = [
  { name: 'activeImport', element: 'ActiveImportRegister', unit: 'Wh' },
  { name: 'reactiveImport', element: 'ReactiveImportRegister', unit: 'varh' },
  { name: 'activeExport', element: 'ActiveExportRegister', unit: 'Wh' },
  { name: 'reactiveExport', element: 'ReactiveExportRegister', unit: 'varh' },
  { name: 'consumption', element: 'ConsumptionRegister', unit: 'm3' },
] as const;

/** Registers, wherever in the element they stand. */
const registers: Reader = (tree) => {
  const places = [tree, valueAt(tree, 'Electricity'), valueAt(tree, 'Gas')];
  const found = registerElements.flatMap(({ name, element, unit }) => {
    const value = places.map((place) => numberAt(place, element, 'Value')).find((one) => one !== undefined);
    return value === undefined ? [] : [{ name, value, scaler: 0, unit }];
  });
  return found.length === 0 ? undefined : { kind: 'registers', registers: found };
};

/** A number with an element and a place of its own in each entry of a log. */
type Columns = Partial<Record<Exclude<keyof ProfileEntry, 'time'>, { path: string[]; unit: string }>>;

const timeOf = (entry: JsonTree): string => textAt(entry, 'Timestamp') ?? textAt(entry, 'TimeStamp') ?? '';

const profile =
  (
    name: 'activeImport' | 'export' | 'reactiveImport' | 'dailyConsumption' | 'dailyExport',
    capturePeriodSeconds: number,
    columns: Columns,
    around?: string,
  ): Reader =>
  (tree) => {
    const log = around === undefined ? tree : valueAt(tree, around);
    if (log === undefined) return undefined;
    const named = Object.entries(columns) as [keyof Columns, { path: string[]; unit: string }][];
    const entries = listOf(log, 'LogEntry').map((entry): ProfileEntry => {
      const values = named.flatMap(([column, { path }]) => {
        const value = numberAt(entry, ...path);
        return value === undefined ? [] : [[column, value] as const];
      });
      return { time: timeOf(entry), ...Object.fromEntries(values) };
    });
    const units = Object.fromEntries(named.map(([column, { unit }]) => [column, unit]));
    return { kind: 'profile', profile: name, capturePeriodSeconds, units, entries };
  };

const thousandths = 1000;

/** Volumes of gas, in cubic metres; the typed data have thousandths. */
const gasProfile =
  (capturePeriodSeconds: number, path: string[], around?: string): Reader =>
  (tree) => {
    const log = around === undefined ? tree : valueAt(tree, around);
    const entries = listOf(log, 'LogEntry').map((entry) => ({
      time: timeOf(entry),
      consumption: Math.round((numberAt(entry, ...path) ?? 0) * thousandths),
    }));
    return { kind: 'gasProfile', capturePeriodSeconds, entries };
  };

/** Numbered values in their order. */
const numbered = (tree: JsonTree | undefined, name: string): number[] =>
  listOf(tree, name).map((value) => Number(typeof value === 'string' ? value : textAt(value, '#text')));

const dailyReadLog: Reader = (tree) => {
  const entries = listOf(tree, 'LogEntry').map((entry): DailyReadEntry => {
    const meter = valueAt(entry, 'Electricity');
    return {
      time: timeOf(entry),
      activeImport: numberAt(meter, 'ElecActiveImportRegisterConsumption') ?? 0,
      timeOfUse: numbered(meter, 'TariffTOURegisterMatrixValue'),
      blocks: [1, 2, 3, 4].map((block) => numbered(meter, `TariffTOUBlock${block}RegisterMatrixValue`)),
    };
  });
  return { kind: 'dailyReadLog', unit: 'Wh', entries };
};

const isGas = (tree: JsonTree): boolean =>
  valueAt(tree, 'Gas') !== undefined || valueAt(tree, 'LogEntry', 'Gas') !== undefined;
const byFuel =
  (electricity: Reader, gas: Reader): Reader =>
  (tree) =>
    isGas(tree) ? gas(tree) : electricity(tree);

const importProfile = profile('activeImport', halfHourSeconds, {
  activeImport: { path: ['Electricity', 'PrimaryValue'], unit: 'Wh' },
});
const consumption = profile(
  'dailyConsumption',
  daySeconds,
  { consumption: { path: ['Value'], unit: 'Wh' } },
  'Electricity',
);

const readers: Readonly<Record<string, Reader>> = {
  ReadInstantaneousImportRegistersRsp: registers,
  ReadInstantaneousExportRegistersRsp: registers,
  ReadActiveImportProfileDataRsp: byFuel(importProfile, gasProfile(halfHourSeconds, ['Gas', 'PrimaryValue'])),
  ReadReactiveImportProfileDataRsp: profile('reactiveImport', halfHourSeconds, {
    reactiveImport: { path: ['ReactiveEnergyImportedValue'], unit: 'varh' },
  }),
  ReadExportProfileDataRsp: profile('export', halfHourSeconds, {
    activeExport: { path: ['ActiveEnergyExportedValue'], unit: 'Wh' },
    reactiveExport: { path: ['ReactiveEnergyExportedValue'], unit: 'varh' },
  }),
  RetrieveExportDailyReadLogRsp: profile('dailyExport', daySeconds, {
    activeExport: { path: ['ActiveExportRegisterValue'], unit: 'Wh' },
  }),
  RetrieveDailyConsumptionLogRsp: byFuel(consumption, gasProfile(daySeconds, ['Value'], 'Gas')),
  RetrieveImportDailyReadLogRsp: (tree) => (isGas(tree) ? undefined : dailyReadLog(tree)),
};

const errorsIn = (message: JsonTree): string[] =>
  listOf(valueAt(message, 'DebugInfo', 'SMETS1Debug'), 'SMETS1Response').flatMap((one) => {
    const error = textAt(one, 'Error');
    return error === undefined || error === 'success' || error === 'SUCCESS' ? [] : [error];
  });

function readResponse(message: JsonTree, timestamp: string | undefined): Smets1Content | undefined {
  const data = valueAt(message, 'SMETSData');
  const [entry] = typeof data === 'object' ? Object.entries(data as JsonObject) : [];
  if (entry === undefined) return undefined;
  const [element] = entry;
  const tree = valueAt(data, element) ?? {};
  const isSuccess = textAt(tree, '@MessageSuccess') === 'true';
  const errors = errorsIn(message);
  const typed = isSuccess ? readers[element]?.(tree) : undefined;
  const dated = typed?.kind === 'registers' && timestamp !== undefined ? { ...typed, time: timestamp } : typed;
  return { kind: 'response', element, isSuccess, errors, tree, ...(dated === undefined ? {} : { data: dated }) };
}

/**
 * Reads the content of a SMETS1 response or Device Alert.
 *
 * @param body the Body of a ServiceResponse, as parsed
 * @returns undefined where it holds no SMETS1 message, or one without content
 */
export function readSmets1(body: JsonTree): Smets1Content | undefined {
  const said = valueAt(body, 'SMETS1ResponseMessage', 'SMETS1SignedResponse', 'SMETS1Response');
  const stamp = valueAt(said, 'Header', 'Timestamp');
  const timestamp = typeof stamp === 'string' ? stamp : textAt(stamp, '#text');
  const alert = valueAt(said, 'Body', 'DeviceAlertMessage', 'DeviceAlertContent');
  if (alert !== undefined) {
    return {
      kind: 'alert',
      alertCode: textAt(alert, 'GBCSHexAlertCode'),
      description: textAt(alert, 'AlertDescription') ?? '',
      time: textAt(alert, 'Timestamp'),
    };
  }
  const message = valueAt(said, 'Body', 'ResponseMessage');
  return message === undefined ? undefined : readResponse(message, timestamp);
}
