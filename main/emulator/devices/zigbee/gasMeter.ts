import type { ZigbeeRecord } from '../../../gbcs/zigbee/values.ts';
import type { GasDevice } from '../../fleet.ts';
import { makeCharging, type Settle } from '../charging.ts';
import { type CreditWatch, watchCredit } from '../credit.ts';
import { runningFirmware } from '../firmware.ts';
import { type GasConsumption, recordGas } from '../gasConsumption.ts';
import type { MeteredHome } from '../habits.ts';
import { type Interruptions, makeInterruptions } from '../interruptions.ts';
import { accountOf, creditOf } from './account.ts';
import { makeZigbeeAttributes, type ZigbeeAttributes } from './attributes.ts';

/** An entry of an event log. */
export interface GasEvent {
  /** Four hexadecimal digits (GBCS Table 16.2). */
  code: string;
  timeMs: number;
}

/** Numbers of the logs (ZigBee Smart Energy, Events cluster; Reference Test Data Set). */
export const gasLog = { event: 3, security: 4 } as const;

/**
 * What a gas meter holds. The Gas Proxy Function of the home answers from the same: it mirrors its meter without delay
 * (our reading; a real one is up to half an hour behind).
 */
export interface GasMeter {
  attributes: ZigbeeAttributes;
  consumption: GasConsumption;
  interruptions: Interruptions;
  /** The last publication of each kind, by cluster, command and calendar type. */
  published: Map<string, ZigbeeRecord[]>;
  events: Map<number, GasEvent[]>;
  topUps: ZigbeeRecord[];
  /** What was taken from top ups towards a debt, the last first. */
  debtPayments: ZigbeeRecord[];
  /** When the tariff or the payment mode changed, with the Snapshot Cause of it. */
  changes: { timeMs: number; cause: number }[];
  eventConfigurations: Map<string, number>;
  /** Since when network data are sampled, and how often in seconds; undefined where they are not. */
  sampling: { fromMs: number; intervalSeconds: number; count: number } | undefined;
  /** Charges the account for what was used until now. */
  settle: Settle;
  /** Emergency credit that was lent; in hundred-thousandths of the currency unit. */
  emergencyCreditLent: number;
  credit: CreditWatch;
  /** Codes of what it noticed of its credit, and has not told yet. */
  noticed: string[];
}

const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'latin1'));
const unsigned48Type = 0x25;
const octetStringType = 0x41;
const characterStringType = 0x42;
/** CurrentSummationDelivered: the consumption register, which is read as it stands. */
export const consumptionRegister = '0702/0000';

export function makeGasMeter(device: GasDevice, { seed, habits, cuts }: MeteredHome): GasMeter {
  const installedMs = Date.parse(device.commissioned);
  const interruptions = makeInterruptions(cuts);
  const consumption = recordGas({ seed, habits, ...device.home }, installedMs, interruptions);
  const attributes = makeZigbeeAttributes({
    '0000/0004': { type: characterStringType, value: device.manufacturer },
    '0000/0005': { type: characterStringType, value: device.model },
    [consumptionRegister]: { type: unsigned48Type, value: 0, isEncrypted: true },
    '0702/0206': { type: octetStringType, value: Buffer.from(runningFirmware(device), 'hex') },
    '0702/0307': { type: octetStringType, value: text(device.mprn) },
  });
  const noticed: string[] = [];
  const meter: GasMeter = {
    attributes,
    settle: makeCharging(accountOf(attributes, consumption), installedMs),
    consumption,
    interruptions,
    published: new Map(),
    events: new Map(),
    topUps: [],
    debtPayments: [],
    changes: [],
    eventConfigurations: new Map(),
    sampling: undefined,
    emergencyCreditLent: 0,
    noticed,
    credit: watchCredit(
      creditOf(attributes, interruptions, () => meter.emergencyCreditLent),
      (code) => void noticed.push(code),
    ),
  };
  return meter;
}

export function addGasEvent({ events }: GasMeter, log: number, event: GasEvent): void {
  events.set(log, [...(events.get(log) ?? []), event].slice(-100));
}
