import { describe, expect, it } from 'vitest';
import { gasOfHalfHour, recordGas } from './gasConsumption.ts';
import { makeInterruptions } from './interruptions.ts';
import { makeWeather } from './weather.ts';

const habits = { weather: makeWeather(1), isAway: () => false };
const model = { seed: 5, hotWater: 1100, heating: 9500, habits };
const dayMs = 86_400_000;
const halfHourMs = dayMs / 48;

const temperature = (dayStart: number): number => habits.weather(dayStart / dayMs).temperature;
const ofDay = (day: number, home: typeof model = model): number =>
  Array.from({ length: 48 }, (_, slot) => gasOfHalfHour(home, day + (slot + 1) * halfHourMs)).reduce((a, b) => a + b);

describe('the gas of a home', () => {
  it('is many times as much in winter as in summer, when hot water alone is left', () => {
    // A single day can be mild in winter: what a day takes on average in January and in July.
    const [winter = 0, summer = 0] = [0, 6].map(
      (month) =>
        Array.from({ length: 31 }, (_, day) => ofDay(Date.UTC(2026, month, day + 1))).reduce((a, b) => a + b) / 31,
    );
    expect(winter / summer).toBeGreaterThan(4);
    expect(summer).toBeGreaterThan(500);
    expect(summer).toBeLessThan(2000);
  });

  it('follows the cold in every home of the street, and almost stops while all are away', () => {
    const days = Array.from({ length: 90 }, (_, index) => Date.UTC(2026, 0, 1) + index * dayMs);
    const neighbour = { ...model, seed: 77, heating: 12_000 };
    const gas = days.map((day) => ofDay(day));
    const coldest = [...days].sort((a, b) => temperature(a) - temperature(b));
    const sumOver = (some: readonly number[], home = model): number =>
      some.reduce((sum, day) => sum + ofDay(day, home), 0);
    for (const home of [model, neighbour]) {
      expect(sumOver(coldest.slice(0, 10), home)).toBeGreaterThan(1.5 * sumOver(coldest.slice(-10), home));
    }
    const away = { ...model, habits: { ...habits, isAway: () => true } };
    expect(sumOver(days, away)).toBeLessThan(0.2 * gas.reduce((a, b) => a + b));
  });

  it('is the same each time it is asked, and adds up to the register', () => {
    const now = Date.UTC(2026, 2, 3, 10);
    const gas = recordGas(model, Date.UTC(2026, 1, 1), makeInterruptions());
    const { startMs, samples } = gas.halfHours(Date.UTC(2026, 2, 2), 48, now);
    expect(gas.halfHours(Date.UTC(2026, 2, 2), 48, now).samples).toEqual(samples);
    const sum = samples.reduce((a, b) => a + b);
    expect(gas.totalAt(startMs + 47 * halfHourMs) - gas.totalAt(startMs - halfHourMs)).toBe(sum);
  });

  it('is logged no further than until now and since the meter was installed', () => {
    const gas = recordGas(model, Date.UTC(2026, 2, 1), makeInterruptions());
    const { startMs, samples } = gas.days(0, 1000, Date.UTC(2026, 2, 3, 10));
    expect([startMs, samples.length]).toEqual([Date.UTC(2026, 2, 2), 2]);
  });
});
