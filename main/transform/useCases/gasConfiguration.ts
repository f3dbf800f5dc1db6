/** Configuration, supply and messages of a GSME. */
import { writeCommand, type ZigbeeComponent } from '../../gbcs/zigbee/writeCommand.ts';
import type { DeviceType } from '../context.ts';
import { TransformFault } from '../result.ts';
import { at, choiceOf, isPresent, needContext, noteUndetermined, type Scope, textOf } from '../scope.ts';
import { gbz, type UseCaseDescription } from '../useCase.ts';
import { issuerEventId, noProvider, numberAt, textFrom, timeAt, toClient, toServer } from './gasCommands.ts';
import { eventBehaviours } from './gasEventBehaviours.ts';

const has = (names: string) => (scope: Scope) => isPresent(scope, names);
const gasDevices: readonly DeviceType[] = ['GSME', 'GPF'];

function changeSupply(status: number): (scope: Scope) => readonly ZigbeeComponent[] {
  return (scope) => [
    writeCommand(toServer('metering', 0x0b), {
      ...noProvider,
      'Issuer Event Id': issuerEventId(scope),
      'Request Date Time': 0,
      'Implementation Date Time': 0,
      'Proposed Supply Status': status,
      'Supply Control Bits': 1,
    }),
  ];
}

/** A decimal number as a whole one with so many digits after the point. */
function scaled(scope: Scope, names: string, digits: number) {
  const value = Math.round(Number(textOf(scope, names)) * 10 ** digits);
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new TransformFault('invalid-value', `${at(scope, names).path} is not a decimal number.`, names);
  }
  return { value, path: at(scope, names).path };
}

function trailingDigits(count: number): number {
  return count << 4;
}

const conversionDigits = 5;
const calorificDigits = 1;
const megajoulesPerCubicMetre = 1;

function gasConversion(scope: Scope): readonly ZigbeeComponent[] {
  const event = { 'Issuer Event Id': issuerEventId(scope), 'Start Time': 0 };
  return [
    writeCommand(toClient('price', 0x02), {
      ...event,
      'Conversion Factor': scaled(scope, 'ConversionFactor', conversionDigits),
      'Conversion Factor Trailing Digit': trailingDigits(conversionDigits),
    }),
    writeCommand(toClient('price', 0x03), {
      ...event,
      'Calorific Value': scaled(scope, 'CalorificValue', calorificDigits),
      'Calorific Value Unit': megajoulesPerCubicMetre,
      'Calorific Value Trailing Digit': trailingDigits(calorificDigits),
    }),
  ];
}

const supplyStates = { Locked: 2, Unchanged: 3 };
const unchanged = 3;
const flowDigits = 4;

function gasFlow(scope: Scope): readonly ZigbeeComponent[] {
  const isDecimal = isPresent(scope, 'UncontrolledGasFlowRateDecimal');
  const event = { 'Issuer Event Id': issuerEventId(scope) };
  const state = (names: string) => ({ value: choiceOf(scope, names, supplyStates), path: at(scope, names).path });
  return [
    writeCommand(toServer('metering', 0x0e), {
      ...noProvider,
      ...event,
      'Uncontrolled Flow Threshold': isDecimal
        ? scaled(scope, 'UncontrolledGasFlowRateDecimal', flowDigits)
        : numberAt(scope, 'UncontrolledGasFlowRate', 0, 0xffff),
      'Unit of Measure': 1,
      Multiplier: 1,
      Divisor: isDecimal ? 10 ** flowDigits : 1,
      'Stabilisation Period': numberAt(scope, 'StabilisationPeriod', 0, 0xff),
      'Measurement Period': numberAt(scope, 'MeasurementPeriod', 0, 0xffff),
    }),
    writeCommand(toServer('metering', 0x0d), {
      ...event,
      'Supply Tamper State': state('SupplyTamperState'),
      'Supply Depletion State': state('SupplyDepletionState'),
      'Supply Uncontrolled Flow State': 0,
      'Low Limit Supply State': unchanged,
    }),
  ];
}

// Billing periods: so many days, weeks or months, from the start of the unit.
const duration = { days: 0x21, weeks: 0x22, months: 0x23 } as const;
const periodicities = {
  Daily: [1, duration.days],
  Weekly: [1, duration.weeks],
  Monthly: [1, duration.months],
  Quarterly: [3, duration.months],
  SixMonthly: [6, duration.months],
  Yearly: [12, duration.months],
} as const;

