import { expect, test } from './workbench.ts';

// What only the desktop program can show. Everything else is walked in its window by the other journeys.
test('the page of the desktop window reaches the workbench and nothing of Node or Electron', async ({ page }) => {
  await expect(page.getByRole('heading', { name: /^0 of \d+ proven/ })).toBeVisible();
  const reached = await page.evaluate(() => {
    const { workbench, ...others } = globalThis as unknown as Record<string, object>;
    return {
      bridge: Object.keys(workbench ?? {}),
      others: ['require', 'process', 'module'].filter((name) => name in others),
    };
  });
  expect(reached).toEqual({ bridge: ['call', 'on'], others: [] });
  expect(await page.evaluate(() => window.open('https://example.org/') === null)).toBe(true);
});

test('the desktop window copies text', async ({ page }) => {
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByRole('option', { name: '4.8.1 response I0' }).first().click();
  await page.getByRole('tab', { name: 'Timing' }).click();
  await page.getByRole('button', { name: 'Copy SHA-256' }).click();
  await expect(page.getByRole('button', { name: 'Copy SHA-256' }).locator('.tabler-icon-check')).toBeVisible();
});
