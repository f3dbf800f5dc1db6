import { describe, expect, it } from 'vitest';
import { recordConsumption } from './consumption.ts';
import { type Habits, makeHabits } from './habits.ts';
import { makeInterruptions } from './interruptions.ts';

const dayMs = 86_400_000;
const halfHourMs = dayMs / 48;
const hourMs = 2 * halfHourMs;

const installedMs = Date.UTC(2024, 5, 3);
const nowMs = Date.UTC(2026, 10, 26);
const athome: Habits = { ...makeHabits(1, 1000), isAway: () => false };
const home = { seed: 1001, baseLoad: 190, morningPeak: 1500, eveningPeak: 2300, solarPeak: 3600, habits: athome };
const record = (model: Partial<typeof home> = {}, interruptions = makeInterruptions()) =>
  recordConsumption({ ...home, ...model }, installedMs, interruptions);

type Measured = 'activeImport' | 'activeExport';
const sum = (entries: readonly { activeImport: number; activeExport: number }[], what: Measured): number =>
  entries.reduce((total, one) => total + one[what], 0);

/** The mean import of each half-hour of the day, by UTC, over the working days of some weeks. */
function dayShape(fromMs: number, days: number): number[] {
  const entries = record({ solarPeak: 0 }).halfHours(fromMs + halfHourMs, fromMs + days * dayMs, nowMs);
  return Array.from({ length: 48 }, (_, slot) =>
    sum(
      entries.filter(
        ({ time }) =>
          ((time - halfHourMs) % dayMs) / halfHourMs === slot &&
          ![0, 6].includes(new Date(time - halfHourMs).getUTCDay()),
      ),
      'activeImport',
    ),
  );
}
const busiest = (shape: readonly number[], from: number, to: number): number =>
  from + shape.slice(from, to).reduce((best, value, index, part) => (value > (part[best] ?? 0) ? index : best), 0);

describe('the electricity of a home', () => {
  it('is thirteen months of half-hours at once, the same each time, and adds up to the register', () => {
    const consumption = record();
    const all = consumption.halfHours(0, nowMs, nowMs);
    expect([all.length, all[0]?.time, all.at(-1)?.time]).toEqual([397 * 48 + 1, nowMs - 397 * dayMs, nowMs]);
    expect(record().halfHours(0, nowMs, nowMs)).toEqual(all);
    const before = consumption.totalsAt(nowMs - 397 * dayMs - halfHourMs);
    for (const what of ['activeImport', 'activeExport'] as const) {
      expect(consumption.totalsAt(nowMs)[what] - before[what]).toBe(sum(all, what));
    }
  });

  it('is drawn by the clocks on the wall: the morning comes an hour sooner by UTC once they have gone forward', () => {
    const [winter, summer] = [Date.UTC(2026, 2, 1), Date.UTC(2026, 2, 29, 1)].map(
      (ms) => Math.floor(ms / dayMs) * dayMs,
    );
    const [before, after] = [dayShape(winter ?? 0, 28), dayShape(summer ?? 0, 28)];
    const morning = [busiest(before, 8, 22), busiest(after, 8, 22)];
    expect((morning[0] ?? 0) - (morning[1] ?? 0)).toBeGreaterThanOrEqual(1);
    expect((morning[0] ?? 0) - (morning[1] ?? 0)).toBeLessThanOrEqual(3);
  });

  it('has a day of 46 and one of 50 half-hours by the clocks, none of which is missing from the log', () => {
    const consumption = record();
    const localDays: [number, number, number][] = [
      [Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 29, 23), 46],
      [Date.UTC(2026, 9, 24, 23), Date.UTC(2026, 9, 26), 50],
    ];
    for (const [from, to, count] of localDays) {
      expect(consumption.halfHours(from + halfHourMs, to, nowMs)).toHaveLength(count);
    }
  });

  it('is exported on the same days by every home of the street that has panels: they have one weather', () => {
    const neighbour = { seed: 2041, habits: { ...makeHabits(1, 2040), isAway: () => false } };
    const days = Array.from({ length: 60 }, (_, index) => Date.UTC(2026, 4, 1) + index * dayMs);
    const exportOf = (model: Partial<typeof home>, day: number): number =>
      sum(
        record({ ...model, baseLoad: 0, morningPeak: 0, eveningPeak: 0 }).halfHours(day + 1, day + dayMs, nowMs),
        'activeExport',
      );
    const sunniest = [...days].sort((a, b) => exportOf({}, b) - exportOf({}, a));
    const ofNeighbour = (some: readonly number[]): number =>
      some.reduce((total, day) => total + exportOf(neighbour, day), 0);
    expect(ofNeighbour(sunniest.slice(0, 10))).toBeGreaterThan(1.5 * ofNeighbour(sunniest.slice(-10)));
  });

  it('is little while all are away, for some days in each half-year', () => {
    const { isAway } = makeHabits(1, 1000);
    const first = Math.floor(Date.UTC(2025, 10, 1) / dayMs);
    const away = Array.from({ length: 366 }, (_, index) => first + index).filter(isAway);
    expect(away.length).toBeGreaterThan(7);
    expect(away.length).toBeLessThan(37);
    const noon = (away[2] ?? 0) * dayMs + dayMs / 2;
    const dayOf = (habits: typeof athome): number =>
      sum(record({ solarPeak: 0, habits }).halfHours(noon - dayMs / 2 + 1, noon + dayMs / 2, nowMs), 'activeImport');
    expect(dayOf(makeHabits(1, 1000))).toBeLessThan(24 * 190);
    expect(dayOf(athome)).toBeGreaterThan(2 * dayOf(makeHabits(1, 1000)));
  });
});