function billingCalendar(scope: Scope): readonly ZigbeeComponent[] {
  const names = 'GasBillingCalendar.Periodicity';
  const { path } = at(scope, names);
  const [count, unit] = choiceOf<readonly [number, number]>(scope, names, periodicities);
  const start = timeAt(scope, 'GasBillingCalendar.BillingPeriodStart');
  const event = { ...noProvider, 'Issuer Event Id': issuerEventId(scope) };
  return [
    writeCommand(toClient('price', 0x09), {
      ...event,
      'Billing Period Start Time': start,
      'Billing Period Duration': { value: count, path },
      'Billing Period Duration Type': { value: unit, path },
      'Tariff Type': 0,
    }),
    writeCommand(toClient('price', 0x01), {
      ...event,
      'Block Period Start Time': start,
      'Block Period Duration': { value: count, path },
      'Block Period Control': 2,
      'Block Period Duration Type': { value: unit, path },
      'Tariff Type': 0,
      'Tariff Resolution Period': 1,
    }),
  ];
}

const customerIdentification = (scope: Scope): readonly ZigbeeComponent[] => {
  noteUndetermined(scope, 'Customer Id Number', 'the Customer Identification Number is made up by the DCC', true);
  const digits = needContext(scope.build.context.customerIdentificationNumber?.(), 'A Customer Identification Number');
  return [
    writeCommand(toClient('deviceManagement', 0x06), {
      'Issuer Event Id': issuerEventId(scope),
      'CIN Implementation Time': 0,
      ...noProvider,
      'Customer Id Number': digits,
    }),
  ];
};

const untilWithdrawn = 0xffff;
const privacyPin = 2;
const clearPersonalData = 0x0000_0200;
const updateNameAndContact = 0x0000_1800;

export const gasConfiguration: readonly UseCaseDescription[] = [
  gbz('GCS07', 0x0071, '3.1', (scope) => [
    writeCommand(toClient('messaging', 0x00), {
      'Message Id': issuerEventId(scope, 'Message Id'),
      'Message Control': 0,
      'Start Time': 0,
      'Duration in Minutes': untilWithdrawn,
      Message: textFrom(scope, 'SupplierMessage'),
    }),
  ]),
  gbz(
    'GCS09',
    0x0072,
    '3.2',
    (scope) => [
      writeCommand(toClient('deviceManagement', 0x00), {
        ...noProvider,
        'Issuer Event Id': issuerEventId(scope),
        'Tariff Type': 0,
        'Implementation Date Time': timeAt(scope, 'RestrictionDateTime'),
        'Proposed Tenancy Change Control': clearPersonalData,
      }),
    ],
    { deviceTypes: gasDevices },
  ),
  gbz(
    'GCS11',
    0x0073,
    '3.5',
    (scope) => [
      writeCommand(toClient('deviceManagement', 0x02), {
        'Issuer Event Id': issuerEventId(scope),
        'Implementation Date Time': 0,
        'Duration in Minutes': 0,
        'Password Type': privacyPin,
        Password: new Uint8Array(),
      }),
    ],
    { deviceTypes: gasDevices },
  ),
  gbz('GCS20', 0x00ad, '6.22', eventBehaviours, { applies: has('GasSupplierAlertEventSettings') }),
  gbz('GCS23', 0x007c, '6.6', gasConversion),
  gbz('GCS24a', 0x00fc, '6.7', gasFlow, { applies: has('UncontrolledGasFlowRateDecimal') }),
  gbz('GCS24', 0x007d, '6.7', gasFlow),
  gbz('GCS25a', 0x00d8, '6.8', billingCalendar, { since: '2.0' }),
  gbz('GCS25', 0x007e, '6.8', billingCalendar),
  gbz('GCS32', 0x0081, '7.2', changeSupply(0)),
  gbz('GCS36', 0x0083, '9.1', customerIdentification),
  gbz('GCS39', 0x0085, '7.3', changeSupply(1)),
  gbz('GCS41', 0x0087, '6.20.1', (scope) => [
    writeCommand(toClient('deviceManagement', 0x03), {
      'Issuer Event Id': issuerEventId(scope),
      'Site Id Time': 0,
      ...noProvider,
      'Site Id': textFrom(scope, 'ImportMPRN'),
    }),
  ]),
  gbz('GCS44', 0x0088, '3.4', (scope) => [
    writeCommand(toClient('deviceManagement', 0x01), {
      'Current Provider Id': 0,
      'Issuer Event Id': issuerEventId(scope),
      'Tariff Type': 0,
      'Proposed Provider Id': 0,
      'Provider Change Implementation Time': 0,
      'Provider Change Control': updateNameAndContact,
      'Proposed Provider Name': textFrom(scope, 'SupplierName'),
      'Proposed Provider Contact Details': textFrom(scope, 'SupplierTelephoneNumber'),
    }),
  ]),
];
