import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, test } from './workbench.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('a requirement set goes out as CSV, is changed, looked at and laid over the campaign', async ({
  page,
  served,
}) => {
  await page.goto(served.url);
  await expect(page.getByText('runs against emulator count')).toBeVisible();
  await page.getByRole('button', { name: 'Refusals' }).and(page.locator('[aria-expanded]')).click();
  await expect(page.getByRole('list', { name: 'Refusals' }).getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Requirement set' }).click();
  const saved = await served.save(page, () => page.getByRole('menuitem', { name: 'Export as CSV' }).click());
  expect(saved.name).toBe('mdr-uept-requirements.csv');
  const csv = await readFile(saved.file, 'utf8');
  const [head = '', ...rows] = csv.split('\r\n').filter((line) => line !== '');

  const choose = async (text: string): Promise<void> => {
    await page.getByRole('button', { name: 'Requirement set' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: /^Import from CSV/ }).click();
    await (await chooser).setFiles({ name: 'ctsd.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  };
  await choose('name\r\nnothing');
  const dialog = page.getByRole('dialog', { name: 'Import ctsd.csv' });
  await expect(dialog.getByRole('alert')).toContainText('has no column "id"');
  await expect(dialog.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  const many = Array.from(
    { length: 120 },
    (_, at) => `CTSD-${at + 1},Scenario ${at + 1},Group ${Math.floor(at / 12) + 1},,,DCC`,
  );
  await choose([head, ...rows.slice(1), ...many].join('\r\n'));
  await expect(dialog.getByRole('list', { name: 'Removed' }).getByRole('listitem')).toHaveCount(1);
  await expect(dialog.getByText('Added 120')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: `0 of ${rows.length + 119} proven` })).toBeVisible();
  await expect(page.getByRole('button', { name: /^CTSD-120: / })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: /^Campaign:/ }).click();
  await expect(page.getByRole('menuitem', { name: /bundled$/ })).toHaveCount(8);
});
