// npm run screenshots: a picture of every screen, light and dark, from a small window to 4K and at 200 %, into
// screenshots/, to be looked at. `-- dark small` takes those alone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'screenshots');
const sizes = {
  small: { width: 1280, height: 720 },
  large: { width: 1920, height: 1080 },
  huge: { width: 3840, height: 2160 },
  /** 1920 by 1080 at a zoom of 200 %. */
  zoomed: { width: 960, height: 540 },
};
const scales: Readonly<Record<keyof typeof sizes, number>> = { small: 1, large: 1, huge: 1, zoomed: 2 };

/** The screens, and what to do to have something on them. */
const views: readonly (readonly [name: string, show: (page: Page) => Promise<void>])[] = [
  ['campaign-empty', async (page) => page.getByRole('heading', { name: /0 of 24/ }).waitFor()],
  [
    'runs-data',
    async (page) => {
      await page.getByRole('button', { name: 'Run all' }).click();
      await page.getByText('31 of 31 steps').waitFor();
      await page.getByRole('option', { name: '4.8.1 response I0' }).first().click();
      await page.getByRole('tab', { name: 'Data' }).click();
    },
  ],
  ['runs-decoded', async (page) => page.getByRole('tab', { name: 'Decoded' }).click()],
  [
    'runs-octets',
    async (page) => {
      await page.getByRole('tree', { name: 'Decoded fields' }).focus();
      for (let presses = 0; presses < 6; presses += 1) await page.keyboard.press('ArrowDown');
    },
  ],
  ['runs-xml', async (page) => page.getByRole('tab', { name: 'XML' }).click()],
  ['runs-signature', async (page) => page.getByRole('tab', { name: 'Signature' }).click()],
  [
    'campaign-proven',
    async (page) => {
      await page.getByRole('link', { name: 'Campaign' }).click();
      await page.getByRole('button', { name: /UEPT-MDR-4.8.1-1/ }).click();
    },
  ],
  [
    'sequences',
    async (page) => {
      await page.getByRole('link', { name: 'Sequences' }).click();
      await page.getByRole('link', { name: /Create, read, await and delete a schedule/ }).click();
      await page.getByRole('button', { name: 'Make it yours to change it' }).click();
      await page.getByRole('link', { name: /Create a daily schedule/ }).click();
      await page.getByRole('button', { name: 'Saved' }).waitFor();
    },
  ],
  [
    'sequences-yaml',
    async (page) => page.getByRole('radiogroup', { name: 'How the step is shown' }).getByText('YAML').click(),
  ],
  [
    'compose',
    async (page) => {
      await page.getByRole('link', { name: 'Compose' }).click();
      await page.getByRole('button', { name: /^4\.8\.1/ }).click();
      await page.getByText('Valid by the DUIS XSD').waitFor();
      await page.getByRole('button', { name: 'Sign and send' }).click();
      await page.getByRole('button', { name: '4.8.1 response I0' }).waitFor();
      await page.getByRole('tab', { name: 'Data' }).click();
    },
  ],
  [
    'pack-preview',
    async (page) => {
      await page.getByRole('link', { name: 'Pack' }).click();
      await page.getByRole('button', { name: 'Preview the report' }).click();
      await page.frameLocator('iframe[title="The report"]').getByRole('heading', { name: 'Coverage' }).waitFor();
    },
  ],
  [
    'pack',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: 'Make the pack' }).click();
      await page.getByRole('button', { name: 'Verify' }).click();
      await page.getByText(/The pack is whole/).waitFor();
    },
  ],
  [
    'profile',
    async (page) => {
      await page.getByRole('link', { name: 'Profile' }).click();
      await page.getByRole('heading', { name: /of 1441 half-hours|half-hours/ }).waitFor();
    },
  ],
  [
    'emulator',
    async (page) => {
      await page.getByRole('link', { name: 'Emulator' }).click();
      await page.getByLabel('Of service').fill('4.8.1');
      await page.getByRole('button', { name: 'Add the fault' }).click();
      await page.getByText('Respond with a code, code E20').waitFor();
      await page.getByRole('link', { name: /^ESME/ }).first().click();
      await page.getByText('Credentials that it holds').waitFor();
    },
  ],
  [
    'emulator-build',
    async (page) => {
      await page.getByRole('button', { name: 'Build a home' }).click();
      await page.getByLabel('House number or name').fill('16');
    },
  ],
  [
    'emulator-changed',
    async (page) => {
      await page.getByRole('button', { name: 'Build it' }).click();
      await page.getByRole('link', { name: /^GSME 00-DB-12-34-56-78-00-A1/ }).click();
      await page.getByRole('button', { name: 'Break' }).click();
      await page.getByText('Broken: it does not answer').waitFor();
      await page.getByRole('button', { name: /^Power and coverage of 16/ }).click();
      await page.getByRole('menuitem', { name: 'Cut the power' }).click();
      await page.getByText('No power').waitFor();
    },
  ],
  [
    'emulator-migration',
    async (page) => {
      await page.getByRole('button', { name: 'Add a threshold' }).click();
      const threshold = page.getByRole('dialog', { name: 'Add a threshold' });
      await threshold.getByRole('combobox', { name: 'Service' }).fill('4.1.1');
      await page.getByRole('option', { name: /^4\.1\.1 / }).click();
      await threshold.getByRole('button', { name: 'Add it' }).click();
      await threshold.waitFor({ state: 'hidden' });
      await page.getByRole('region', { name: 'Quarantine' }).scrollIntoViewIfNeeded();
    },
  ],
  [
    'issues',
    async (page) => {
      await page.getByRole('link', { name: 'Campaign' }).click();
      await page.getByRole('button', { name: 'Run Half-hourly data' }).click();
      await page.getByText('3 of 3 steps').waitFor();
      await page.getByRole('link', { name: 'Raise an issue' }).first().click();
      await page.getByRole('button', { name: 'Raise the issue' }).click();
      await page.getByRole('form', { name: 'TI-1' }).waitFor();
    },
  ],
  [
    'campaign-failed',
    async (page) => {
      await page.getByRole('link', { name: 'Campaign' }).click();
      await page
        .getByRole('button', { name: /, failed$/ })
        .first()
        .click();
    },
  ],
  [
    'evidence',
    async (page) => {
      await page.getByRole('link', { name: 'Evidence' }).click();
      await page.getByRole('textbox', { name: 'Search every message' }).fill('4.8.1 I0');
      await page
        .getByRole('button', { name: /4\.8\.1 response I0/ })
        .first()
        .click();
      await page.getByRole('heading', { name: '4.8.1 response I0' }).waitFor();
    },
  ],
  [
    'credentials',
    async (page) => {
      await page.getByRole('link', { name: 'Keys' }).click();
      await page.getByRole('switch', { name: /public test credentials/ }).check();
      await page.getByText('zaz1:90-B3-D5-1F-30-01-00-00').first().waitFor();
    },
  ],
  [
    'settings',
    async (page) => {
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('button', { name: 'Pre-flight' }).nth(1).click();
      await page.getByRole('heading', { name: 'dcc-boxed: not ready' }).waitFor();
    },
  ],
  [
    'settings-workspaces',
    async (page) => page.getByRole('heading', { name: 'Recent workspaces' }).scrollIntoViewIfNeeded(),
  ],
  [
    'capacity',
    async (page) => {
      await page.getByRole('link', { name: 'Capacity' }).click();
      await page.getByRole('heading').first().waitFor();
    },
  ],
  ['palette', async (page) => page.keyboard.press('ControlOrMeta+k')],
];

