/** Milliseconds that one call takes. */
export function timeOnce(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

/** The value below which a part of the sorted values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The median of several calls in milliseconds, after as many to warm up as a just-in-time compiler needs. */
export function timeMedian(work: () => unknown, rounds: number, warmUp = Math.ceil(rounds / 5)): number {
  for (let round = 0; round < warmUp; round += 1) work();
  return median(Array.from({ length: rounds }, () => timeOnce(work)));
}

/** Milliseconds with as many decimals as they deserve. */
export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 3 : 1)} ms`;

export const ratio = (value: number, to: number): string => `${(value / to).toFixed(2)} times`;
