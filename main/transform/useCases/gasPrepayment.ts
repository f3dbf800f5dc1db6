/** Payment mode, balance, debt and prepayment settings of a GSME. */
import { writeCommand, type ZigbeeComponent } from '../../gbcs/zigbee/writeCommand.ts';
import { at, booleanOf, choiceOf, each, isPresent, type Scope } from '../scope.ts';
import { gbz, type UseCaseDescription } from '../useCase.ts';
import { executionTime, issuerEventId, noProvider, numberAt, signedAt, textFrom, toServer } from './gasCommands.ts';
import { type GasCalendar, minutesAt, publishCalendar } from './gasTariff.ts';

const has = (names: string) => (scope: Scope) => isPresent(scope, names);

// Payment Control Configuration: credit management, prepayment and the debts that are collected.
const paymentControl = {
  credit: 0x0c94,
  prepayment: 0x0097,
  suspendDisabled: 0x0400,
  collectInEmergency: 0x0800,
} as const;

function changePaymentMode(scope: Scope): ZigbeeComponent {
  const isCredit = isPresent(scope, 'Credit');
  const suspended = !isCredit && booleanOf(scope, 'Prepayment.SuspendDebtDisabled');
  const collected = !isCredit && !booleanOf(scope, 'Prepayment.SuspendDebtEmergency');
  const prepayment =
    paymentControl.prepayment |
    (suspended ? paymentControl.suspendDisabled : 0) |
    (collected ? paymentControl.collectInEmergency : 0);
  return writeCommand(toServer('prepayment', 0x06), {
    ...noProvider,
    'Issuer Event Id': issuerEventId(scope),
    'Implementation Date Time': executionTime(scope),
    'Proposed Payment Control Configuration': {
      value: isCredit ? paymentControl.credit : prepayment,
      path: isCredit ? 'Credit' : 'Prepayment',
    },
    'Cut Off Value': isCredit ? -1 : signedAt(scope, 'Prepayment.DisablementThreshold'),
  });
}

const recoveryFrequency = { HOURLY: 0, DAILY: 1 };
const byPercentage = 1;
const byTime = 0;

interface Debt {
  readonly amount: string;
  readonly type: number;
  readonly recovery?: string;
  readonly percentage?: string;
}

const debts: readonly Debt[] = [
  { amount: 'TimeDebtRegister1', type: 1, recovery: 'GasDebtRecovery1' },
  { amount: 'TimeDebtRegister2', type: 3, recovery: 'GasDebtRecovery2' },
  { amount: 'PaymentDebtRegister', type: 5, percentage: 'DebtRecoveryPerPayment' },
];

function changeDebt(scope: Scope, { amount, type, recovery, percentage }: Debt): ZigbeeComponent {
  const period = `${recovery}.DebtRecoveryRatePeriod`;
  return writeCommand(toServer('prepayment', 0x02), {
    'Issuer Event Id': issuerEventId(scope),
    'Debt Label': '',
    'Debt Amount': signedAt(scope, amount),
    'Debt Recovery Method': recovery === undefined ? byPercentage : byTime,
    'Debt Amount Type': type,
    'Debt Recovery Start Time': 0,
    'Debt Recovery Collection Time': 0,
    'Debt Recovery Frequency':
      recovery === undefined
        ? recoveryFrequency.DAILY
        : { value: choiceOf(scope, period, recoveryFrequency), path: at(scope, period).path },
    'Debt Recovery Amount': recovery === undefined ? 0 : signedAt(scope, `${recovery}.DebtRecoveryRate`),
    'Debt Recovery Balance Percentage': percentage === undefined ? 0 : numberAt(scope, percentage, 0, 0xffff),
  });
}

const settings = 'UpdatePrepayConfigGas';
const calendar = `${settings}.GasNonDisablementCalendar`;
const actions = { START: 1, STOP: 0 };

