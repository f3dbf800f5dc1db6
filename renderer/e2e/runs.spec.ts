import { expect, expectAccessible, test } from './workbench.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('a failure is traced from its red square to the byte, and back', async ({ page, served }) => {
      await page.goto(served.url);
      await expect(page.getByRole('heading', { name: /^0 of \d+ proven/ })).toBeVisible();
      const fault = { kind: 'badSignature' };
      await served.call('emulator.addFault', {
        rule: { when: { serviceReferenceVariant: '4.8.1' }, fault, times: 1 },
      });
      await page.getByRole('button', { name: 'Run Half-hourly data' }).click();
      await expect(page.getByText('3 of 3 steps')).toBeVisible({ timeout: 20_000 });
      await page.getByRole('link', { name: 'Campaign' }).click();
      const square = page.getByRole('button', { name: /^UEPT-MDR-4.8.1-1: .*, failed$/ });
      await square.click();
      const finding = page.getByRole('list', { name: 'Findings' }).getByRole('link').first();
      await finding.click();
      await expect(page.getByRole('heading', { name: '4.8.1 response I0' })).toBeVisible();
      await expect(page.getByRole('link', { name: 'Raise an issue' }).first()).toBeVisible();

      await page.keyboard.press('d');
      const fields = page.getByRole('tree', { name: 'Decoded fields' });
      await fields.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      const lit = page.locator('.hex [data-lit="true"]');
      await expect(fields.locator('[aria-selected="true"]')).toHaveCount(1);
      await expect(lit.first()).toBeVisible();
      await page.keyboard.press('Home');
      const first = fields.getByRole('treeitem').first();
      await expect(first).toHaveAttribute('aria-selected', 'true');
      await page.keyboard.press('ArrowLeft');
      await expect(first).toHaveAttribute('aria-expanded', 'false');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      await expect(fields.locator('[aria-selected="true"]')).toHaveAttribute('aria-level', '2');
      await page.locator('.hex [data-octet="9"]').hover();
      await expect(fields.locator('[data-pointed="true"]')).toHaveCount(1);
      await expectAccessible(page);
      await page.locator('.hex [data-octet="0"]').click();
      await expect(page.getByText(/octets? from 0$/)).toBeVisible();
      await page.keyboard.press('x');
      await expect(page.getByRole('textbox', { name: 'XML of the message' })).toBeAttached();
      await page.keyboard.press('s');
      await expect(page.getByRole('definition').filter({ hasText: 'invalid' }).first()).toBeVisible();

      await page.getByText('What was signed, step by step').click();
      await expect(page.getByRole('textbox', { name: 'Canonical document' })).toHaveValue(/<sr:Response /);
      await expectAccessible(page);

      await page.getByRole('button', { name: 'Show more messages at once' }).click();
      await page.getByRole('button', { name: 'Show more messages at once' }).click();
      await expectAccessible(page);
      // A step further in the history is the step that led here.
      await page.goBack();
      await expect(square).toBeVisible();
      await page.goForward();
      await expect(page.getByRole('heading', { name: '4.8.1 response I0' })).toBeVisible();
      await page.keyboard.press('k');
      await page.keyboard.press('f');
      await expect(page.getByRole('heading', { name: '4.8.1 response I0' })).toBeVisible();
    });
  });
}
