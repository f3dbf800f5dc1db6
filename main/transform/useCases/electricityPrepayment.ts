/** Payment mode, balance, debt and prepayment settings of an ESME. */
import { longUnsigned } from '../../gbcs/dlms/encode.ts';
import { type Encoded, fixed, sourced } from '../../gbcs/encoded.ts';
import { type Access, call, set } from '../dlms/access.ts';
import {
  arrayOfEncoded,
  bitString,
  constant,
  dateTime,
  doubleLong,
  enumeration,
  execution,
  i32,
  list,
  octetString,
  reference,
  structureOfEncoded,
  textAt,
  textOctets,
  u16,
  u32For,
  type Value,
  zero,
} from '../dlms/values.ts';
import { at, booleanOf, choiceOf, each, integerOf, isPresent, type Scope } from '../scope.ts';
import { dlms, type UseCaseDescription } from '../useCase.ts';
import { numberedDays, scheduleEntry } from './electricityCalendars.ts';
import { flatCharge, within } from './electricityTariff.ts';

/** Credits by the part E of their logical names (0-0:19.10.E.255), and charges by that of 0-0:19.20.E.255. */
const credit = { meterBalance: 0, emergencyCredit: 1, accumulatedDebt: 2 } as const;
const charge = {
  tariff: 0,
  timeDebt1: 1,
  timeDebt2: 2,
  paymentDebt: 3,
  standingCharge: 4,
  secondaryTariff: 5,
} as const;

type Link = readonly [credit: number, charge: number];

const creditModeLinks: readonly Link[] = [
  [credit.meterBalance, charge.tariff],
  [credit.meterBalance, charge.standingCharge],
];

const prepaymentModeLinks: readonly Link[] = [
  ...creditModeLinks,
  [credit.meterBalance, charge.timeDebt1],
  [credit.meterBalance, charge.timeDebt2],
  [credit.meterBalance, charge.paymentDebt],
  [credit.emergencyCredit, charge.paymentDebt],
  [credit.emergencyCredit, charge.tariff],
  [credit.emergencyCredit, charge.standingCharge],
  [credit.emergencyCredit, charge.timeDebt1],
  [credit.emergencyCredit, charge.timeDebt2],
  [credit.accumulatedDebt, charge.standingCharge],
  [credit.accumulatedDebt, charge.timeDebt1],
  [credit.accumulatedDebt, charge.timeDebt2],
];

const collectionBits = 3;
const whenDisabled = 2;

function linkRow([creditPart, chargePart]: Link, isSuspendedWhenDisabled: boolean): Encoded {
  const collection = bitString(collectionBits, (bit) => !(isSuspendedWhenDisabled && bit === whenDisabled));
  return structureOfEncoded([
    fixed(reference(`0-0:19.10.${creditPart}.255`)),
    fixed(reference(`0-0:19.20.${chargePart}.255`)),
    fixed(collection),
  ]);
}

const isTimeDebt = ([creditPart, chargePart]: Link): boolean =>
  creditPart !== credit.accumulatedDebt && (chargePart === charge.timeDebt1 || chargePart === charge.timeDebt2);

/** Which charges each credit pays for, in credit mode. */
const creditModeCharges: Value = (scope) => {
  const secondary: readonly Link[] =
    scope.build.target.isTwinElement === true ? [[credit.meterBalance, charge.secondaryTariff]] : [];
  return arrayOfEncoded([...creditModeLinks, ...secondary].map((link) => linkRow(link, false)));
};

const suspendDisabled = 'Prepayment.SuspendDebtDisabled';
const suspendEmergency = 'Prepayment.SuspendDebtEmergency';

/**
 * Which charges each credit pays for, in prepayment mode. Time-based debts are not collected while supply is disabled
 * where the request suspends them then. No message of the Reference Test Data Set shows what `SuspendDebtEmergency`
 * false changes; we leave the rows as they are.
 */
