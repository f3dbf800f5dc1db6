/** Balances and debts: ECS19, ECS82, GCS14 and GCS60. */
import type { MessageData } from '../data.ts';
import { camelCase } from '../dlms/toJson.ts';
import { asList, asNumber } from '../dlms/values.ts';
import { attributeLabel } from '../zigbee/attributes.ts';
import { answeredValue, decryptedAttributes, type Interpretation } from './interpreter.ts';
import { zigbeeCommands } from './zigbee.ts';

// Amounts of prepayment are in hundred-thousandths of the currency unit (GBCS: scaler -5).
const prepaymentScale = -5;

// Our reading of the order, unconfirmed but for the first: ECS82 reads the same meter balance alone.
const registerNames = [
  'meterBalance',
  'emergencyCreditBalance',
  'timeDebtRegister1',
  'timeDebtRegister2',
  'paymentDebtRegister',
  'accumulatedDebtRegister',
] as const;

function prepaymentData(balances: Readonly<Record<string, number>>): MessageData | undefined {
  return Object.keys(balances).length === 0 ? undefined : { kind: 'prepayment', scale: prepaymentScale, balances };
}

/** ECS19: six registers, encrypted. */
export function prepaymentRegisters(message: Interpretation): MessageData | undefined {
  const values = asList(decryptedAttributes(message)?.[0]) ?? [];
  const balances: Record<string, number> = {};
  registerNames.forEach((name, index) => {
    const value = asNumber(values[index]);
    if (value !== undefined) balances[name] = value;
  });
  return prepaymentData(balances);
}

/** ECS82: the meter balance, in the clear. */
export function meterBalance(message: Interpretation): MessageData | undefined {
  if (message.payload.kind !== 'accessResponse') return undefined;
  const value = asNumber(answeredValue(message.payload, 0));
  return value === undefined ? undefined : prepaymentData({ meterBalance: value });
}

const price = 0x0700;

/** GCS14, GCS60 and GCS60a: attributes of the Prepayment and Metering clusters, by their names. */
export function gasPrepayment(message: Interpretation): MessageData | undefined {
  const balances: Record<string, number> = {};
  for (const { attributes, cluster } of zigbeeCommands(message)) {
    if (cluster === price) continue;
    for (const { id, value } of attributes ?? []) {
      if (typeof value === 'number') balances[camelCase(attributeLabel(cluster, id))] = value;
    }
  }
  return prepaymentData(balances);
}
