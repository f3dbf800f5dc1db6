/** Balances and prepayment logs: 4.3, 4.4.4, 4.4.5, 4.14, 4.18. */
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { JsonRecord, JsonValue } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { type BodyBuilder, type BodyPart, describe, numberOf, part, present, recordsOf, timeOf } from '../part.ts';
import { commandsOf, fieldsOf } from './zigbeeAttributes.ts';

// ZigBee's names of a GSME's balances are of the debts by number: 1 and 2 are by time, 3 is by payment (GBCS).
const valueElements: Readonly<Record<string, string>> = {
  meterBalance: 'MeterBalance',
  emergencyCreditBalance: 'EmergencyCreditBalance',
  timeDebtRegister1: 'TimeDebtRegister1',
  timeDebtRegister2: 'TimeDebtRegister2',
  paymentDebtRegister: 'PaymentDebtRegister',
  accumulatedDebtRegister: 'AccumulatedDebtRegister',
  creditRemaining: 'MeterBalance',
  emergencyCreditRemaining: 'EmergencyCreditBalance',
  debtAmount1: 'TimeDebtRegister1',
  debtAmount2: 'TimeDebtRegister2',
  debtAmount3: 'PaymentDebtRegister',
  accumulatedDebt: 'AccumulatedDebtRegister',
};

function balances(message: DecodedMessage, elements: Readonly<Record<string, string>>): BodyPart | undefined {
  if (message.data?.kind !== 'prepayment') return undefined;
  const tree: JsonObject = {};
  const left: string[] = [];
  for (const [name, value] of Object.entries(message.data.balances)) {
    const element = elements[name];
    if (element === undefined) left.push(describe(name, value));
    else tree[element] = String(value);
  }
  return part(tree, left);
}

export const prepaymentValues: BodyBuilder = (message) => balances(message, valueElements);

export const meterBalance: BodyBuilder = (message) => balances(message, { meterBalance: 'MeterBalance' });

/** Our reading: a GSME's balance in credit mode is what is billed to date, beside that in prepayment mode. */
export const gasMeterBalance: BodyBuilder = (message) => {
  const read = balances(message, { billToDateDelivered: 'MeterBalance', creditRemaining: 'Prepayment' });
  if (read === undefined) return undefined;
  const { Prepayment: prepayment, ...tree } = read.tree;
  if (prepayment !== undefined) tree.Gas = { MeterBalancePrepaymentMode: prepayment };
  return part(tree, read.uncovered);
};

/** The entries of the first log of an electricity meter's response. */
export function logEntriesOf({ data }: DecodedMessage, index = 0): JsonRecord[] | undefined {
  return data?.kind === 'log' ? recordsOf(data.logs[index]?.entries ?? []) : undefined;
}

const amountEntry = (amount: JsonValue | undefined, time: JsonValue | undefined): JsonObject =>
  present({ Amount: numberOf(amount), Timestamp: timeOf(time) });

function amounts(element: string): BodyBuilder {
  return (message) => {
    const entries = logEntriesOf(message);
    return entries && part({ [element]: { LogEntry: entries.map(({ amount, time }) => amountEntry(amount, time)) } });
  };
}

export const debtPayments = amounts('PaymentBasedDebtRepayment');
export const prepaymentCredits = amounts('PrepaymentCredits');

function gasAmounts(element: string, command: string, amountName: string, timeName: string): BodyBuilder {
  return (message) => {
    const commands = commandsOf(message);
    if (commands === undefined) return undefined;
    const entries = fieldsOf(commands, command).flatMap(({ entries: rows }) => recordsOf(rows));
    const left = entries.flatMap((entry) =>
      Object.entries(entry).flatMap(([name, value]) =>
        name === amountName || name === timeName ? [] : [describe(name, value)],
      ),
    );
    const logEntries = entries.map((entry) => amountEntry(entry[amountName], entry[timeName]));
    return part({ [element]: { LogEntry: logEntries } }, left);
  };
}

export const gasDebtPayments = gasAmounts(
  'PaymentBasedDebtRepayment',
  'Publish Debt Log',
  'amountCollected',
  'collectionTime',
);
export const gasPrepaymentCredits = gasAmounts('PrepaymentCredits', 'Publish Top Up Log', 'topUpAmount', 'topUpTime');

/** The MMC's PrepaymentOperationalDataType: balances at a time. */
export function operationalData(entry: JsonRecord, time: JsonValue | undefined): JsonObject {
  return present({
    AccumulatedDebtRegister: numberOf(entry.accumulatedDebtRegister),
    EmergencyCreditBalance: numberOf(entry.emergencyCreditBalance),
    MeterBalance: numberOf(entry.meterBalance),
    PaymentDebtRegister: numberOf(entry.paymentDebtRegister),
    TimeDebtRegisters1: numberOf(entry.timeDebtRegister1),
    TimeDebtRegisters2: numberOf(entry.timeDebtRegister2),
    Timestamp: timeOf(time),
  });
}

export const prepaymentDailyReadLog: BodyBuilder = (message) => {
  const entries = logEntriesOf(message);
  return entries && part({ Electricity: { LogEntry: entries.map((entry) => operationalData(entry, entry.time)) } });
};

/** A GSME's prepayment snapshots. */
export function prepaySnapshots(message: DecodedMessage): JsonObject[] | undefined {
  const commands = commandsOf(message);
  return (
    commands &&
    fieldsOf(commands, 'Publish Prepay Snapshot').map((fields) => operationalData(fields, fields.snapshotTime))
  );
}

export const gasPrepaymentDailyReadLog: BodyBuilder = (message) => {
  const entries = prepaySnapshots(message);
  return entries && part({ Gas: { LogEntry: entries } }, snapshotCauses(message));
};

const causeNames = ['snapshotId', 'snapshotCause', 'snapshotsFound', 'snapshotPayloadType'];

/** What a snapshot says of itself, for which the MMC has no place. */
export function snapshotCauses(message: DecodedMessage): string[] {
  return (commandsOf(message) ?? []).flatMap(({ command, fields }) =>
    fields === undefined || !('snapshotTime' in fields)
      ? []
      : causeNames.flatMap((name) =>
          fields[name] === undefined
            ? []
            : [describe(`${command} ${String(fields.snapshotTime)} ${name}`, fields[name])],
        ),
  );
}
