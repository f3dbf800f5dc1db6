import { describe, expect, it } from 'vitest';
import { analyseProfile, type ProfileValue } from './profileAnalysis.ts';

const halfHourMs = 1_800_000;

/** Half-hours that end after one moment and up to another, with values from their place. */
function series(from: string, to: string, value: (index: number) => number = (index) => index + 1): ProfileValue[] {
  const count = (Date.parse(to) - Date.parse(from)) / halfHourMs;
  return Array.from({ length: count }, (_, index) => ({
    time: new Date(Date.parse(from) + (index + 1) * halfHourMs).toISOString().replace('.000Z', 'Z'),
    value: value(index),
  }));
}

describe('analyseProfile', () => {
  it('counts 46 half-hours on the day the clocks go forward and 50 on the day they go back', () => {
    const forward = analyseProfile(series('2026-03-28T00:00:00Z', '2026-03-30T23:00:00Z')).days;
    const back = analyseProfile(series('2026-10-23T23:00:00Z', '2026-10-27T00:00:00Z')).days;
    const shape = (days: typeof forward) =>
      days.map(({ date, expected, present, clockChange }) => [date, expected, present, clockChange]);
    expect(shape(forward)).toEqual([
      ['2026-03-28', 48, 48, null],
      ['2026-03-29', 46, 46, 'forward'],
      ['2026-03-30', 48, 48, null],
    ]);
    expect(shape(back)).toEqual([
      ['2026-10-24', 48, 48, null],
      ['2026-10-25', 50, 50, 'back'],
      ['2026-10-26', 48, 48, null],
    ]);
  });

  it('names what is missing, repeated and out of order', () => {
    const whole = series('2026-01-05T00:00:00Z', '2026-01-05T04:00:00Z');
    const [a, b, c, , e, f, g, h] = whole;
    const broken = [a, b, b, e, c, f, g, h].filter((one) => one !== undefined);
    const { missing, duplicated, outOfOrder, expected, entries } = analyseProfile(broken);
    expect({ missing, duplicated, outOfOrder, expected, entries }).toEqual({
      missing: ['2026-01-05T02:00:00Z'],
      duplicated: ['2026-01-05T01:00:00Z'],
      outOfOrder: ['2026-01-05T01:30:00Z'],
      expected: 8,
      entries: 8,
    });
  });

  it('finds a day of nothing and hours of one value', () => {
    const quiet = analyseProfile(series('2026-01-05T00:00:00Z', '2026-01-07T00:00:00Z', () => 0));
    const flat = analyseProfile(
      series('2026-01-05T00:00:00Z', '2026-01-05T08:00:00Z', (index) => (index < 12 ? 7 : index)),
    );
    expect([quiet.zeroRuns.map((run) => run.length), quiet.flatRuns, flat.flatRuns.map((run) => run.length)]).toEqual([
      [96],
      [],
      [12],
    ]);
  });

  it('has an answer for nothing at all', () => {
    expect(analyseProfile([])).toMatchObject({ entries: 0, expected: 0, days: [], total: 0 });
  });
});
