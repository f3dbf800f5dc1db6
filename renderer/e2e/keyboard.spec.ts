import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './workbench.ts';

/** What the keyboard is on, by its name as a screen reader says it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    const label = element?.getAttribute('aria-label') ?? (element instanceof HTMLElement ? element.innerText : '');
    return label.replaceAll(/\s+/g, ' ').trim();
  });

/** Presses Tab until something is reached. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const isReached = (found: string): boolean => (typeof name === 'string' ? found === name : name.test(found));
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (isReached(now)) return;
    passed.push(now);
  }
  throw new Error(`Tab does not reach ${name}; it passes ${passed.join(' | ')}`);
}

/** Goes to a screen, or does something, by the command palette. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('the keyboard alone goes from the first run to a verified pack', async ({ page, served }) => {
      await page.goto(served.url);
      await expect(page.getByRole('heading', { name: /^0 of 24 proven/ })).toBeVisible();
      await command(page, 'run all');
      await expect(page.getByText('31 of 31 steps')).toBeVisible({ timeout: 30_000 });
      await page.keyboard.press('j');
      await expect(page.getByRole('heading', { name: '8.2 request' })).toBeVisible();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toContainText('Next failure');
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeHidden();
      // The edge of a panel is moved by keyboard, and stays where it was left.
      const edge = page.getByRole('separator', { name: 'Width of the steps' });
      const before = await edge.getAttribute('aria-valuenow');
      await edge.focus();
      await page.keyboard.press('ArrowRight');
      await expect(edge).not.toHaveAttribute('aria-valuenow', before ?? '');
      const moved = await edge.getAttribute('aria-valuenow');
      await page.reload();
      await expect(edge).toHaveAttribute('aria-valuenow', moved ?? '');

      await command(page, 'pack');
      await expect(page.getByRole('heading', { name: 'Ready to be submitted' })).toBeVisible();
      await tabTo(page, 'Make the pack');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: 'The pack is written' })).toBeVisible();
      await tabTo(page, 'Verify');
      await page.keyboard.press('Enter');
      await expect(page.getByText(/The pack is whole/)).toBeVisible();
    });

    test('the keyboard alone composes and sends a request, and breaks and repairs a device', async ({
      page,
      served,
    }) => {
      await page.goto(served.url);
      await expect(page.getByRole('heading', { name: /^0 of 24 proven/ })).toBeVisible();
      await command(page, 'compose');
      await expect(page.getByRole('heading', { name: 'No Service Request yet' })).toBeVisible();
      await page.getByRole('textbox', { name: 'Find a service' }).focus();
      await page.keyboard.type('4.8.1');
      await tabTo(page, /^4\.8\.1 /);
      await page.keyboard.press('Enter');
      await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
      await tabTo(page, 'Sign and send');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('button', { name: '4.8.1 response I0' })).toBeVisible();

      await command(page, 'emulator');
      await expect(page.getByRole('button', { name: 'Build a home' })).toBeVisible();
      await tabTo(page, /^ESME 00-DB-12-34-56-78-90-A0/);
      await page.keyboard.press('Enter');
      await tabTo(page, 'Break');
      await page.keyboard.press('Enter');
      await expect(page.getByText('Broken: it does not answer')).toBeVisible();
      await expect.poll(() => focused(page)).toBe('Repair');
      await page.keyboard.press('Enter');
      await expect(page.getByText('Broken: it does not answer')).toBeHidden();
    });
  });
}

test('Tab goes from the top bar to the rail to the work, and each stop has a name', async ({ page, served }) => {
  await page.goto(served.url);
  await expect(page.getByRole('heading', { name: /^0 of 24 proven/ })).toBeVisible();
  const stops: string[] = [];
  for (let presses = 0; presses < 23; presses += 1) {
    await page.keyboard.press('Tab');
    stops.push(await focused(page));
  }
  expect(stops).toEqual([
    'Campaign: Meter Data Retriever User Entry Process Testing',
    'Target: Emulator — one home',
    'Search or run… Ctrl K',
    'Use the dark theme',
    'Shortcuts',
    'Campaign',
    'Sequences',
    'Runs',
    'Compose',
    'Profile',
    'Emulator',
    'Issues',
    'Evidence',
    'Pack',
    'Capacity',
    'Keys',
    'Settings',
    'Requirement set',
    'Run all',
    'Read inventory',
    'UEPT-MDR-8.2-1: Find the devices of an MPxN, not run',
    'UEPT-MDR-8.2-2: Read one device of the inventory, not run',
    'Run Read inventory',
  ]);
});
