import { describe, expect, it } from 'vitest';
import { makeRecorder } from './recorder.ts';

const arrivals = [0, 100, 200, 300].map((atMs) => ({ atMs, stream: 0, entry: 0, home: 0 }));
const record = () =>
  makeRecorder(
    arrivals,
    () => 'SMETS2+',
    () => 1000,
  );

describe('the record of a load run', () => {
  it('counts latency from the planned moment, however late the message was sent', () => {
    const recorder = record();
    recorder.dispatched(0, 700);
    recorder.ended(0, 800, 'I0');
    const [tally] = recorder.tallies();
    expect(tally?.endToEnd.maxMs).toBeCloseTo(800, 0);
    expect(recorder.lateness().maxMs).toBeCloseTo(700, 0);
  });

  it('counts as in time only what succeeded within the requisite time', () => {
    const recorder = record();
    for (const index of [0, 1, 2, 3]) recorder.dispatched(index, 0);
    recorder.ended(0, 900, 'I0');
    recorder.ended(1, 1200, 'I0');
    recorder.ended(2, 300, 'E20');
    expect(recorder.tallies()[0]).toMatchObject({ offered: 4, completed: 2, failed: 1, within: 1, errors: { E20: 1 } });
    expect(recorder.totals()).toMatchObject({ offered: 4, completed: 2, failed: 1, inFlight: 1, mostInFlight: 4 });
    expect(recorder.isSettled()).toBe(false);
  });

  it('takes a second answer for a duplicate', () => {
    const recorder = record();
    recorder.dispatched(0, 0);
    recorder.ended(0, 10, 'I0');
    recorder.ended(0, 20, 'I0');
    expect(recorder.totals()).toMatchObject({ completed: 1, duplicates: 1 });
  });

  it('takes an answer that is heard of before its sending', () => {
    const recorder = record();
    recorder.ended(0, 10, 'I0');
    recorder.dispatched(0, 2);
    expect(recorder.totals()).toMatchObject({ offered: 1, completed: 1, inFlight: 0 });
    expect(recorder.isSettled()).toBe(true);
  });

  it('says what was planned, offered and completed in each second', () => {
    const recorder = record();
    recorder.dispatched(0, 1500);
    recorder.ended(0, 2500, 'I0');
    expect([0, 1, 2].map((second) => recorder.second(second))).toMatchObject([
      { planned: 4, offered: 0, completed: 0 },
      { planned: 0, offered: 1, completed: 0 },
      { planned: 0, offered: 0, completed: 1, latencies: [2500] },
    ]);
  });
});
