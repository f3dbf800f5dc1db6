import { defineConfig } from '@playwright/test';
import type { ShellOptions } from './workbench.ts';

const executablePath = process.env.UEPT_CHROMIUM;

export default defineConfig<ShellOptions>({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  // Each journey has a workbench, an emulator and a browser of its own: two fit on two cores.
  workers: 2,
  // Of a journey that hangs; on a busy machine the longest takes a minute.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  projects: [
    { name: 'browser', testIgnore: 'electron.spec.ts' },
    // The built desktop program in everything but Electron's own: a few journeys show that the page and it agree.
    {
      name: 'standIn',
      use: { shell: 'standIn' },
      testMatch: ['campaign.spec.ts', 'runs.spec.ts', 'requirements.spec.ts', 'report.spec.ts'],
    },
    {
      name: 'electron',
      use: { shell: 'electron' },
      // These look at bundles and packs, or at figures of which a browser's network is a part.
      testIgnore: ['bundle.spec.ts', 'desktop.spec.ts', 'openedPack.spec.ts', 'tamper.spec.ts', 'performance.spec.ts'],
    },
  ],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // As root, Chromium runs only without its own sandbox; what it shows here is ours alone.
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
});
