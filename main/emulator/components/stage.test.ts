import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/seededRandom.ts';
import { Component, type ServiceTime } from './componentModel.ts';
import { meanTimeInMd1, timeInMd1 } from './queueingTheory.ts';
import { meanServiceTime } from './serviceTime.ts';
import { makeStage, type Passage } from './stage.ts';

const make = (given: Partial<Component>) =>
  makeStage(
    Component.parse({
      concurrency: 1,
      serviceTime: { distribution: 'constant', ms: 10 },
      queueBound: 1000,
      provenance: 'test',
      ...given,
    }),
    seededRandom(1),
  );

const finishes = (passages: readonly Passage[]): number[] => passages.map(({ finishMs }) => finishMs);

/** Mean and quantiles of the time in an M/G/c system in virtual time: arrivals of a Poisson process. */
function simulate(component: Partial<Component>, perSecond: number, messages: number) {
  const stage = make({ queueBound: 1_000_000, ...component });
  const random = seededRandom(7);
  let nowMs = 0;
  const times = Array.from({ length: messages }, () => {
    nowMs -= (1000 / perSecond) * Math.log(1 - random());
    return stage.enter(nowMs).finishMs - nowMs;
  }).sort((a, b) => a - b);
  const at = (part: number): number => times[Math.floor(messages * part)] ?? Number.NaN;
  const snapshot = stage.snapshot(nowMs);
  return {
    mean: times.reduce((sum, time) => sum + time, 0) / messages,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    utilisation: snapshot.workedMs / nowMs / snapshot.concurrency,
  };
}

const within = (value: number, wanted: number, part: number): boolean => Math.abs(value / wanted - 1) <= part;

describe('a component', () => {
  it('serves in order, as many at once as it has servers', () => {
    const one = make({});
    const two = make({ concurrency: 2 });
    expect(finishes([0, 0, 0, 25].map((at) => one.enter(at)))).toEqual([10, 20, 30, 40]);
    expect(finishes([0, 0, 0, 25].map((at) => two.enter(at)))).toEqual([10, 10, 20, 35]);
  });

  it('refuses what finds the queue full, and takes the next when there is room again', () => {
    const stage = make({ queueBound: 1 });
    const outcomes = [0, 0, 0, 10].map((at) => stage.enter(at).outcome);
    expect(outcomes).toEqual(['served', 'served', 'refused', 'served']);
    const { arrived, refused, waiting, mostWaiting } = stage.snapshot(10);
    expect({ arrived, refused, waiting, mostWaiting }).toEqual({ arrived: 4, refused: 1, waiting: 1, mostWaiting: 1 });
  });

  it('has done no more work than time has passed', () => {
    const stage = make({ concurrency: 2 });
    for (let count = 0; count < 5; count += 1) stage.enter(0);
    expect([0, 5, 10, 25, 100].map((at) => stage.snapshot(at).workedMs)).toEqual([0, 10, 20, 45, 50]);
  });

  it('fails the share that it is told to, after having worked on it', () => {
    const stage = make({ failureRate: 0.25 });
    const passages = Array.from({ length: 10_000 }, (_, index) => stage.enter(index * 20));
    const failed = passages.filter(({ outcome }) => outcome === 'failed');
    expect(within(failed.length, 2500, 0.05)).toBe(true);
    expect(failed.every(({ startMs, finishMs }) => finishMs === startMs + 10)).toBe(true);
  });

  it('draws service times whose mean is the one that it says', () => {
    const times: ServiceTime[] = [
      { distribution: 'constant', ms: 10 },
      { distribution: 'exponential', meanMs: 10 },
      { distribution: 'uniform', fromMs: 5, toMs: 20 },
      { distribution: 'lognormal', medianMs: 10, spread: 0.5 },
    ];
    const right = times.map((serviceTime) => {
      const stage = make({ serviceTime });
      const count = 50_000;
      for (let index = 0; index < count; index += 1) stage.enter(index * 1000);
      return within(stage.snapshot(1e9).workedMs / count, meanServiceTime(serviceTime), 0.02);
    });
    expect(right).toEqual([true, true, true, true]);
  });
});

describe('the component model against queueing theory', () => {
  it('is M/D/1: mean by Pollaczek and Khinchine, percentiles by Erlang, within 2 %', () => {
    for (const utilisation of [0.3, 0.6, 0.8]) {
      const seen = simulate({ serviceTime: { distribution: 'constant', ms: 10 } }, utilisation * 100, 400_000);
      const mean = meanTimeInMd1(utilisation, 10);
      expect(within(seen.mean, mean, 0.02)).toBe(true);
      for (const [part, value] of [
        [0.5, seen.p50],
        [0.95, seen.p95],
        [0.99, seen.p99],
      ] as const) {
        expect({ utilisation, part, right: within(value, timeInMd1(part, utilisation, 10), 0.02) }).toEqual({
          utilisation,
          part,
          right: true,
        });
      }
      expect(within(seen.utilisation, utilisation, 0.01)).toBe(true);
    }
  });

  it('is M/M/1 where service times are exponential: the time in the system is exponential too', () => {
    const seen = simulate({ serviceTime: { distribution: 'exponential', meanMs: 10 } }, 70, 400_000);
    const mean = 10 / (1 - 0.7);
    expect(within(seen.mean, mean, 0.03)).toBe(true);
    expect(within(seen.p95, mean * Math.log(20), 0.03)).toBe(true);
  });

  it('is M/D/c with more servers: hardly any wait at the same load', () => {
    const seen = simulate({ concurrency: 20, serviceTime: { distribution: 'constant', ms: 10 } }, 1400, 200_000);
    expect(seen.mean).toBeLessThan(10.3);
    expect(within(seen.utilisation, 0.7, 0.01)).toBe(true);
  });
});