describe('an interruption', () => {
  const cutMs = Date.UTC(2026, 1, 14, 3, 10);
  const day = [Date.UTC(2026, 1, 14) + halfHourMs, Date.UTC(2026, 1, 15)] as const;

  it('of the power leaves a gap of the whole half-hours in it, and parts of those at its ends', () => {
    const cut = { fromMs: cutMs, toMs: cutMs + 2 * hourMs };
    const whole = record().halfHours(...day, nowMs);
    const left = record({}, makeInterruptions([cut])).halfHours(...day, nowMs);
    expect(whole.filter(({ time }) => !left.some((one) => one.time === time)).map(({ time }) => time - cutMs)).toEqual(
      [50, 80, 110].map((minutes) => minutes * 60_000),
    );
    const importOf = (entries: typeof whole, time: number) =>
      entries.find((one) => one.time === time)?.activeImport ?? 0;
    const beginning = Date.UTC(2026, 1, 14, 3, 30);
    expect(Math.abs(importOf(left, beginning) - importOf(whole, beginning) / 3)).toBeLessThanOrEqual(1);
  });

  it('by the meter’s own switch is logged as nothing used, and the register stands still', () => {
    const interruptions = makeInterruptions();
    const consumption = record({}, interruptions);
    interruptions.set('supply', true, cutMs);
    interruptions.set('supply', true, cutMs + hourMs);
    interruptions.set('supply', false, cutMs + 5 * hourMs);
    const entries = consumption.halfHours(cutMs + hourMs, cutMs + 5 * hourMs, nowMs);
    expect(entries.map(({ activeImport, activeExport }) => activeImport + activeExport)).toEqual(
      Array.from({ length: 8 }, () => 0),
    );
    const at = (hours: number) => consumption.totalsAt(cutMs + hours * hourMs).activeImport;
    expect([at(5) - at(1), at(6) - at(5) > 0]).toEqual([0, true]);
  });

  it('counts once where two causes overlap', () => {
    const interruptions = makeInterruptions([{ fromMs: 0, toMs: 600 }]);
    interruptions.set('supply', true, 300);
    interruptions.set('supply', false, 800);
    expect(interruptions.suppliedPart(0, 1000)).toBeCloseTo(0.2, 10);
    expect([interruptions.isWithoutPower(0, 600), interruptions.isWithoutPower(0, 601)]).toEqual([true, false]);
    expect([599, 700, 800].map((ms) => interruptions.isOff(ms))).toEqual([true, true, false]);
  });
});
