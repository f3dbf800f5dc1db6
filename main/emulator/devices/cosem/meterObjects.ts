import { doubleLongUnsigned, enumeration, integer, octetString, structureOf } from '../../../gbcs/dlms/encode.ts';
import { asNumber } from '../../../gbcs/dlms/values.ts';
import { dateTimeOctets } from '../../../gbcs/times.ts';
import type { EsmeDevice } from '../../fleet.ts';
import type { Consumption } from '../consumption.ts';
import { runningFirmware } from '../firmware.ts';
import { halfHourMs } from '../halfHours.ts';
import type { Interruptions } from '../interruptions.ts';
import { makePending } from '../pending.ts';
import { adjustBalance, lendEmergencyCredit, registersAsOne, thresholdsAsOne } from './account.ts';
import { type CosemMethod, type CosemObjects, result } from './answerAccess.ts';
import { makeAttributes } from './attributes.ts';
import { cosemOctets } from './cosemValue.ts';
import { addEntry, clearLog, logTime, plainOf } from './logs.ts';
import { isSupplied, runLoadScript, runSupplyScript } from './scripts.ts';

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');

const identityOf = (device: EsmeDevice) => ({
  '1/0-0:94.44.34.11/2': { octets: hex(device.importMpan) },
  '1/1-0:0.0.2.255/2': { octets: hex(device.exportMpan ?? '') },
  '1/0-0:96.1.1.255/2': { octets: device.deviceId.replaceAll('-', '') },
  '1/0-0:96.1.2.255/2': { octets: hex(device.esmeVariant) },
  '1/0-0:96.1.4.255/2': { octets: hex(device.model) },
  '1/0-0:96.1.6.255/2': { octets: hex(device.manufacturer) },
});

const eventLog = '7/0-0:99.98.0.255';
const securityLog = '7/0-0:99.98.1.255/2';
const loadLog = '7/0-17:99.98.2.255';
const wattHours = cosemOctets({ structure: [{ i8: 0 }, { enum: 30 }] });
const varHours = cosemOctets({ structure: [{ i8: 0 }, { enum: 32 }] });

/** GBCS event codes (Table 16.2; fixtures/gbcs/alertCodes.json): what a switch was told to do, what a log lost. */
const events = { switchStateChanged: 0x8131, eventLogCleared: 0x8f52 } as const;

/** Attributes of the clock and of what runs through the meter now. */
function liveAttributes(
  device: EsmeDevice,
  consumption: Consumption,
  interruptions: Interruptions,
  objects: () => CosemObjects,
): CosemObjects['live'] {
  const total = (name: 'activeImport' | 'activeExport' | 'reactiveExport') => (nowMs: number) =>
    doubleLongUnsigned(consumption.totalsAt(nowMs)[name]);
  return {
    '8/0-0:1.0.0.255/2': (nowMs) => octetString(dateTimeOctets(new Date(nowMs).toISOString()) ?? new Uint8Array()),
    '8/0-0:1.0.0.255/4': () => cosemOctets({ u8: 0 }),
    '1/0-0:0.2.1.255/2': () => cosemOctets({ octets: runningFirmware(device) }),
    '1/0-0:94.44.34.20/2': (nowMs) => {
      const [last] = consumption.halfHours(nowMs - 2 * halfHourMs, nowMs, nowMs).slice(-1);
      const watts = doubleLongUnsigned(interruptions.isOff(nowMs) ? 0 : (last?.activeImport ?? 0) * 2);
      return structureOf(watts, structureOf(integer(0), enumeration(27)), watts);
    },
    '21/0-0:16.0.1.255/2': () => cosemOctets(thresholdsAsOne(objects().attributes)),
    '1/0-0:94.44.34.30/2': () => cosemOctets(registersAsOne(objects().attributes)),
    // One rate is in force: all that was imported stands in the first time-of-use register.
    '1/0-0:94.44.34.1/2': (nowMs) => {
      const registers = [consumption.totalsAt(nowMs).activeImport, ...Array.from({ length: 47 }, () => 0)];
      return cosemOctets({ structure: [{ array: registers.map((u32) => ({ u32 })) }] });
    },
    '3/1-0:2.8.0.255/2': total('activeExport'),
    '3/1-0:2.8.0.255/3': () => wattHours,
    '3/1-0:4.8.0.255/2': total('reactiveExport'),
    '3/1-0:4.8.0.255/3': () => varHours,
  };
}

const selectorOf = (value: Uint8Array): number => asNumber(plainOf(value)) ?? 0;
const outcome = (isDone: boolean): number => (isDone ? result.success : result.objectUndefined);
const accept: CosemMethod = () => result.success;

