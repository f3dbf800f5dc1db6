import { formatEui64 } from '../../../gbcs/bytes.ts';
import { asList, asNumber, asOctets } from '../../../gbcs/dlms/values.ts';
import type { FleetDevice } from '../../fleet.ts';
import type { DeviceLog } from '../deviceLog.ts';
import { runningFirmware } from '../firmware.ts';
import { makePending } from '../pending.ts';
import { type CosemMethod, type CosemObjects, result } from './answerAccess.ts';
import { makeAttributes } from './attributes.ts';
import { cosemOctets } from './cosemValue.ts';
import { plainOf } from './logs.ts';

const hex = (text: string): string => Buffer.from(text, 'latin1').toString('hex');
const bare = (deviceId: string): string => deviceId.replaceAll('-', '');
const deviceLog = '104/0-0:30.3.0.255';

/** One device of the log with how well the hub hears it (columns by the Reference Test Data Set; figures ours). */
const logRow = (deviceId: string, nowMs: number) => ({
  structure: [
    { octets: bare(deviceId) },
    { bits: '80' },
    { i8: -48 },
    { i8: -52 },
    { i8: -57 },
    { u8: 255 },
    { u8: 240 },
    { u8: 220 },
    { dateTime: new Date(nowMs).toISOString() },
    ...Array.from({ length: 5 }, () => ({ u8: 0 })),
  ],
});

const linkKeyHash = '00000000000000000000000000000000';

/** The log with the hub's network identity, as it is kept for a hub that takes its place. */
const backup = (own: string, log: DeviceLog, nowMs: number): Uint8Array =>
  cosemOctets({
    structure: [
      { dateTime: new Date(nowMs).toISOString() },
      { octets: bare(own) },
      {
        array: log.list().map(({ deviceId }) => ({ structure: [{ octets: bare(deviceId) }, { octets: linkKeyHash }] })),
      },
    ],
  });

const eui = (value: unknown): string | undefined => {
  const octets = value instanceof Uint8Array && value.length === 8 ? value : undefined;
  return octets && formatEui64(octets);
};

/** The objects of a Communications Hub: its device log is that of the home. */
export function makeHubObjects(device: FleetDevice, log: DeviceLog): CosemObjects {
  const add: CosemMethod = (value) => {
    const [id, type] = asList(plainOf(value)) ?? [];
    const deviceId = eui(asOctets(id));
    if (deviceId === undefined) return result.otherReason;
    log.add({ deviceId, deviceType: asNumber(type) ?? 0 });
    return result.success;
  };
  const remove: CosemMethod = (value) => {
    const deviceId = eui(asOctets(plainOf(value)));
    return deviceId !== undefined && log.remove(deviceId) ? result.success : result.otherReason;
  };
  const restore: CosemMethod = (value) => {
    for (const row of asList(asList(plainOf(value))?.[1]) ?? []) {
      const deviceId = eui(asOctets(asList(row)?.[0]));
      if (deviceId !== undefined) log.add({ deviceId, deviceType: 0 });
    }
    return result.success;
  };
  const readBackup: CosemMethod = (_value, nowMs) => ({
    data: backup(device.deviceId, log, nowMs),
    result: result.success,
  });
  return {
    attributes: makeAttributes('CHF', {
      '1/0-0:96.1.1.255/2': { octets: bare(device.deviceId) },
      '1/0-0:96.1.4.255/2': { octets: hex(device.model) },
      '1/0-0:96.1.6.255/2': { octets: hex(device.manufacturer) },
    }),
    pending: makePending(),
    live: {
      '1/0-0:0.2.1.255/2': () => cosemOctets({ octets: runningFirmware(device) }),
      [`${deviceLog}/4`]: (nowMs) => cosemOctets({ array: log.list().map(({ deviceId }) => logRow(deviceId, nowMs)) }),
    },
    methods: {
      [`${deviceLog}/1`]: add,
      [`${deviceLog}/2`]: remove,
      [`${deviceLog}/4`]: readBackup,
      [`${deviceLog}/5`]: restore,
      '104/0-0:30.3.1.255/4': readBackup,
    },
  };
}
