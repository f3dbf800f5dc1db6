import { describe, expect, it } from 'vitest';
import type { Generation } from '../../shared/capacity.ts';
import { apportion, type PlannedStream, planArrivals, planSteps } from './planArrivals.ts';

const flat = Array.from({ length: 24 }, () => 1 / 24);
const night = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 1 / 6 : 0));
const stream = (given: Partial<PlannedStream>): PlannedStream => ({
  count: 600,
  curve: flat,
  weights: [1],
  generation: 'all',
  ...given,
});
const homes: Generation[] = ['SMETS2+', 'SMETS1', 'SMETS2+', 'SMETS2+'];
const run = { daySeconds: 24, seed: 1 };

describe('a plan of arrivals', () => {
  it('shares a number out without losing any of it', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(apportion(7, [0, 5, 1])).toEqual([0, 6, 1]);
  });

  it('has exactly the planned number, in each hour and of each service', () => {
    const plan = planArrivals([stream({ weights: [3, 1] }), stream({ count: 61, curve: night })], homes, run);
    expect(plan.filter((one) => one.stream === 0 && one.entry === 0)).toHaveLength(450);
    expect(plan.filter((one) => one.stream === 0 && one.entry === 1)).toHaveLength(150);
    expect(plan.filter((one) => one.stream === 0 && one.atMs < 1000)).toHaveLength(25);
    expect(plan.filter((one) => one.stream === 1)).toHaveLength(61);
    expect(plan.filter((one) => one.stream === 1 && one.atMs >= 6000)).toEqual([]);
  });

  it('is in order of time, and the same for the same seed', () => {
    const plan = planArrivals([stream({}), stream({ curve: night })], homes, run);
    expect(plan).toEqual([...plan].sort((a, b) => a.atMs - b.atMs));
    expect(planArrivals([stream({}), stream({ curve: night })], homes, run)).toEqual(plan);
    expect(planArrivals([stream({}), stream({ curve: night })], homes, { ...run, seed: 2 })).not.toEqual(plan);
  });

  it('spreads arrivals as a Poisson process: the gaps vary as much as they are long', () => {
    const plan = planArrivals([stream({ count: 24_000 })], homes, run);
    const gaps = plan.slice(1).map((one, index) => one.atMs - (plan[index]?.atMs ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(deviation / mean).toBeGreaterThan(0.95);
    expect(deviation / mean).toBeLessThan(1.05);
  });

  it('lets homes take turns within their generation, whatever the stream', () => {
    const plan = planArrivals(
      [stream({ count: 30, generation: 'SMETS2+' }), stream({ count: 30, generation: 'SMETS2+' })],
      homes,
      run,
    );
    expect(plan.slice(0, 6).map(({ home }) => home)).toEqual([0, 2, 3, 0, 2, 3]);
    const smets1 = planArrivals([stream({ count: 5, generation: 'SMETS1' })], homes, run);
    expect(new Set(smets1.map(({ home }) => home))).toEqual(new Set([1]));
  });

  it('has steps that are each as long, and each at its own rate', () => {
    const plan = planSteps([{ ...stream({}), perSecond: 10 }], homes, { factors: [1, 3], stepSeconds: 5, seed: 1 });
    expect(plan.filter(({ atMs }) => atMs < 5000)).toHaveLength(50);
    expect(plan.filter(({ atMs }) => atMs >= 5000 && atMs < 10_000)).toHaveLength(150);
  });
});
