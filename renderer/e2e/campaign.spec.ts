import { expect, expectAccessible, test } from './workbench.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('a first run ends in a verified pack', async ({ page, served }) => {
      const problems: string[] = [];
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(error.message));

      await page.goto(served.url);
      await expect(page.getByRole('heading', { name: /^0 of 24 proven/ })).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('button', { name: 'Run all' }).click();
      await expect(page.getByText('31 of 31 steps')).toBeVisible({
        timeout: 30_000,
      });
      await expectAccessible(page);

      await page.getByRole('option', { name: '4.8.1 response I0' }).first().click();
      await expect(page.getByRole('heading', { name: '4.8.1 response I0' })).toBeVisible();
      await page.getByRole('tab', { name: 'Decoded' }).click();
      await expect(page.getByText('ECS22b', { exact: false }).first()).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('tab', { name: 'Data' }).click();
      await expect(page.getByRole('img', { name: /activeImport: 49 values/ })).toBeVisible();
      await page.getByRole('tab', { name: 'MMC' }).click();
      await expect(page.getByRole('textbox', { name: 'MMC XML of the message' })).toBeAttached();
      await expectAccessible(page);
      await page.getByRole('tab', { name: 'Signature' }).click();
      await expect(page.getByText('90-B3-D5-1F-30-00-00-02')).toBeVisible();
      await page.getByRole('tab', { name: 'XML' }).click();
      await expect(page.getByRole('textbox', { name: 'XML of the message' })).toBeAttached();

      await page.getByRole('option', { name: '4.1.1 SMETS1 response I0' }).first().click();
      await page.getByRole('tab', { name: 'Signature' }).click();
      await expect(page.getByText('signed by 90-B3-D5-1F-30-00-00-10')).toBeVisible();
      await page.getByRole('tab', { name: 'Data' }).click();
      await expect(page.getByText('"activeImport"')).toBeVisible();
      await expect(page.getByRole('tab', { name: 'Decoded' })).toBeDisabled();
      await expectAccessible(page);

      await page.getByRole('link', { name: 'Campaign' }).click();
      await expect(page.getByRole('heading', { name: /^24 of 24 proven/ })).toBeVisible();
      await page.getByRole('button', { name: /^UEPT-MDR-5.1-2/ }).click();
      await expect(
        page.getByRole('heading', {
          name: 'Receive the data that a schedule reads',
        }),
      ).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('link', { name: 'Pack' }).click();
      await page.getByRole('button', { name: 'Make the pack' }).click();
      await expect(page.getByRole('heading', { name: 'The pack is written' })).toBeVisible();
      await page.getByRole('button', { name: 'Verify' }).click();
      await expect(page.getByText(/The pack is whole/)).toBeVisible();
      await expectAccessible(page);
      expect(problems).toEqual([]);
    });
  });
}
