import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzip } from './unzip.ts';
import { expect, expectAccessible, test } from './workbench.ts';

// What a reviewer does with a pack, in a browser of their own and without the workbench.
test('the pack opens from disk, and its page finds a changed byte', async ({ page, served }) => {
  await page.goto(served.url);
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByText('31 of 31 steps')).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole('link', { name: 'Pack' }).click();
  await page.getByRole('button', { name: 'Make the pack' }).click();
  await expect(page.getByRole('heading', { name: 'The pack is written' })).toBeVisible();

  const pack = join(served.folder, 'packs/mdr-uept-pack.zip');
  const opened = join(served.folder, 'opened');
  await unzip(pack, opened);
  const problems: string[] = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on(
    'request',
    (request) =>
      !request.url().startsWith('file:') && !request.url().startsWith('data:') && problems.push(request.url()),
  );
  await page.goto(pathToFileURL(join(opened, 'index.html')).href);
  await expect(page.getByRole('heading', { name: 'Coverage' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(pathToFileURL(join(opened, 'verify.html')).href);
  await expectAccessible(page);
  await page.getByLabel('Pack to verify').setInputFiles(pack);
  await expect(page.getByRole('heading', { name: /The pack is whole/ })).toBeVisible();

  const bytes = await readFile(pack);
  const at = bytes.indexOf('UEPT-MDR-8.2-1');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await page.getByLabel('Pack to verify').setInputFiles({
    name: 'changed.zip',
    mimeType: 'application/zip',
    buffer: bytes,
  });
  await expect(page.getByRole('heading', { name: /does not verify/ })).toBeVisible();
  await expect(page.getByText('index.html')).toBeVisible();
  expect(problems).toEqual([]);
});
