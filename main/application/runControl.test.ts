import { describe, expect, it } from 'vitest';
import { makeRunControl } from './runControl.ts';

const ignore = (): void => {};

describe('the control of a run', () => {
  it('lets no two sends follow one another faster than the pace', async () => {
    const control = makeRunControl(30);
    const started = performance.now();
    for (let send = 0; send < 3; send += 1) await control.beforeStep(true, ignore);
    expect(performance.now() - started).toBeGreaterThanOrEqual(60);
  });

  it('holds a paused run until it goes on or is stopped, and says so both times', async () => {
    const control = makeRunControl();
    const said: boolean[] = [];
    control.pause();
    const held = control.beforeStep(true, (paused) => said.push(paused));
    expect([control.isPaused, said]).toEqual([true, [true]]);
    control.goOn();
    await held;
    expect([control.isPaused, said]).toEqual([false, [true, false]]);
    control.pause();
    const stopped = control.beforeStep(true, (paused) => said.push(paused));
    control.stop();
    await stopped;
    expect([control.signal.aborted, said]).toEqual([true, [true, false, true]]);
  });

  it('ends the wait for the pace when it is stopped', async () => {
    const control = makeRunControl(60_000);
    await control.beforeStep(true, ignore);
    const waiting = control.beforeStep(true, ignore);
    control.stop();
    await waiting;
    expect(control.signal.aborted).toBe(true);
  });
});
