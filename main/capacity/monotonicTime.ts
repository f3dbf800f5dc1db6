/** Milliseconds of a clock that all threads of the process share and nobody sets; only differences mean anything. */
export const monotonicMs = (): number => Number(process.hrtime.bigint() / 1000n) / 1000;
