// npm test: the unit suite, then the interface built and its journeys walked in a real browser. What the machine lacks
// is looked for, then installed where that is possible; what still lacks is reported as skipped, with the reason.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'uept-test-'));

function run(title: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  process.stdout.write(`\n== ${title}\n`);
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  return result.status === 0;
}

const find = (names: readonly string[]): string | undefined => {
  for (const name of names) {
    if (name.startsWith('/')) {
      if (existsSync(name)) return name;
      continue;
    }
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return undefined;
};

/** Debian's packages, where we may install them. */
function installFromDebian(packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || find(['apt-get']) === undefined) return;
  process.stdout.write(`Installing ${packages.join(' and ')} from Debian's packages\n`);
  spawnSync(
    'sh',
    [
      '-c',
      `apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 900_000,
    },
  );
}

function findChromium(): string | undefined {
  const own = chromium.executablePath();
  return existsSync(own)
    ? own
    : find([
        'chromium',
        'chromium-browser',
        'google-chrome',
        'google-chrome-stable',
        'microsoft-edge',
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      ]);
}

/** Playwright's own Chromium, where it can be downloaded. */
function downloadChromium(): void {
  spawnSync(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'ignore'],
    timeout: 300_000,
  });
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

function unitCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numFailedTestSuites: number;
    success: boolean;
  };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + (report.success || report.numFailedTests > 0 ? 0 : 1),
    skipped: report.numPendingTests,
  };
}

interface Suite {
  suites?: Suite[];
  specs?: { title: string; tests: { status: string; annotations: { type: string; description?: string }[] }[] }[];
}

/** The titles of the journeys that were skipped, by the reason. */
function skippedByReason(suite: Suite, found = new Map<string, string[]>()): Map<string, string[]> {
  for (const spec of suite.specs ?? []) {
    for (const { status, annotations } of spec.tests) {
      if (status !== 'skipped') continue;
      const reason = annotations.find((one) => one.type === 'skip')?.description ?? 'no reason given';
      found.set(reason, [...(found.get(reason) ?? []), spec.title]);
    }
  }
  for (const inner of suite.suites ?? []) skippedByReason(inner, found);
  return found;
}

/** Says why journeys were skipped: those of one reason in one line. */
function tellSkipped(suite: Suite): void {
  for (const [reason, titles] of skippedByReason(suite)) {
    const what = titles.length > 1 ? `${titles.length} journeys` : titles[0];
    process.stdout.write(`skipped: ${what}: ${reason}\n`);
  }
}

function journeyCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as Suite & {
    stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  };
  tellSkipped(report);
  const { stats } = report;
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

const wanted = [
  ...(findChromium() === undefined ? ['chromium'] : []),
  ...(find(['xmlsec1']) === undefined ? ['xmlsec1'] : []),
];
if (wanted.length > 0) installFromDebian(wanted);
if (findChromium() === undefined) downloadChromium();
const browser = findChromium();

const unitReport = join(reports, 'unit.json');
const unitGood = run('Unit suite', [
  'node_modules/vitest/vitest.mjs',
  'run',
  '-c',
  'main/vitest.config.ts',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitReport}`,
]);
const counts = [unitCounts(unitReport)];

const built = run('Build', [
  'node_modules/electron-vite/bin/electron-vite.js',
  'build',
  '--config',
  'renderer/electron.vite.config.ts',
  '--logLevel',
  'error',
]);
let journeysGood = built;
if (built && browser !== undefined) {
  const journeyReport = join(reports, 'journeys.json');
  journeysGood = run(
    'Journeys',
    ['node_modules/@playwright/test/cli.js', 'test', '-c', 'renderer/e2e/playwright.config.ts'],
    { UEPT_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: journeyReport },
  );
  counts.push(journeyCounts(journeyReport));
} else if (built) {
  process.stdout.write(
    '\nThe journeys were skipped: no Chromium was found, and none could be installed. Install Chromium or Chrome and run npm test again.\n',
  );
  counts.push({ passed: 0, failed: 0, skipped: 1 });
}

const sum = (of: keyof Counts): number => counts.reduce((total, one) => total + one[of], 0);
const good = unitGood && built && journeysGood;
process.stdout.write(
  `\n${sum('passed')} passed, ${sum('failed') + (good || sum('failed') > 0 ? 0 : 1)} failed, ${sum('skipped')} skipped\n`,
);
process.exitCode = good ? 0 : 1;
