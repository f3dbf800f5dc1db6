import { availableParallelism, cpus } from 'node:os';
import type { Benchmark } from './bench/benchmark.ts';
import { capacity } from './bench/capacity.ts';
import { capacityTruth } from './bench/capacityTruth.ts';
import { gbcsMessages, gbcsProfile } from './bench/gbcs.ts';
import { largeResponse } from './bench/largeResponse.ts';
import { signing } from './bench/signing.ts';
import { validation } from './bench/validation.ts';
import { printLine, remark, table } from './cli/output.ts';

/** By the name that `npm run bench -- NAME` takes; all of them without a name. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  signing,
  validation,
  'large-response': largeResponse,
  gbcs: gbcsMessages,
  'gbcs-profile': gbcsProfile,
  capacity,
  'capacity-truth': capacityTruth,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) {
  remark(`bench: there is no benchmark "${unknown.join('", "')}"; there are ${Object.keys(benchmarks).join(', ')}`);
  process.exit(2);
}

printLine(`Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const rows = await benchmark.run();
  printLine(`\n${name}: ${benchmark.title}\n${typeof rows === 'string' ? `skipped: ${rows}` : table(rows)}`);
}
