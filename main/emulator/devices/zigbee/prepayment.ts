import { addToBalance, isPrepayment, prepaymentBit } from './account.ts';
import { type ClusterCommand, type ClusterCommands, done, notFound, zclStatus } from './clusterCommand.ts';
import type { GasMeter } from './gasMeter.ts';
import { keep, later } from './keep.ts';
import { snapshotTimes } from './metering.ts';
import { isoTime, numberIn } from './times.ts';

const paymentControl = '0705/0000';
const balance = '0705/0001';
const emergencyCredit = '0705/0002';
const emergencyCreditLimit = '0705/0010';

const add = ({ attributes }: GasMeter, amount: number): void => addToBalance(attributes, amount);

/** Credit Adjustment Type of GBCS: 0 and 3 add to the balance, 1 and 2 set it to zero. */
const resetTypes = new Set([1, 2]);

const adjust: ClusterCommand = (meter, fields) => {
  if (resetTypes.has(numberIn(fields, 'Credit Adjustment Type'))) meter.attributes.put(balance, 0);
  else add(meter, numberIn(fields, 'Credit Adjustment Value'));
  return done;
};

const lendEmergencyCredit: ClusterCommand = (meter) => {
  if (!isPrepayment(meter.attributes)) return { status: zclStatus.failure, answered: 0xff };
  meter.emergencyCreditLent = meter.attributes.number(emergencyCreditLimit);
  meter.attributes.put(emergencyCredit, meter.emergencyCreditLent);
  return done;
};

const paymentDebt = '0705/0231';
/** Hundredths of a per cent. */
const percentageScale = 10_000;
const debtTypeOfPayment = 2;

/** Part of a top up goes towards the payment debt. */
function payDebt(meter: GasMeter, worth: number, nowMs: number): void {
  const { attributes } = meter;
  const debt = attributes.number(paymentDebt);
  const paid = Math.min(debt, Math.round((worth * attributes.number('0705/0239')) / percentageScale));
  if (paid <= 0) return;
  attributes.put(paymentDebt, debt - paid);
  add(meter, -paid);
  meter.debtPayments.unshift({
    'Collection Time': isoTime(nowMs),
    'Amount Collected': paid,
    'Debt Type': debtTypeOfPayment,
    'Outstanding Debt': debt - paid,
  });
}

const getDebtPayments: ClusterCommand = ({ debtPayments }, fields) => {
  const entries = debtPayments.slice(0, numberIn(fields, 'Number of Debts'));
  if (entries.length === 0) return notFound;
  return { command: 0x06, isEncrypted: true, fields: { 'Command Index': 0, 'Number of Commands': 1, entries } };
};

const resultType = { accepted: 0, rejected: 1 } as const;

const topUp: ClusterCommand = (meter, fields, { nowMs, topUpWorth }) => {
  const code = String(fields['Top Up Code'] ?? '');
  const worth = topUpWorth(code);
  if (worth !== undefined) {
    add(meter, worth);
    payDebt(meter, worth, nowMs);
    meter.topUps.unshift({ 'Top Up Code': code, 'Top Up Amount': worth, 'Top Up Time': isoTime(nowMs) });
  }
  return {
    command: 0x03,
    fields: {
      'Result Type': worth === undefined ? resultType.rejected : resultType.accepted,
      'Top Up Value': worth ?? 0,
      'Source of Top Up': numberIn(fields, 'Originating Device'),
      'Credit Remaining': meter.attributes.number(balance),
    },
  };
};

/** Debt registers by Debt Amount Type (RTDS, GCS04): 1 and 3 by time, 5 by payment. */
const debtKeys: Readonly<Record<number, readonly [amount: string, recovery: string]>> = {
  1: ['0705/0211', '0705/0217'],
  3: ['0705/0221', '0705/0227'],
  5: ['0705/0231', ''],
};

const changeDebt: ClusterCommand = ({ attributes }, fields) => {
  const [amount = '', recovery = ''] = debtKeys[numberIn(fields, 'Debt Amount Type')] ?? [];
  attributes.put(amount, numberIn(fields, 'Debt Amount'));
  attributes.put(recovery, numberIn(fields, 'Debt Recovery Amount'));
  if (recovery === '') attributes.put('0705/0239', numberIn(fields, 'Debt Recovery Balance Percentage'));
  return done;
};

/** Snapshot Cause: Change of Mode (RTDS, GCS15b). */
const changeOfMode = 0x2000;
const keepMode = keep({ 'Proposed Payment Control Configuration': paymentControl, 'Cut Off Value': '0705/0040' });

const paymentMode: ClusterCommand = (meter, fields, context) => {
  meter.changes.push({ timeMs: context.nowMs, cause: changeOfMode });
  return keepMode(meter, fields, context);
};

const changePaymentMode: ClusterCommand = (meter, fields, context) => {
  const proposed = numberIn(fields, 'Proposed Payment Control Configuration');
  later('payment mode', 'Implementation Date Time', paymentMode)(meter, fields, context);
  if ((proposed & prepaymentBit) === 0) return done;
  const { attributes } = meter;
  return {
    command: 0x02,
    fields: {
      'Friendly Credit': 1,
      'Friendly Credit Calendar Id': 0,
      'Emergency Credit Limit': attributes.number(emergencyCreditLimit),
      'Emergency Credit Threshold': attributes.number('0705/0011'),
    },
  };
};

const getSnapshot: ClusterCommand = (meter, fields, { nowMs }) => {
  const { attributes } = meter;
  const times = snapshotTimes(meter, fields, nowMs);
  const offset = numberIn(fields, 'Snapshot Offset');
  const time = times[offset];
  if (time === undefined) return notFound;
  return {
    command: 0x01,
    isEncrypted: true,
    fields: {
      'Snapshot Id': offset,
      'Snapshot Time': isoTime(time),
      'Snapshots Found': Math.min(times.length, 0xff),
      'Command Index': 0,
      'Number of Commands': 1,
      'Snapshot Cause': numberIn(fields, 'Snapshot Cause'),
      'Snapshot Payload Type': 0,
      'Accumulated Debt Register': attributes.number('0705/0005'),
      'Time Debt Register 1': attributes.number('0705/0211'),
      'Time Debt Register 2': attributes.number('0705/0221'),
      'Payment Debt Register': attributes.number('0705/0231'),
      'Emergency Credit Balance': attributes.number(emergencyCredit),
      'Meter Balance': attributes.number(balance),
    },
  };
};

const getTopUps: ClusterCommand = ({ topUps }, fields) => {
  const entries = topUps.slice(0, numberIn(fields, 'Number of Records'));
  if (entries.length === 0) return notFound;
  return { command: 0x05, fields: { 'Command Index': 0, 'Number of Commands': 1, entries } };
};

export const prepayment: ClusterCommands = {
  fromClient: {
    0: lendEmergencyCredit,
    2: changeDebt,
    3: later(
      'emergency credit',
      'Start Time',
      keep({ 'Emergency Credit Limit': emergencyCreditLimit, 'Emergency Credit Threshold': '0705/0011' }),
    ),
    4: topUp,
    5: adjust,
    6: changePaymentMode,
    7: getSnapshot,
    8: getTopUps,
    9: later('low credit', 'From Date Time', keep({ 'Low Credit Warning Level': '0705/0031' })),
    10: getDebtPayments,
    11: later(
      'maximum credit',
      'Implementation Date Time',
      keep({ 'Maximum Credit Level': '0705/0021', 'Maximum Credit Per Top Up': '0705/0022' }),
    ),
    12: later('debt cap', 'Implementation Date Time', keep({ 'Overall Debt Cap': '0705/0006' })),
  },
};