const prepaymentModeCharges: Value = (scope) => {
  const isSuspended = booleanOf(scope, suspendDisabled);
  booleanOf(scope, suspendEmergency);
  const secondary: readonly Link[] =
    scope.build.target.isTwinElement === true
      ? [
          [credit.meterBalance, charge.secondaryTariff],
          [credit.emergencyCredit, charge.secondaryTariff],
        ]
      : [];
  const rows = [...prepaymentModeLinks, ...secondary].map((link) => linkRow(link, isSuspended && isTimeDebt(link)));
  const { bytes } = arrayOfEncoded(rows);
  return sourced(bytes, at(scope, suspendDisabled).path);
};

const accountMode = { credit: 1, prepayment: 2 } as const;
const accountIsActive = 1;

function modeAndStatus(mode: number, path: string): Value {
  return (scope) =>
    structureOfEncoded([sourced(enumeration(mode), at(scope, path).path), fixed(enumeration(accountIsActive))]);
}

const debtPeriods = { HOURLY: 3600, DAILY: 86_400 };
const noAmount = constant(doubleLong(0));

function debtRate(names: string): Value {
  return within(names, flatCharge('DebtRecoveryRate', 'DebtRecoveryRatePriceScale'));
}

const supplyScripts = '0-0:10.0.106.255';
const nonDisablementScripts = { START: 32, STOP: 33 };
const calendar = 'ElectricityNonDisablementCalendar';
const specialDay = `${calendar}.ElectricitySpecialDays.SpecialDay`;

function nonDisablementEntry(scope: Scope, index: number, specialDayCount: number): Encoded {
  const script = choiceOf(scope, 'NonDisablementScript', nonDisablementScripts);
  const days = each(scope, 'SpecialDaysApplicability.SpecialDayApplicability');
  return scheduleEntry(scope, {
    index: index + 1,
    script: reference(supplyScripts),
    selector: sourced(longUnsigned(script), at(scope, 'NonDisablementScript').path),
    dates: at(scope, 'ScheduleDatesAndTime'),
    hasWildcards: false,
    specialDayCount,
    specialDays: days.map((day) => integerOf(day, 'SpecialDayID', 1, 255)),
  });
}

const nonDisablementSchedule: Value = (scope) => {
  const count = each(scope, specialDay).length;
  return list(`${calendar}.ElectricityNonDisablementSchedule`, (entry, index) =>
    nonDisablementEntry(entry, index, count),
  )(scope);
};

// The debt recovery rate cap is by the week, in seconds.
const capPeriod = constant(doubleLong(604_800));

/** Prepayment settings; the newer form writes the maximum balance's passive value instead of its value. */
function prepaymentSettings(maximumBalance: 2 | 4): readonly Access[] {
  const at2 = (target: string, value: Value): Access => set(target, within('UpdatePrepayConfigElectricity', value));
  return [
    at2('11/0-1:11.0.2.255/2', numberedDays(specialDay, '@index', 'Date')),
    at2(`9000/0-0:94.44.2.20/${maximumBalance}`, i32('MaxMeterBalance')),
    at2('9000/0-0:94.44.2.10/4', i32('MaxCreditThreshold')),
    at2('10/0-1:12.0.1.255/2', nonDisablementSchedule),
    at2('9000/0-0:94.44.128.12/4', u16('DebtRecoveryRateCap')),
    set('9000/0-0:94.44.128.13/4', capPeriod),
    at2('9000/0-0:94.44.128.9/4', i32('LowCreditThreshold')),
    at2('9000/0-0:94.44.128.2/4', i32('EmergencyCreditLimit')),
    set('9000/0-0:94.44.128.31/6', execution),
    at2('9000/0-0:94.44.128.3/4', i32('EmergencyCreditThreshold')),
    ...[
      '94.44.2.20',
      '94.44.2.10',
      '94.44.128.12',
      '94.44.128.13',
      '94.44.128.9',
      '94.44.128.2',
      '94.44.128.3',
      '94.44.128.28',
    ].map((object) => set(`9000/0-0:${object}/6`, execution)),
  ];
}

