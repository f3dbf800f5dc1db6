import { describe, expect, it } from 'vitest';
import { gasOfHalfHour, recordGas } from './gasConsumption.ts';

const model = { seed: 5, hotWater: 1100, heating: 9500 };
const dayMs = 86_400_000;
const halfHourMs = dayMs / 48;

const ofDay = (day: number): number =>
  Array.from({ length: 48 }, (_, slot) => gasOfHalfHour(model, day + (slot + 1) * halfHourMs)).reduce((a, b) => a + b);

describe('the gas of a home', () => {
  it('is many times as much in winter as in summer, when hot water alone is left', () => {
    const [winter, summer] = [ofDay(Date.UTC(2026, 0, 17)), ofDay(Date.UTC(2026, 6, 17))];
    expect(winter / summer).toBeGreaterThan(4);
    expect(summer).toBeGreaterThan(500);
    expect(summer).toBeLessThan(2000);
  });

  it('is the same each time it is asked, and adds up to the register', () => {
    const now = Date.UTC(2026, 2, 3, 10);
    const gas = recordGas(model, Date.UTC(2026, 1, 1));
    const { startMs, samples } = gas.halfHours(Date.UTC(2026, 2, 2), 48, now);
    expect(gas.halfHours(Date.UTC(2026, 2, 2), 48, now).samples).toEqual(samples);
    const sum = samples.reduce((a, b) => a + b);
    expect(gas.totalAt(startMs + 47 * halfHourMs) - gas.totalAt(startMs - halfHourMs)).toBe(sum);
  });

  it('is logged no further than until now and since the meter was installed', () => {
    const gas = recordGas(model, Date.UTC(2026, 2, 1));
    const { startMs, samples } = gas.days(0, 1000, Date.UTC(2026, 2, 3, 10));
    expect([startMs, samples.length]).toEqual([Date.UTC(2026, 2, 2), 2]);
  });
});
