import { describe, expect, it } from 'vitest';
import { compareWithRegister } from './registerAdvance.ts';

const at = (halfHour: number): string => new Date(Date.UTC(2026, 2, 1) + halfHour * 1_800_000).toISOString();
const values = Array.from({ length: 96 }, (_, index) => ({ time: at(index + 1), value: 100 }));
const reading = (halfHour: number, value: number) => ({ time: at(halfHour), value });

describe('half-hours held against their register', () => {
  it('agree where it went on by as much, but for the rounding of each', () => {
    const readings = [reading(0, 7000), reading(48, 11_848), reading(96, 16_599)];
    expect(compareWithRegister(values, readings)).toEqual([
      { from: at(0), to: at(48), advance: 4848, total: 4800, agrees: true },
      { from: at(48), to: at(96), advance: 4751, total: 4800, agrees: false },
    ]);
  });

  it('are taken from one reading to the next, in whatever order these came and however often', () => {
    const readings = [reading(96, 16_600), reading(0, 7000), reading(96, 16_600)];
    expect(compareWithRegister(values, readings)).toMatchObject([{ from: at(0), to: at(96), total: 9600 }]);
  });

  it('say nothing where one of them is not there, or where there is one reading alone', () => {
    expect(compareWithRegister(values.slice(1), [reading(0, 1), reading(48, 2)])).toEqual([]);
    expect(compareWithRegister(values, [reading(0, 1)])).toEqual([]);
    expect(compareWithRegister(values, [reading(-48, 1), reading(48, 2)])).toEqual([]);
  });
});
