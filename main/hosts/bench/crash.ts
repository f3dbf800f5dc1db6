import type { ChildProcess } from 'node:child_process';
import { openCrashGround, runCrashTrial } from '../crashTrial.ts';
import type { Benchmark } from './benchmark.ts';

const usualCount = 200;
/** Longer than a whole run takes: some processes are over before their time, and are counted apart. */
const longestMs = 1600;

const after = (milliseconds: number) => (_child: ChildProcess) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** `npm run bench -- crash [--count N]`: a run is killed at random moments and resumed; what must hold afterwards. */
export const crash: Benchmark = {
  title: 'a run of the MDR campaign, killed with SIGKILL at a random moment and resumed',
  onlyByName: true,
  async run({ count = usualCount }) {
    const ground = await openCrashGround();
    const faults: string[] = [];
    let killed = 0;
    let passed = 0;
    /** A service was asked for twice, as its first answer was lost, and had its effect the first time. */
    let reviewed = 0;
    let requests = 0;
    try {
      for (let trial = 0; trial < count; trial += 1) {
        const result = await runCrashTrial(ground, after(Math.random() * longestMs));
        if (result.killed) killed += 1;
        if (result.outcome === 'pass') passed += 1;
        else if (result.outcome === 'review') reviewed += 1;
        else faults.push(`trial ${trial}: the run is ${result.status}, ${result.outcome ?? 'without outcome'}`);
        requests += result.requests;
        faults.push(...result.faults.map((fault) => `trial ${trial}: ${fault}`));
      }
    } finally {
      await ground.close();
    }
    const rows = [
      ['Trials', 'Killed at work', 'Ended with pass', 'For review', 'Requests', 'Faults'],
      [count, killed, passed, reviewed, requests, faults.length].map(String),
    ];
    return { rows, failures: faults };
  },
};
