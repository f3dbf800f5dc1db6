import { WorkbenchError } from '../../../shared/errors.ts';
import { type AnswerOne, answerCommand } from '../../gbcs/answerCommand.ts';
import type { ProfileEntry, ResponseData } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import { encodeResponse } from '../../gbcs/encodeResponse.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';
import type { EsmeDevice, Premises } from '../fleet.ts';
import { type Consumption, recordConsumption } from './consumption.ts';
import { makeCosemObjects } from './cosemObjects.ts';
import type { EmulatedDevice } from './emulatedDevice.ts';
import { halfHourMs } from './halfHours.ts';

interface Period {
  from: number;
  to: number;
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

type Answer = (consumption: Consumption, period: Period, nowMs: number) => ResponseData;

const profile = (
  name: 'activeImport' | 'export' | 'reactiveImport' | 'dailyConsumption' | 'dailyExport',
  capturePeriodSeconds: number,
  units: Partial<Record<keyof ProfileEntry, string>>,
  entries: ProfileEntry[],
): ResponseData => ({ kind: 'profile', profile: name, capturePeriodSeconds, units, entries });

const daySeconds = 86_400;

/** What a single-element ESME answers, by use case (GBCS use cases; SMETS2 data items). */
const answers: Readonly<Record<string, Answer>> = {
  ECS22b: (consumption, { from, to }, now) =>
    profile(
      'activeImport',
      halfHourMs / 1000,
      { activeImport: 'Wh' },
      consumption.halfHours(from, to, now).map(({ time, activeImport }) => ({ time: iso(time), activeImport })),
    ),
  ECS22a: (consumption, { from, to }, now) =>
    profile(
      'export',
      halfHourMs / 1000,
      { activeExport: 'Wh', reactiveExport: 'varh' },
      consumption
        .halfHours(from, to, now)
        .map(({ time, activeExport, reactiveExport }) => ({ time: iso(time), activeExport, reactiveExport })),
    ),
  ECS22c: (consumption, { from, to }, now) =>
    profile(
      'reactiveImport',
      halfHourMs / 1000,
      { reactiveImport: 'varh' },
      consumption.halfHours(from, to, now).map(({ time, reactiveImport }) => ({ time: iso(time), reactiveImport })),
    ),
  ECS66: (consumption, { from, to }, now) =>
    profile(
      'dailyConsumption',
      daySeconds,
      { consumption: 'Wh' },
      consumption
        .midnights(from, to, now)
        .map((time) => ({ time: iso(time), consumption: consumption.dayEnding(time) })),
    ),
  ECS21c: (consumption, { from, to }, now) =>
    profile(
      'dailyExport',
      daySeconds,
      { activeExport: 'Wh' },
      consumption
        .midnights(from, to, now)
        .map((time) => ({ time: iso(time), activeExport: consumption.totalsAt(time).activeExport })),
    ),
  ECS21a: (consumption, { from, to }, now) => ({
    kind: 'dailyReadLog',
    unit: 'Wh',
    entries: consumption.midnights(from, to, now).map((time) => {
      const { activeImport } = consumption.totalsAt(time);
      // One rate is in force: all that was imported stands in the first time-of-use register.
      const timeOfUse = [activeImport, ...Array.from({ length: 47 }, () => 0)];
      const blocks = Array.from({ length: 4 }, () => Array.from({ length: 8 }, () => 0));
      return { time: iso(time), activeImport, timeOfUse, blocks };
    }),
  }),
  ECS17a: (consumption, _period, now) => ({
    kind: 'registers',
    time: iso(Math.floor(now / 1000) * 1000),
    registers: [
      { name: 'activeExport', value: consumption.totalsAt(now).activeExport, scaler: 0, unit: 'Wh' },
      { name: 'reactiveExport', value: consumption.totalsAt(now).reactiveExport, scaler: 0, unit: 'varh' },
    ],
  }),
  ECS17b: (consumption, _period, now) => ({
    kind: 'registers',
    time: iso(Math.floor(now / 1000) * 1000),
    registers: [
      { name: 'activeImport', value: consumption.totalsAt(now).activeImport, scaler: 0, unit: 'Wh' },
      { name: 'reactiveImport', value: consumption.totalsAt(now).reactiveImport, scaler: 0, unit: 'varh' },
    ],
  }),
};

function periodOf(command: DecodedMessage): Period {
  const { data } = command;
  return data?.kind === 'readLogRequest'
    ? { from: Date.parse(data.from), to: Date.parse(data.to) }
    : { from: 0, to: 0 };
}

/**
 * A single-element electricity meter.
 *
 * @param keys the device's own private keys and the public points of those it knows
 * @param seed makes its home's habits
 */
export function makeEsme(description: EsmeDevice, premises: Premises, keys: GbcsKeys, seed: number): EmulatedDevice {
  const consumption = recordConsumption({ seed, ...description.home }, Date.parse(description.commissioned));
  const objects = makeCosemObjects(description, consumption);
  const lastCounter = new Map<string, bigint>();
  let supplementaryCounter = BigInt(Date.parse(description.commissioned));
  return {
    description,
    premises,
    execute(bytes, nowMs) {
      const decoded = decodeMessage(bytes, keys);
      if (!decoded.ok || decoded.message.cra !== 'command' || decoded.message.mac !== 'valid') return undefined;
      const command = decoded.message;
      // A critical command also carries the User's signature; without keys to check it, it is not obeyed.
      if (command.signature !== 'valid' && command.signature !== 'absent') return undefined;
      // Anti-replay (GBCS 4.3): a command is executed only where its counter is above the last one from its originator.
      const counter = BigInt(command.originatorCounter);
      if (counter <= (lastCounter.get(command.originator) ?? -1n)) return undefined;
      lastCounter.set(command.originator, counter);
      const answer = answers[command.useCase];
      if (!answer) return answerObjects(bytes, objects(nowMs), keys, nowMs);
      supplementaryCounter += 1n;
      const data = answer(consumption, periodOf(command), nowMs);
      return encodeResponse({ command, data, supplementaryOriginatorCounter: supplementaryCounter }, keys);
    },
  };
}

/** Answers any other command of the access service from the meter's objects; to anything else the meter keeps silent. */
function answerObjects(command: Uint8Array, answer: AnswerOne, keys: GbcsKeys, nowMs: number): Uint8Array | undefined {
  try {
    return answerCommand(command, answer, { keys, time: iso(Math.floor(nowMs / 1000) * 1000) });
  } catch (error) {
    if (error instanceof WorkbenchError && error.code === 'invalid-document') return undefined;
    throw error;
  }
}
