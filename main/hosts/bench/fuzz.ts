import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Benchmark, BenchmarkOptions, BenchmarkResult } from './benchmark.ts';
import { type FuzzReport, fuzzMessages } from './fuzzMessages.ts';
import { specimensOf } from './specimens.ts';
import { readTestDataSet } from './testDataSet.ts';

const defaultCount = 200_000;
const defaultSeed = 20_150_101;
const shownFaults = 12;

const grouped = (value: number): string => Math.round(value).toLocaleString('en');

/** Megabytes in use on the heap, after what is not has been collected. */
function heapInUse(): string {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return `${(process.memoryUsage().heapUsed / 1e6).toFixed(1)} MB`;
}

function rowsOf(report: FuzzReport, heap: { readonly before: string; readonly after: string }): string[][] {
  const mutations = [...report.mutations].map(([name, { made, decoded }]) => [
    name,
    grouped(made),
    `${grouped(decoded)} decoded all the same`,
  ]);
  const faults = [...report.faults].sort(([, one], [, other]) => other - one);
  const rest = faults.slice(shownFaults).reduce((sum, [, count]) => sum + count, 0);
  return [
    ['What', 'Messages', ''],
    ...mutations,
    ...faults.slice(0, shownFaults).map(([expected, count]) => ['fault', grouped(count), `expected ${expected}`]),
    ['fault', grouped(rest), `of ${Math.max(0, faults.length - shownFaults)} other kinds`],
    ['written again', grouped(report.writtenOtherwise), 'decoded, but with lengths that writing makes shorter'],
    ['decoded', grouped(report.messages), `${grouped(report.messages / (report.decoding / 1000))} a second`],
    ['heap', heap.after, `${heap.before} before`],
    ['failures', grouped(report.failures.length), 'a throw, or the loss of what was read'],
  ];
}

/** Messages of the Reference Test Data Set, spoiled in many ways: `--count` of them, by `--seed`. */
export const fuzz: Benchmark = {
  title: 'GBCS: spoiled messages decoded without a throw, and without losing what was read',
  async run({ count = defaultCount, seed = defaultSeed }: BenchmarkOptions): Promise<BenchmarkResult> {
    const set = readTestDataSet();
    if (typeof set === 'string') return set;
    const specimens = set.messages.flatMap((message) => specimensOf(message, set.keys));
    const before = heapInUse();
    const report = fuzzMessages(specimens, set.keys, { count, seed });
    return { rows: rowsOf(report, { before, after: heapInUse() }), failures: report.failures };
  },
};
