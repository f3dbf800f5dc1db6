import { alertName } from '../../gbcs/alertCodes.ts';
import { asList, asNumber, type CosemValue } from '../../gbcs/dlms/values.ts';
import { remotePartyRoles } from '../../smki/remotePartyRole.ts';
import type { CosemObjects } from './cosem/answerAccess.ts';
import { plainOf, readLog } from './cosem/logs.ts';
import type { TrustAnchors } from './credentials/trustAnchors.ts';
import type { DeviceLog } from './deviceLog.ts';
import { type GasMeter, gasLog } from './zigbee/gasMeter.ts';

/** What a device holds, as somebody who stands before it with the right tool would see it. */
export interface DeviceInspection {
  registers: { name: string; value: string; unit: string }[];
  credentials: { role: string; usage: string; eui64: string }[];
  joined: string[];
  /** The newest first. */
  log: { atMs: number; log: string; code: string; meaning: string }[];
}

/** Registers of an electricity meter by the keys of its objects. */
const electricity: readonly { name: string; key: string; unit: string }[] = [
  { name: 'Active import, first register', key: '1/0-0:94.44.34.1/2', unit: 'Wh' },
  { name: 'Active power import', key: '1/0-0:94.44.34.20/2', unit: 'W' },
  { name: 'Active export', key: '3/1-0:2.8.0.255/2', unit: 'Wh' },
  { name: 'Reactive export', key: '3/1-0:4.8.0.255/2', unit: 'varh' },
];
const supply = { key: '70/0-0:96.3.10.255/3', words: ['disabled', 'enabled', 'armed'] };
const gasSupply = { key: '0702/0014', words: ['disabled', 'armed', 'enabled'] };
const electricityLogs = { event: '7/0-0:99.98.0.255/2', security: '7/0-0:99.98.1.255/2' };

/** The first number in a value, which may be a list of lists. */
function firstNumber(value: CosemValue | undefined): number | undefined {
  const own = asNumber(value);
  if (own !== undefined) return own;
  for (const inner of asList(value) ?? []) {
    const found = firstNumber(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function numberAt({ live, attributes }: CosemObjects, key: string, nowMs: number): number | undefined {
  const octets = live[key]?.(nowMs, undefined) ?? attributes.get(key);
  return octets === undefined ? undefined : firstNumber(plainOf(octets));
}

const inWords = (words: readonly string[], value: number | undefined) =>
  value === undefined ? [] : [{ name: 'Supply', value: words[value] ?? String(value), unit: '' }];

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');

export function inspectDevice(
  parts: { objects: CosemObjects | undefined; gas: GasMeter | undefined; anchors: TrustAnchors; joined: DeviceLog },
  nowMs: number,
): DeviceInspection {
  const { objects, gas, anchors, joined } = parts;
  const registers = [
    ...(objects === undefined
      ? []
      : electricity.flatMap(({ name, key, unit }) => {
          const value = numberAt(objects, key, nowMs);
          return value === undefined ? [] : [{ name, value: String(value), unit }];
        })),
    ...(objects === undefined ? [] : inWords(supply.words, numberAt(objects, supply.key, nowMs))),
    ...(gas === undefined
      ? []
      : [
          { name: 'Consumption', value: (gas.consumption.totalAt(nowMs) / 1000).toFixed(3), unit: 'm³' },
          ...inWords(gasSupply.words, gas.attributes.number(gasSupply.key)),
        ]),
  ];
  const log = [
    ...Object.entries(electricityLogs).flatMap(([name, key]) =>
      (objects === undefined ? [] : readLog(objects.attributes, key)).map((entry) => ({ ...entry, log: name })),
    ),
    ...Object.entries(gasLog).flatMap(([name, number]) =>
      (gas?.events.get(number) ?? []).map(({ timeMs, code }) => ({
        timeMs,
        code: Number.parseInt(code, 16),
        log: name,
      })),
    ),
  ];
  return {
    registers,
    credentials: anchors.cells().map(({ role, usage, isTopUp, eui64 }) => ({
      role: remotePartyRoles.find(({ number }) => number === role)?.name ?? `role ${role}`,
      usage: isTopUp ? `${usage}, top ups` : usage,
      eui64,
    })),
    joined: joined.list().map(({ deviceId }) => deviceId),
    log: log
      .sort((a, b) => b.timeMs - a.timeMs)
      .map(({ timeMs, log: name, code }) => ({
        atMs: timeMs,
        log: name,
        code: hex(code),
        meaning: alertName(code) ?? '',
      })),
  };
}