const has = (names: string) => (scope: Scope) => isPresent(scope, names);

export const electricityPrepayment: readonly UseCaseDescription[] = [
  dlms(
    'ECS02',
    0x001a,
    '1.6',
    [
      set('111/0-1:19.0.0.255/2', modeAndStatus(accountMode.credit, 'Credit')),
      set('111/0-1:19.0.0.255/11', creditModeCharges),
      set('111/0-1:19.0.0.255/13', execution),
    ],
    { applies: has('Credit') },
  ),
  dlms(
    'ECS03',
    0x001b,
    '1.6',
    [
      set('111/0-1:19.0.0.255/2', modeAndStatus(accountMode.prepayment, 'Prepayment')),
      set('9000/0-0:94.44.128.22/4', i32('Prepayment.DisablementThreshold')),
      set('111/0-1:19.0.0.255/11', prepaymentModeCharges),
      set('9000/0-0:94.44.128.22/6', execution),
      set('111/0-1:19.0.0.255/13', execution),
    ],
    { applies: has('Prepayment') },
  ),
  dlms('ECS04a', 0x001c, '1.5', [call('112/0-0:19.10.0.255/1', (scope) => i32(adjustment(scope))(scope))], {
    applies: (scope) => isPresent(scope, adjustment(scope)),
  }),
  dlms(
    'ECS04b',
    0x00b3,
    '1.5',
    [0, 1, 2].map((part) => call(`112/0-0:19.10.${part}.255/2`, noAmount)),
  ),
  dlms('ECS05', 0x001d, '1.7', [call('9/0-0:10.0.100.255/1', constant(longUnsigned(99)))]),
  dlms('ECS07', 0x001e, '2.3', [
    set('113/0-0:19.20.1.255/6', debtRate('ElecDebtRecovery1')),
    set('113/0-0:19.20.2.255/6', debtRate('ElecDebtRecovery2')),
    set('113/0-0:19.20.3.255/13', u16('DebtRecoveryPerPayment')),
    set('113/0-0:19.20.1.255/8', u32For('ElecDebtRecovery1.DebtRecoveryRatePeriod', debtPeriods)),
    set('113/0-0:19.20.2.255/8', u32For('ElecDebtRecovery2.DebtRecoveryRatePeriod', debtPeriods)),
    call('113/0-0:19.20.1.255/2', zero),
    call('113/0-0:19.20.2.255/2', zero),
    call('113/0-0:19.20.3.255/4', i32('PaymentDebtRegister')),
    call('113/0-0:19.20.1.255/4', i32('TimeDebtRegister1')),
    call('113/0-0:19.20.2.255/4', i32('TimeDebtRegister2')),
  ]),
  dlms('ECS08a', 0x00de, '2.1', prepaymentSettings(4), { since: '2.0' }),
  dlms('ECS08', 0x001f, '2.1', prepaymentSettings(2)),
  dlms('ECS09', 0x0020, '2.5', [call('112/0-0:19.10.1.255/3', zero)]),
  dlms('CS01a', 0x0007, '2.2', [call('115/0-0:19.40.0.255/1', textAt('UTRN'))]),
  dlms('ECS10', 0x0021, '3.1', [set('1/0-2:96.13.1.255/2', textAt('SupplierMessage'))]),
  dlms('ECS12', 0x0022, '3.2', [set('1/0-0:94.44.3.2/2', dateTime('RestrictionDateTime'))]),
  dlms('ECS14', 0x0023, '3.5', [set('1/0-0:94.44.3.1/2', constant(octetString(textOctets(''))))]),
  dlms('ECS16', 0x0025, '3.4', [
    set('9000/0-0:96.13.0.255/2', textAt('SupplierTelephoneNumber')),
    set('9000/0-0:96.13.1.255/2', textAt('SupplierName')),
  ]),
];

function adjustment(scope: Scope): string {
  const mode = isPresent(scope, 'CreditMode') ? 'CreditMode' : 'PrepaymentMode';
  return `${mode}.AdjustMeterBalance`;
}
