import { describe, expect, it } from 'vitest';
import { progressOf, timeLeft } from './runProgress.ts';

const step = (outcome: 'pass' | null) => ({
  position: 0,
  sequenceId: 'A',
  stepId: 'a',
  title: 'a',
  status: 'created' as const,
  outcome,
  requestId: null,
  waitingFor: null,
  startedAt: null,
  finishedAt: null,
  awaitsPerson: false,
});

describe('where a run is', () => {
  it('is told with its whole, and with the time left where that is known', () => {
    const steps = [step('pass'), step(null), step(null)];
    expect([
      progressOf({ steps, timeLeftMs: 38_000, paused: false }),
      progressOf({ steps, timeLeftMs: null, paused: false }),
      progressOf({ steps, timeLeftMs: 38_000, paused: true }),
    ]).toEqual(['1 of 3 steps, about 40 s left', '1 of 3 steps', '1 of 3 steps']);
  });

  it('is no more exact than it is known', () => {
    expect([3_000, 41_000, 61_000, 3_500_000, 7_300_000].map(timeLeft)).toEqual([
      'a few seconds',
      'about 45 s',
      'about 2 min',
      'about 59 min',
      'about 2 h',
    ]);
  });
});