const nonDisablementCalendar: GasCalendar = {
  type: 3,
  days: `${calendar}.DayProfiles.GasNonDisablementDayProfile`,
  weeks: `${calendar}.WeekProfiles.WeekProfile`,
  seasons: `${calendar}.SeasonProfiles.Season`,
  specialDays: `${calendar}.SpecialDays.SpecialDay`,
  dayName: 'GasDayName',
  entries: (day) =>
    each(day, 'TimeStartAction').map((entry) => ({
      'Start Time': minutesAt(entry, 'StartTime'),
      'Price Tier or Enable': {
        value: choiceOf(entry, 'NonDisablementAction', actions),
        path: at(entry, 'NonDisablementAction').path,
      },
    })),
};

function prepaymentSettings(scope: Scope): readonly ZigbeeComponent[] {
  const event = { 'Issuer Event Id': issuerEventId(scope) };
  const implementation = { 'Implementation Date Time': executionTime(scope) };
  const amount = (name: string) => numberAt(scope, `${settings}.${name}`);
  return [
    writeCommand(toServer('prepayment', 0x03), {
      ...event,
      'Start Time': executionTime(scope),
      'Emergency Credit Limit': amount('EmergencyCreditLimit'),
      'Emergency Credit Threshold': amount('EmergencyCreditThreshold'),
    }),
    writeCommand(toServer('prepayment', 0x0c), {
      ...noProvider,
      ...event,
      ...implementation,
      'Overall Debt Cap': amount('DebtRecoveryRateCap'),
    }),
    writeCommand(
      toServer('prepayment', 0x09),
      { 'Low Credit Warning Level': amount('LowCreditThreshold') },
      executionTime(scope),
    ),
    writeCommand(toServer('prepayment', 0x0b), {
      ...noProvider,
      ...event,
      ...implementation,
      'Maximum Credit Level': amount('MaxMeterBalance'),
      'Maximum Credit Per Top Up': amount('MaxCreditThreshold'),
    }),
    ...publishCalendar(scope, nonDisablementCalendar),
  ];
}

const adjustment = { prepaymentIncrement: 0, prepaymentReset: 1, creditReset: 2, creditIncrement: 3 } as const;

function adjustBalance(type: number, names?: string): (scope: Scope) => readonly ZigbeeComponent[] {
  return (scope) => [
    writeCommand(toServer('prepayment', 0x05), {
      'Issuer Event Id': issuerEventId(scope),
      'Start Time': 0,
      'Credit Adjustment Type': type,
      'Credit Adjustment Value': names === undefined ? 0 : signedAt(scope, names),
    }),
  ];
}

export const gasPrepayment: readonly UseCaseDescription[] = [
  gbz('GCS02', 0x006c, '1.6', (scope) => [changePaymentMode(scope)], { applies: has('Credit') }),
  gbz('GCS03', 0x006d, '1.6', (scope) => [changePaymentMode(scope)], { applies: has('Prepayment') }),
  gbz('GCS04', 0x006e, '2.3', (scope) => debts.map((debt) => changeDebt(scope, debt))),
  gbz('GCS05', 0x006f, '2.1', prepaymentSettings),
  gbz('GCS06', 0x0070, '2.5', () => [
    writeCommand(toServer('prepayment', 0x00), { 'Command Issue Date Time': 0, 'Originating Device': 0 }),
  ]),
  gbz('GCS40a', 0x0086, '1.5', adjustBalance(adjustment.prepaymentIncrement, 'PrepaymentMode.AdjustMeterBalance'), {
    applies: has('PrepaymentMode.AdjustMeterBalance'),
  }),
  gbz('GCS40b', 0x00b4, '1.5', adjustBalance(adjustment.prepaymentReset), {
    applies: has('PrepaymentMode.ResetMeterBalance'),
  }),
  gbz('GCS40c', 0x00c0, '1.5', adjustBalance(adjustment.creditIncrement, 'CreditMode.AdjustMeterBalance'), {
    applies: has('CreditMode.AdjustMeterBalance'),
  }),
  gbz('GCS40d', 0x00c2, '1.5', adjustBalance(adjustment.creditReset), { applies: has('CreditMode.ResetMeterBalance') }),
  gbz('CS01b', 0x0097, '2.2', (scope) => [
    writeCommand(toServer('prepayment', 0x04), {
      'Originating Device': 0,
      'Top Up Code': textFrom(scope, 'UTRN'),
    }),
  ]),
];
