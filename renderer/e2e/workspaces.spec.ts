import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './workbench.ts';

/** Where an SQLite file keeps `user_version`, big-endian (SQLite file format 1.3.13). */
const userVersionAt = 60;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('another workspace is made, left and forgotten; one from a newer version is told of', async ({
      page,
      served,
    }) => {
      const second = join(served.folder, 'second.uept');
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Settings' }).click();
      const workspace = page.getByRole('region', { name: 'Workspace' });
      await expect(workspace.getByRole('button', { name: 'Open journey' })).toBeDisabled();
      await workspace.getByLabel('Another workspace').fill(second);
      await workspace.getByRole('button', { name: 'Open it' }).click();
      await expect(workspace.getByRole('alert')).toContainText('There is no workspace at');
      await expectAccessible(page);
      await workspace.getByRole('button', { name: 'Make it' }).click();
      await expect(page.getByRole('heading', { name: /^0 of \d+ proven/ })).toBeVisible();
      await expect(page.getByRole('contentinfo')).toContainText('second.uept');

      await page.getByRole('link', { name: 'Settings' }).click();
      await workspace.getByRole('button', { name: 'Open journey' }).click();
      await expect(page.getByRole('contentinfo')).toContainText('journey.uept');

      await page.goto(
        await served.restart(async () => {
          const bytes = await readFile(second);
          bytes.writeUInt32BE(9999, userVersionAt);
          const file = join(served.folder, 'journey.uept');
          for (const ending of ['-wal', '-shm']) await rm(file + ending, { force: true });
          await writeFile(file, bytes);
        }),
      );
      await expect(page.getByRole('heading', { name: 'This workspace is from a newer version' })).toBeVisible();
      await expect(page.getByRole('alert')).toContainText('journey.uept');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { name: 'This workspace is from a newer version' })).toBeVisible();
      await page.getByRole('button', { name: 'Open second' }).click();
      await expect(page.getByRole('heading', { name: /^0 of \d+ proven/ })).toBeVisible();
      await page.getByRole('link', { name: 'Settings' }).click();
      await workspace.getByRole('button', { name: 'Take journey off the list' }).click();
      await expect(workspace.getByRole('list', { name: 'Recent workspaces' }).getByRole('listitem')).toHaveCount(1);
    });
  });
}

test('a pack is verified wherever on the window it is dropped, and where it was double-clicked', async ({
  page,
  served,
}) => {
  await page.goto(served.url);
  await page.getByRole('button', { name: 'Run Read inventory' }).click();
  await expect(page.getByText(/^(\d+) of \1 steps/)).toBeVisible();
  const { file } = await served.call<{ file: string }>('pack.make', { draft: true });
  const drop = async (name: string, bytes: Buffer): Promise<void> => {
    const dropped = await page.evaluateHandle(
      ({ text, label }) => {
        const transfer = new DataTransfer();
        const octets = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([octets], label));
        return transfer;
      },
      { text: bytes.toString('base64'), label: name },
    );
    await page.dispatchEvent('main', 'drop', { dataTransfer: dropped });
  };
  await drop('letter.txt', Buffer.from('Dear reviewer'));
  await expect(page.getByText('letter.txt was not opened')).toBeVisible();
  const bytes = await readFile(file);
  await drop('draft.zip', bytes);
  const section = page.getByRole('region', { name: 'Verify a pack' });
  await expect(section.getByText(/The pack is whole \(a draft\)/)).toBeVisible();

  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  const changed = join(served.folder, 'changed.zip');
  await writeFile(changed, bytes);
  await page.evaluate(
    (address) => {
      location.hash = address;
    },
    `#/pack?${new URLSearchParams({ verify: changed })}`,
  );
  await expect(section.getByText('invalid')).toBeVisible();
  await expect(page).toHaveURL(/#\/pack$/);
});
