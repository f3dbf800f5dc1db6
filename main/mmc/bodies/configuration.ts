/** Device configuration: 4.12, 4.15, 6.2, 6.11, 7.4, 11.2, 14.1. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { AttributeReading, JsonRecord } from '../../gbcs/data.ts';
import { clockStatus } from '../header.ts';
import {
  type BodyBuilder,
  describe,
  isRecord,
  numberOf,
  numbersOf,
  part,
  place,
  present,
  recordsOf,
  stringOf,
  timeOf,
} from '../part.ts';
import { asn1Status } from './asn1.ts';
import { byCosemTable } from './cosemAttributes.ts';
import { cubicMetres, trailingDigits } from './values.ts';
import { attributesOf, byZigbeeTable, commandsOf, fieldsOf } from './zigbeeAttributes.ts';

export const identity = byCosemTable('identity');
export const loadLimit = byCosemTable('loadLimit');
export const randomisation = byCosemTable('randomisation');
export const maximumDemandExport = byCosemTable('maximumDemandExport');
export const voltage = byCosemTable('voltage');

/** The daily period of ECS18b: its first entry is the start, its second the end. */
function demandPeriod(tree: JsonObject, { object, value }: AttributeReading): boolean {
  const times = recordsOf(value).map((row) => stringOf(row.switchTime));
  const [start, end] = times;
  if (object !== '0-0:12.0.0.255' || start === undefined || end === undefined || times.length !== 2) return false;
  tree.MaxDemandConfigurableTimePeriod = { StartTime: start, EndTime: end };
  return true;
}

export const maximumDemandImport = byCosemTable('maximumDemandImport', demandPeriod);

// The third part of an OBIS code of voltage: 32, 52 and 72 are phases 1 to 3.
const phases: Readonly<Record<string, number>> = { 32: 1, 52: 2, 72: 3 };

/** The settings of a phase, made when first asked for. */
export function phaseTree(trees: JsonObject[], phase: number): JsonObject {
  const known = trees.find((one) => one.Phase === String(phase));
  if (known !== undefined) return known;
  const made: JsonObject = { Phase: String(phase) };
  trees.push(made);
  return made;
}

export function phaseOf(object: string | undefined): number | undefined {
  return phases[/^1-0:(\d+)\./.exec(object ?? '')?.[1] ?? ''];
}

function phaseVoltage(tree: JsonObject, { object, value }: AttributeReading): boolean {
  const phase = phaseOf(object);
  const kind = /^1-0:\d+\.(31|35)\.0\.4$/.exec(object ?? '')?.[1];
  const limit = numberOf(value);
  if (phase === undefined || kind === undefined || limit === undefined) return false;
  const list = Array.isArray(tree.PolyPhaseVoltageSettings) ? tree.PolyPhaseVoltageSettings : [];
  tree.PolyPhaseVoltageSettings = list;
  const trees = list.filter((one) => typeof one !== 'string');
  const at = phaseTree(trees, phase);
  if (!list.includes(at)) list.push(at);
  const name = kind === '35' ? 'AverageRMSOverVoltageThreshold' : 'AverageRMSUnderVoltageThreshold';
  place(at, `PhaseVoltageSettings/${name}`, String(limit));
  return true;
}

export const voltagePolyPhase = byCosemTable('voltagePolyPhase', phaseVoltage);

export const powerThresholds = byCosemTable('powerThresholds', (tree, { value }) => {
  const [low, high] = numbersOf(value);
  if (low === undefined || high === undefined) return false;
  Object.assign(tree, present({ LowMediumPowerThreshold: low, MediumHighPowerThreshold: high }));
  return true;
});

const mpanLength = 13;

/** ECS40: the import MPANs of both elements follow one another. */
export const mpan = byCosemTable(
  'mpan',
  (tree, { object, value }) => {
    if (typeof value !== 'string' || !/^[\x20-\x7e]+$/.test(value)) return false;
    if (object === '1-0:0.0.2.255') place(tree, 'Electricity/ExportMPAN', value);
    else {
      place(tree, 'Electricity/ImportMPAN', value.slice(0, mpanLength));
      if (value.length > mpanLength) place(tree, 'Electricity/SecondaryImportMPAN', value.slice(mpanLength));
    }
    return true;
  },
  { Electricity: {} },
);

export const mprn = byZigbeeTable('mprn');

const eui = /^[\s\S]{8}$/;
const modelLength = 8;

/** A GSME's model identifier is eight characters of model, and with older versions the eight octets of its EUI-64. */
export const gasIdentity = byZigbeeTable('gasIdentity', (tree, { modelIdentifier: value }) => {
  if (typeof value !== 'string') return [];
  const model = value.slice(0, modelLength);
  const rest = value.slice(modelLength);
  if (!/^[\x20-\x7e]+$/.test(model) || (rest !== '' && !eui.test(rest))) return [];
  tree.ModelType = model;
  const octets = Buffer.from(rest, 'latin1').toString('hex').toUpperCase().match(/../g) ?? [];
  if (octets.length > 0) tree.DeviceIdentifier = octets.join('-');
  return ['modelIdentifier'];
});