async function takeAll(browser: Browser, scheme: 'light' | 'dark', size: keyof typeof sizes): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'uept-screenshots-'));
  const workspace = join(home, 'demo.uept');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'main/hosts/cli.ts', 'serve', '--workspace', workspace],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, HOME: home, APPDATA: home, XDG_DATA_HOME: home },
    },
  );
  const url = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
  );
  const page = await browser.newPage({
    viewport: sizes[size],
    deviceScaleFactor: scales[size],
    colorScheme: scheme,
  });
  await page.goto(url);
  try {
    for (const [name, show] of views) {
      await show(page);
      await page.mouse.move(0, sizes[size].height - 1);
      await page.waitForTimeout(500);
      await page.screenshot({
        path: join(folder, `${name}-${scheme}-${size}.png`),
      });
    }
  } finally {
    await page.close();
    child.kill();
    await once(child, 'exit');
    rmSync(home, { recursive: true, force: true });
  }
}

mkdirSync(folder, { recursive: true });
const program = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const browser = await chromium.launch({
  ...(existsSync(chromium.executablePath()) || program === undefined ? {} : { executablePath: program }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const wanted = process.argv.slice(2);
  const isWanted = (one: string, all: readonly string[]): boolean =>
    wanted.includes(one) || !all.some((other) => wanted.includes(other));
  const schemes = ['light', 'dark'] as const;
  const names = Object.keys(sizes) as (keyof typeof sizes)[];
  for (const scheme of schemes.filter((one) => isWanted(one, schemes))) {
    for (const size of names.filter((one) => isWanted(one, names))) await takeAll(browser, scheme, size);
  }
} finally {
  await browser.close();
}
