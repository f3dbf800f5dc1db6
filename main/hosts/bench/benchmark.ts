/** One benchmark: measures, and answers with the rows of its table, the first being the headings. */
export interface Benchmark {
  title: string;
  /** @returns the rows, or a sentence that says why it was skipped */
  run(): Promise<string[][] | string>;
}
