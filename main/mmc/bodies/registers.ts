/** Registers: 4.1.1 to 4.1.4, 4.2, 4.16. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { RegisterReading } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import {
  type BodyBuilder,
  describe,
  indexed,
  listOfValues,
  numberOf,
  numbersOf,
  part,
  place,
  present,
} from '../part.ts';
import { byCosemTable } from './cosemAttributes.ts';
import { cubicMetres } from './values.ts';
import { attributesOf } from './zigbeeAttributes.ts';

const active = { unit: 'Wh', element: 'ActiveEnergyUnit' } as const;
const reactive = { unit: 'varh', element: 'ReactiveEnergyUnit' } as const;
const elements: Readonly<Record<string, { path: string } & (typeof active | typeof reactive)>> = {
  activeImport: { path: 'ActiveImportRegister', ...active },
  reactiveImport: { path: 'ReactiveImportRegister', ...reactive },
  secondaryActiveImport: { path: 'SecondaryActiveImportRegister', ...active },
  activeExport: { path: 'ActiveExportRegister', ...active },
  reactiveExport: { path: 'ReactiveExportRegister', ...reactive },
};

function placeRegister(tree: JsonObject, { name, value, scaler, unit }: RegisterReading): string[] {
  const element = elements[name];
  // The MMC's register is a whole number of its one unit: another scaler would be another value.
  if (element === undefined || scaler !== 0) return [describe(name, `${value} × 10^${scaler} ${unit}`)];
  tree[element.path] = present({ Value: value, [element.element]: unit === element.unit ? unit : undefined });
  return unit === element.unit ? [] : [describe(`${name} unit`, unit)];
}

function registers(message: DecodedMessage): { tree: JsonObject; left: string[] } | undefined {
  if (message.data?.kind !== 'registers') return undefined;
  const tree: JsonObject = {};
  return { tree, left: message.data.registers.flatMap((one) => placeRegister(tree, one)) };
}

export const importRegisters: BodyBuilder = (message) => {
  const read = registers(message);
  return read && part({ Electricity: read.tree }, read.left);
};

export const exportRegisters: BodyBuilder = (message) => {
  const read = registers(message);
  return read && part(read.tree, read.left);
};

/** ECS17d: the matrix of the first element, then that of the second where there is one. */
export const timeOfUseRegisters = byCosemTable(
  'timeOfUseRegisters',
  (tree, { value }) => {
    const [primary, secondary] = listOfValues(value).map(numbersOf);
    if (primary?.length !== 48) return false;
    place(tree, 'Electricity/TariffTOURegisterCollection', {
      TOUPrimaryRegisterValue: indexed(primary),
      ...(secondary && { TOUSecondRegisterValue: indexed(secondary) }),
    });
    return true;
  },
  { Electricity: {} },
);

const watts = 27;

/** ECS17c: power, its scaler and unit, and the power of the first element. */
export const activePowerImport = byCosemTable('activePowerImport', (tree, { value }) => {
  const [power, scaling, primary] = listOfValues(value);
  const [scaler, unit] = numbersOf(scaling);
  const total = numberOf(power);
  if (total === undefined || scaler !== 0) return false;
  tree.ActivePowerImport = present({ Value: total, Unit: unit === watts ? 'W' : undefined });
  Object.assign(tree, present({ PrimaryActivePowerImportValue: numberOf(primary) }));
  return true;
});

const scalingNames: readonly string[] = ['divisor', 'multiplier', 'unitOfMeasure'];
const cubicMetreUnit = 1;

function gasValues(message: DecodedMessage, names: readonly string[]) {
  const attributes = attributesOf(message);
  if (attributes === undefined) return undefined;
  const multiplier = numberOf(attributes.multiplier);
  const divisor = numberOf(attributes.divisor);
  const values = names.map((name) => {
    const value = numberOf(attributes[name]);
    return value === undefined ? undefined : cubicMetres(value, multiplier, divisor);
  });
  const left = Object.entries(attributes).filter(([name]) => !names.includes(name) && !scalingNames.includes(name));
  return { attributes, values, left: left.map(([name, value]) => describe(name, value)) };
}

export const gasConsumption: BodyBuilder = (message) => {
  const read = gasValues(message, ['currentSummationDelivered']);
  if (read === undefined) return undefined;
  const unit = read.attributes.unitOfMeasure === cubicMetreUnit ? 'm3' : undefined;
  return part({ Gas: { ConsumptionRegister: present({ Value: read.values[0], Unit: unit }) } }, read.left);
};

/** Four values in their order, without those that are absent. */
function fourValues(values: readonly (string | undefined)[]): JsonObject[] {
  return values.flatMap((value, index) =>
    value === undefined ? [] : [{ '@index': String(index + 1), '#text': value }],
  );
}

const four = [1, 2, 3, 4] as const;

export const gasTimeOfUse: BodyBuilder = (message) => {
  const read = gasValues(
    message,
    four.map((index) => `currentTier${index}SummationDelivered`),
  );
  if (read === undefined) return undefined;
  return part({ Gas: { TariffTOURegisterMatrix: { TOURegisterMatrixValue: fourValues(read.values) } } }, read.left);
};

export const gasBlockCounters: BodyBuilder = (message) => {
  const read = gasValues(
    message,
    four.map((index) => `currentNoTierBlock${index}SummationDelivered`),
  );
  return read && part({ ImportBlockCounters: { TariffBlockCounterValue: fourValues(read.values) } }, read.left);
};

/** ECS17e: which of its numbers are registers and which counters is not known to us, so that none is placed. */
export const timeOfUseBlocks = byCosemTable('timeOfUseBlocks');
