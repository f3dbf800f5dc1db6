import { describe, expect, it } from 'vitest';
import type { StepState } from './ports.ts';
import { estimateTimeLeft } from './timeLeft.ts';

const step = (stepId: string, seconds?: number): StepState => ({
  position: 0,
  sequenceId: 's',
  stepId,
  title: stepId,
  status: seconds === undefined ? 'created' : 'finished',
  outcome: seconds === undefined ? null : 'pass',
  requestId: null,
  waitingFor: null,
  startedAt: seconds === undefined ? null : '2026-03-03T10:00:00.000Z',
  finishedAt: seconds === undefined ? null : new Date(Date.UTC(2026, 2, 3, 10, 0, seconds)).toISOString(),
});
const running = { status: 'running' } as const;

describe('the time that a run has left', () => {
  it('is what each open step took the last time, and the mean of this run for one that is new', () => {
    const steps = [step('a', 2), step('b'), step('c')];
    expect(estimateTimeLeft(running, steps, [step('a', 9), step('b', 5)])).toBe(5000 + 2000);
    expect(estimateTimeLeft(running, steps, [])).toBe(4000);
  });

  it('is not told where nothing tells it, or where nothing is left', () => {
    expect(estimateTimeLeft(running, [step('a'), step('b')], [])).toBeUndefined();
    expect(estimateTimeLeft(running, [step('a', 1)], [])).toBeUndefined();
    expect(estimateTimeLeft({ status: 'interrupted' }, [step('a', 1), step('b')], [])).toBeUndefined();
  });
});