/** Registers that a method sets back to zero: maximum demand, load limiting, voltage. */
const resettable = [
  '4/1-0:1.6.0.255',
  '4/1-0:1.6.1.255',
  '4/1-0:2.6.0.255',
  '3/0-0:94.44.42.255',
  ...[32, 52, 72].flatMap((phase) => [`3/1-0:${phase}.32.0.4`, `3/1-0:${phase}.36.0.4`]),
];

function meterMethods(objects: () => CosemObjects, interruptions: Interruptions): Record<string, CosemMethod> {
  const attributes = () => objects().attributes;
  const switchLoad: CosemMethod = (value, nowMs) => {
    const selector = selectorOf(value);
    const isDone = runLoadScript(attributes(), selector);
    const row = [logTime(nowMs), events.switchStateChanged, selector >> 8, selector & 0xff];
    if (isDone) addEntry(attributes(), `${loadLog}/2`, row);
    return outcome(isDone);
  };
  const resets = resettable.map((register): [string, CosemMethod] => [
    `${register}/1`,
    () => {
      attributes().put(`${register}/2`, { u32: 0 });
      return result.success;
    },
  ]);
  const setTo =
    (key: string): CosemMethod =>
    (value) => {
      attributes().set(key, value);
      return result.success;
    };
  return {
    ...Object.fromEntries(resets),
    '9/0-0:10.0.106.255/1': (value, nowMs) => {
      const isDone = runSupplyScript(attributes(), selectorOf(value));
      interruptions.set('supply', !isSupplied(attributes()), nowMs);
      return outcome(isDone);
    },
    '9/0-0:10.0.103.255/1': switchLoad,
    // Levels of an auxiliary proportional controller have no reading that shows them.
    '9/0-0:10.0.107.255/1': accept,
    // Sets all block counters of the tariff to zero; the meter's one rate has none.
    '9/0-0:10.0.100.255/1': accept,
    '112/0-0:19.10.0.255/1': (value) => {
      adjustBalance(attributes(), selectorOf(value));
      return result.success;
    },
    '112/0-0:19.10.0.255/2': setTo('112/0-0:19.10.0.255/2'),
    '112/0-0:19.10.1.255/2': setTo('112/0-0:19.10.1.255/2'),
    '112/0-0:19.10.2.255/2': setTo('112/0-0:19.10.2.255/2'),
    '112/0-0:19.10.1.255/3': () => (lendEmergencyCredit(attributes()) ? result.success : result.otherReason),
    '113/0-0:19.20.1.255/4': setTo('113/0-0:19.20.1.255/2'),
    '113/0-0:19.20.2.255/4': setTo('113/0-0:19.20.2.255/2'),
    '113/0-0:19.20.3.255/4': setTo('113/0-0:19.20.3.255/2'),
    [`${eventLog}/1`]: clear(`${eventLog}/2`),
    [`${loadLog}/1`]: clear(`${loadLog}/2`),
    // The virtual clock is right: being set changes nothing.
    '8/0-0:1.0.0.255/4': accept,
    '8/0-0:1.0.0.255/5': accept,
  };
  function clear(key: string): CosemMethod {
    return (_value, nowMs) => {
      clearLog(attributes(), key);
      addEntry(attributes(), securityLog, [logTime(nowMs), events.eventLogCleared]);
      return result.success;
    };
  }
}

/** The two forms of the alert behaviours: as they are set, 64 bits, and as they are read, 32 (ECS25, ECS25r). */
function alertBehaviours(objects: () => CosemObjects): CosemObjects['onSet'] {
  const copies = ['30', '33'].flatMap((party) =>
    [11, 12, 13, 14].map((part) => [`1/0-${party}:97.98.${part}.255/2`, `1/0-${party}:97.98.${part + 4}.255/2`]),
  );
  return Object.fromEntries(
    copies.map(([from = '', to = '']) => [
      from,
      (value: Uint8Array) => {
        const bits = plainOf(value);
        if (!(bits instanceof Uint8Array)) return;
        objects().attributes.put(to, { bits: Buffer.from(bits.subarray(-4)).toString('hex') });
      },
    ]),
  );
}

/**
 * The objects of an electricity meter: what is set is kept, and read back as it was set; the clock, the registers, the
 * account and the supply are alive. What it does not have is undefined, and says so.
 */
export function makeMeterObjects(
  device: EsmeDevice,
  consumption: Consumption,
  interruptions: Interruptions,
): CosemObjects {
  const self = (): CosemObjects => objects;
  const objects: CosemObjects = {
    attributes: makeAttributes('ESME', identityOf(device)),
    pending: makePending(),
    live: liveAttributes(device, consumption, interruptions, self),
    methods: meterMethods(self, interruptions),
    onSet: alertBehaviours(self) ?? {},
  };
  return objects;
}
