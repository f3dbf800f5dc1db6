import { describe, expect, it } from 'vitest';
import { fuzzMessages } from './fuzzMessages.ts';
import { specimensOf } from './specimens.ts';
import { readTestDataSet } from './testDataSet.ts';

const set = readTestDataSet();
const reason = typeof set === 'string' ? ` (skipped: ${set})` : '';

describe.skipIf(typeof set === 'string')(`messages of the Reference Test Data Set that are spoiled${reason}`, () => {
  it('are decoded without a throw and without losing what was read, through 6,000 mutations', () => {
    if (typeof set === 'string') return;
    const specimens = set.messages.flatMap((message) => specimensOf(message, set.keys));
    const report = fuzzMessages(specimens, set.keys, { count: 6000, seed: 1 });
    expect(report.failures).toEqual([]);
    expect([report.messages, report.mutations.size, report.faults.size > 100]).toEqual([6000, 8, true]);
  });

  it('are spoiled the same way by the same seed', () => {
    if (typeof set === 'string') return;
    const specimens = set.messages.slice(0, 20).flatMap((message) => specimensOf(message, set.keys));
    const faultsBy = (seed: number) => fuzzMessages(specimens, set.keys, { count: 200, seed }).faults;
    expect(faultsBy(5)).toEqual(faultsBy(5));
    expect(faultsBy(6)).not.toEqual(faultsBy(5));
  });
});
