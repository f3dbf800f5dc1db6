import { writeShortLoad } from './shortLoad.ts';
import { expect, expectAccessible, test } from './workbench.ts';

test('a load run goes from its plan to its report', async ({ page, served }) => {
  writeShortLoad(served.folder, 100);
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Capacity' }).click();
  await expect(page.getByText('migrationsPerDay 2,000 × messagesPerMigration 6')).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('Profile').selectOption({ label: 'A short day (own)' });
  await expect(page.getByText('homes 100', { exact: true })).toBeVisible();
  await page.getByLabel('Scale').fill('-1');
  await expect(page.getByText('a number above 0, such as 0.01')).toBeVisible();
  await page.getByLabel('Scale').fill('');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText(/of 5 s of the compressed day/)).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);

  await expect(page.getByText(/Every exit criterion of IOC that is measured is met/)).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText('100 of 100', { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('a load run is stopped', async ({ page, served }) => {
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Capacity' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('button', { name: 'Stop' }).click({ timeout: 20_000 });
  await expect(page.getByText(/The run was stopped before its end/)).toBeVisible({ timeout: 30_000 });
});
