import type { ProfileEntry, ResponseData } from '../../gbcs/data.ts';
import type { DecodedMessage } from '../../gbcs/decodedMessage.ts';
import { encodeResponse } from '../../gbcs/encodeResponse.ts';
import type { EsmeDevice } from '../fleet.ts';
import { type AccessServer, answerFromObjects, type TopUpWorth } from './accessServer.ts';
import { makeCharging } from './charging.ts';
import { type Consumption, recordConsumption } from './consumption.ts';
import { adjustBalance, creditOf, isPrepayment, priceOfWattHour, standingChargeOf } from './cosem/account.ts';
import { makeMeterObjects } from './cosem/meterObjects.ts';
import { setSupply, supplyOf } from './cosem/scripts.ts';
import { watchCredit } from './credit.ts';
import type { MeteredHome } from './habits.ts';
import { halfHourMs } from './halfHours.ts';
import { makeInterruptions } from './interruptions.ts';

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
 * What a meter answers to commands of the access service: logs and registers of its home by use case, anything else from
 * its objects. Reads of a second measuring element show the first alone (our reading: no home of a fleet has one).
 */
export function makeElectricityMeter(
  description: EsmeDevice,
  { seed, habits, cuts }: MeteredHome,
  topUp: TopUpWorth,
  notice: (code: string) => void,
): AccessServer {
  const installedMs = Date.parse(description.commissioned);
  const interruptions = makeInterruptions(cuts);
  const consumption = recordConsumption({ seed, habits, ...description.home }, installedMs, interruptions);
  const objects = makeMeterObjects(description, consumption, interruptions);
  const { attributes } = objects;
  const imported = (ms: number): number => consumption.totalsAt(ms).activeImport;
  return {
    objects,
    interruptions,
    credit: watchCredit(
      {
        ...creditOf(attributes),
        supply: () => supplyOf(attributes),
        setSupply(state, nowMs) {
          setSupply(attributes, state);
          interruptions.set('supply', state !== 'enabled', nowMs);
        },
      },
      notice,
    ),
    settle: makeCharging(
      {
        isPrepayment: () => isPrepayment(attributes),
        costOf: (fromMs, toMs) => (imported(toMs) - imported(fromMs)) * priceOfWattHour(attributes),
        standingCharge: () => standingChargeOf(attributes),
        take: (amount) => adjustBalance(attributes, -amount),
      },
      installedMs,
    ),
    answer(bytes, command, device, nowMs) {
      const answer = answers[command.useCase];
      if (!answer) return answerFromObjects(objects, bytes, command, device, nowMs, topUp);
      const data = answer(consumption, periodOf(command), nowMs);
      const { supplementaryOriginatorCounter, keys } = device;
      return encodeResponse(
        { command, data, ...(supplementaryOriginatorCounter === undefined ? {} : { supplementaryOriginatorCounter }) },
        keys,
      );
    },
  };
}
