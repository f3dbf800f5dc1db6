import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Benchmark, BenchmarkOptions } from './bench/benchmark.ts';
import { capacity } from './bench/capacity.ts';
import { capacityTruth } from './bench/capacityTruth.ts';
import { crash } from './bench/crash.ts';
import { emulator } from './bench/emulator.ts';
import { evidence } from './bench/evidence.ts';
import { fuzz } from './bench/fuzz.ts';
import { gbcsMessages, gbcsProfile } from './bench/gbcs.ts';
import { largeResponse } from './bench/largeResponse.ts';
import { signing } from './bench/signing.ts';
import { tamper } from './bench/tamper.ts';
import { validation } from './bench/validation.ts';
import { printLine, remark, table } from './cli/output.ts';

/** By the name that `npm run bench -- NAME` takes; all the short ones without a name. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  signing,
  validation,
  'large-response': largeResponse,
  gbcs: gbcsMessages,
  'gbcs-profile': gbcsProfile,
  evidence,
  fuzz,
  crash,
  tamper,
  emulator,
  capacity,
  'capacity-truth': capacityTruth,
};

const usage = `npm run bench -- [NAME …] [--count N] [--seed N]; the names are ${Object.keys(benchmarks).join(', ')}`;

function refuse(message: string): never {
  remark(`bench: ${message}: ${usage}`);
  process.exit(2);
}

function readArguments() {
  try {
    const options = { count: { type: 'string' }, seed: { type: 'string' } } as const;
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string | undefined): BenchmarkOptions {
  if (text === undefined) return {};
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0
    ? { [name]: value }
    : refuse(`--${name} takes a whole number above zero, not "${text}"`);
}

const { positionals: asked, values } = readArguments();
const unknown = asked.filter((name) => !Object.hasOwn(benchmarks, name));
if (unknown.length > 0) refuse(`there is no benchmark "${unknown.join('", "')}"`);
const options = { ...wholeNumber('count', values.count), ...wholeNumber('seed', values.seed) };

printLine(`Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}`);
for (const [name, benchmark] of Object.entries(benchmarks)) {
  if (asked.length > 0 ? !asked.includes(name) : benchmark.onlyByName) continue;
  const result = await benchmark.run(options);
  const { rows, failures } =
    typeof result === 'string' || Array.isArray(result) ? { rows: result, failures: [] } : result;
  printLine(`\n${name}: ${benchmark.title}\n${typeof rows === 'string' ? `skipped: ${rows}` : table(rows)}`);
  for (const failure of failures) remark(`${name} failed: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
}
