import type { ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CrashGround, openCrashGround, runCrashTrial } from './crashTrial.ts';

let ground: CrashGround;
beforeAll(async () => {
  ground = await openCrashGround();
});
afterAll(() => ground.close());

/** Progress is on stderr, a line a step. */
const afterSteps = (count: number) => (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    let lines = 0;
    child.stderr?.on('data', (data: Buffer) => {
      lines += data.toString().split('\n').length - 1;
      if (lines >= count) resolve();
    });
  });

describe('a process that is killed in the middle of a run', () => {
  it.each([3, 8])('after %i steps leaves a workspace in which the run goes on to the same outcome', async (count) => {
    const trial = await runCrashTrial(ground, afterSteps(count));
    expect(trial).toMatchObject({ killed: true, status: 'finished', outcome: 'pass', faults: [] });
  });
});
