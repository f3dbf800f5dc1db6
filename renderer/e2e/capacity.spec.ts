import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './workbench.ts';

/** A day of five seconds, so that the journey is short. */
const profile = `
id: short
title: A short day
objective: to see a load run from its plan to its report
volumes: { homes: { value: 100, unit: homes, provenance: test } }
phases: { IOC: { title: only } }
day: { seconds: 5 }
population: { homes: 100, models: [{ deviceModelCombination: one, generation: SMETS2+, share: 1 }] }
streams:
  - { id: reads, title: Reads on demand, kind: request, traffic: daily, as: IS, perDay: [homes], curve: wholeDay, mix: [{ send: 4.1.1, weight: 1 }] }
`;

test('a load run goes from its plan to its report', async ({ page, served }) => {
  mkdirSync(join(served.folder, 'capacity'));
  writeFileSync(join(served.folder, 'capacity', 'short.yaml'), profile);
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
