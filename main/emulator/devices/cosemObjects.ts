import type { AnswerOne } from '../../gbcs/answerCommand.ts';
import { concatenate, lengthOctets, octets } from '../../gbcs/bytes.ts';
import type { AccessSpecification } from '../../gbcs/dlms/accessService.ts';
import {
  doubleLongUnsigned,
  enumeration,
  integer,
  nullData,
  octetString,
  structureOf,
} from '../../gbcs/dlms/encode.ts';
import { dateTimeOctets } from '../../gbcs/times.ts';
import type { EsmeDevice } from '../fleet.ts';
import type { Consumption } from './consumption.ts';
import { halfHourMs } from './halfHours.ts';

/** Data-Access-Result 4, object undefined (DLMS). */
const objectUndefined = 4;

const keyOf = ({ classId, instance, id }: Pick<AccessSpecification, 'classId' | 'instance' | 'id'>): string =>
  `${classId}/${instance}/${id}`;

/** The control_state of the supply (class 70): 0 disconnected, 1 connected, 2 ready for reconnection (IEC 62056-6-2). */
const supplyState = '70/0-0:96.3.10.255/3';
/** Method "execute" of the Supply Control Script Table, which ECS42, ECS43 and ECS44 call. */
const supplyScripts = '9/0-0:10.0.106.255/1';
/** The control_state that each script leaves: 51 enables, 52 disables, 54 arms (RTDS commands of those Use Cases). */
const stateAfterScript: Readonly<Record<number, number>> = { 51: 1, 52: 0, 54: 2 };

const ascii = (text: string): Uint8Array => octetString(Buffer.from(text, 'latin1'));
const fromHexText = (hex: string): Uint8Array => octetString(Buffer.from(hex, 'hex'));
const boolean = (value: boolean): Uint8Array => octets(0x03, value ? 0xff : 0);
const arrayOfThresholds = (...values: readonly number[]): Uint8Array =>
  concatenate(octets(0x01), lengthOctets(values.length), ...values.map(doubleLongUnsigned));

/** What a meter of the fleet answers before anybody has set anything else. */
function defaultsOf(device: EsmeDevice): Map<string, Uint8Array> {
  const defaults: readonly (readonly [string, Uint8Array])[] = [
    ['1/0-0:0.2.1.255/2', fromHexText(device.firmwareVersion)],
    ['1/0-0:94.44.34.11/2', ascii(device.importMpan)],
    ['1/1-0:0.0.2.255/2', ascii(device.exportMpan ?? '')],
    ['1/0-0:96.1.1.255/2', fromHexText(device.deviceId.replaceAll('-', ''))],
    ['1/0-0:96.1.2.255/2', ascii(device.esmeVariant)],
    ['1/0-0:96.1.4.255/2', ascii(device.model)],
    ['1/0-0:96.1.6.255/2', ascii(device.manufacturer)],
    ['1/0-0:94.44.0.4/2', boolean(true)],
    [supplyState, enumeration(1)],
    ['112/0-0:19.10.0.255/2', octets(0x05, 0, 0, 0, 0)],
    ['21/0-0:16.0.0.255/2', arrayOfThresholds(2300, 4600)],
  ];
  return new Map(defaults);
}

/**
 * The objects of a meter: what is set is kept, and read back as it was set; the clock, the power and the supply are
 * alive. What it does not have is undefined, and says so.
 */
export function makeCosemObjects(device: EsmeDevice, consumption: Consumption): (nowMs: number) => AnswerOne {
  const values = defaultsOf(device);
  const live: Readonly<Record<string, (nowMs: number) => Uint8Array>> = {
    '8/0-0:1.0.0.255/2': (nowMs) => octetString(dateTimeOctets(new Date(nowMs).toISOString()) ?? new Uint8Array()),
    '8/0-0:1.0.0.255/4': () => octets(0x11, 0),
    '1/0-0:94.44.34.20/2': (nowMs) => {
      const [last] = consumption.halfHours(nowMs - 2 * halfHourMs, nowMs, nowMs).slice(-1);
      const watts = doubleLongUnsigned((last?.activeImport ?? 0) * 2);
      return structureOf(watts, structureOf(integer(0), enumeration(27)), watts);
    },
  };
  return (nowMs) => (asked, value) => {
    const key = keyOf(asked);
    if (asked.action === 'set' || asked.action === 'setWithSelection') {
      values.set(key, value);
      return { data: nullData, result: 0 };
    }
    if (asked.action === 'action') {
      if (key !== supplyScripts) return { data: nullData, result: 0 };
      // long-unsigned: a tag and two octets
      const state = stateAfterScript[((value[1] ?? 0) << 8) | (value[2] ?? 0)];
      if (state === undefined) return { data: nullData, result: objectUndefined };
      values.set(supplyState, enumeration(state));
      return { data: nullData, result: 0 };
    }
    const found = live[key]?.(nowMs) ?? values.get(key);
    return found === undefined ? { data: nullData, result: objectUndefined } : { data: found, result: 0 };
  };
}
