/** What a benchmark may be told: how much to do, and from which seed. */
export interface BenchmarkOptions {
  count?: number | undefined;
  seed?: number | undefined;
}

/** One benchmark: measures, and answers with the rows of its table, the first being the headings. */
export interface Benchmark {
  title: string;
  /** Too long for a round of all of them: it runs where it is named. */
  onlyByName?: boolean;
  /** @returns the rows, or a sentence that says why it was skipped */
  run(options: BenchmarkOptions): Promise<string[][] | string>;
}