const decimal = (value: number | undefined, digits: number | undefined): string | undefined =>
  value === undefined || digits === undefined ? undefined : String(value / 10 ** trailingDigits(digits));

function placeGas(tree: JsonObject, attributes: JsonRecord): readonly string[] {
  const number = (name: string): number | undefined => numberOf(attributes[name]);
  const flow = number('uncontrolledFlowThreshold');
  Object.assign(
    tree,
    present({
      CalorificValue: decimal(number('calorificValue'), number('calorificValueTrailingDigit')),
      ConversionFactor: decimal(number('conversionFactor'), number('conversionFactorTrailingDigit')),
      UncontrolledGasFlowRate:
        flow === undefined
          ? undefined
          : cubicMetres(flow, number('uncontrolledFlowMultiplier'), number('uncontrolledFlowDivisor')),
    }),
  );
  return Object.keys(attributes).filter((name) =>
    /^(calorificValue|conversionFactor)(TrailingDigit)?$|^uncontrolledFlow(Threshold|Multiplier|Divisor)$/.test(name),
  );
}

export const gasConfiguration = byZigbeeTable('gasConfiguration', placeGas);

// DLMS Account, account mode: 1 credit, 2 prepayment.
const paymentModes: Readonly<Record<number, string>> = { 1: 'Credit', 2: 'Prepayment' };

export const paymentMode: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'attributes') return undefined;
  const value = data.attributes[0]?.value;
  const { paymentMode: mode, ...others } = isRecord(value) ? value : {};
  return part(
    present({ PaymentMode: paymentModes[numberOf(mode) ?? 0] }),
    Object.entries(others).map(([name, one]) => describe(name, one)),
  );
};

// ZigBee Prepayment, Payment Control Configuration: the second bit is "prepayment enabled".
const prepaymentEnabled = 0x0002;

export const gasPaymentMode: BodyBuilder = (message) => {
  const configuration = numberOf(attributesOf(message)?.paymentControlConfiguration);
  if (configuration === undefined) return undefined;
  return part({ PaymentMode: (configuration & prepaymentEnabled) === 0 ? 'Credit' : 'Prepayment' }, [
    describe('Payment Control Configuration', configuration),
  ]);
};

/** ECS70. */
export const clock = byCosemTable('clock', (tree, { attribute, value }) => {
  const status = numberOf(value);
  if (attribute !== 'Status' || status === undefined) return false;
  tree.Electricity = {
    ElecClockTimeStatus: { '@TimeStatusCode': String(status), TimeStatus: clockStatus(status) },
  };
  return true;
});

/** GCS28. */
export const gasClock: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'asn1' || !isRecord(data.value)) return undefined;
  const status = numberOf(data.value.deviceTimeStatus);
  return part(
    present({
      DeviceTime: timeOf(data.value.deviceTime),
      Gas: status === undefined ? undefined : { GasClockTimeStatus: asn1Status(status, 'clock') },
    }),
  );
};

const supplyStates: Readonly<Record<string, string>> = { enabled: 'Enabled', disabled: 'Disabled', armed: 'Armed' };

export const supplyStatus: BodyBuilder = ({ data }) => {
  if (data?.kind !== 'supplyState') return undefined;
  const state = supplyStates[data.state];
  return part(present({ SupplyState: state }), state === undefined ? [describe('Supply state', data.value)] : []);
};

/** GCS33: SMETS's remaining battery capacity is ZigBee's remaining battery life in days (our reading). */
export const gasSupplyStatus: BodyBuilder = (message) => {
  const read = supplyStatus(message);
  const name = message.fields.findIndex(({ value }) => value === 'Remaining Battery Life in Days');
  const days = name < 0 ? undefined : message.fields.slice(name).find(({ path }) => path.endsWith('].Value'))?.value;
  if (read === undefined || days === undefined) return read;
  return part({ ...read.tree, Gas: { RemainingBatteryCapacity: days } }, read.uncovered);
};

export const firmwareVersion: BodyBuilder = ({ data }) =>
  data?.kind === 'firmwareVersion' ? part({ FirmwareVersion: data.version }) : undefined;

// ZigBee Metering, Start Sampling Response: no sample could be started.
const noSample = 0xffff;

export const startNetworkDataLog: BodyBuilder = (message) => {
  const commands = commandsOf(message);
  const sample = numberOf(fieldsOf(commands ?? [], 'Start Sampling Response')[0]?.sampleId);
  if (commands === undefined || sample === undefined) return undefined;
  return { tree: { SampleID: String(sample) }, uncovered: [], success: sample !== noSample };
};
