/** What the command line says of how much a benchmark does. */
export interface BenchmarkOptions {
  readonly count?: number;
  readonly seed?: number;
}

/** The rows of a table, the first being the headings; or a sentence that says why the benchmark was skipped. */
export type BenchmarkResult = string[][] | string | FailedResult;

/** Rows, with what went wrong where something must not: any makes the command exit with 1. */
export interface FailedResult {
  readonly rows: string[][];
  readonly failures: readonly string[];
}

/** One benchmark: measures, and answers with its table. */
export interface Benchmark {
  title: string;
  /** Too long for a round of all of them: it runs where it is named. */
  onlyByName?: boolean;
  run(options: BenchmarkOptions): Promise<BenchmarkResult>;
}
