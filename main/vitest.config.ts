import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    include: ['main/**/*.test.ts', 'shared/**/*.test.ts', 'preload/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}'],
    pool: 'threads',
    // A core is left free otherwise, half of a machine that has two.
    maxWorkers: '100%',
    // No test puts anything in a module's place, so that a worker loads each module once for all of its files.
    isolate: false,
    testTimeout: 20_000,
  },
});
