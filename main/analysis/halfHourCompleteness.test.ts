import { describe, expect, it } from 'vitest';
import { findGaps } from './halfHourCompleteness.ts';

describe('findGaps', () => {
  it('finds nothing wrong with a whole period, both ends included', () => {
    expect(findGaps([0, 10, 20, 30], 0, 30, 10)).toEqual({ expected: 4, missing: [], repeated: [], misplaced: [] });
  });

  it('names what is missing, repeated, off the grid, outside and out of order', () => {
    expect(findGaps([10, 10, 15, 30, 20, 60], 0, 50, 10)).toEqual({
      expected: 6,
      missing: [0, 40, 50],
      repeated: [10],
      misplaced: [15, 20, 60],
    });
  });
});
