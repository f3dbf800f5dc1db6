import { expect, expectAccessible, test } from './workbench.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('a run is paced, paused, stopped, taken up again, replayed and compared', async ({ page, served }) => {
      await page.goto(served.url);
      await served.call('emulator.addFault', {
        rule: { when: { serviceReferenceVariant: '4.8.1' }, fault: { kind: 'respond', code: 'E20' }, times: 1 },
      });
      await page.getByRole('button', { name: 'Run Half-hourly data' }).click();
      const progress = page
        .getByRole('main')
        .getByRole('status')
        .filter({ hasText: / messages · / });
      await expect(progress).toContainText('3 of 3 steps');

      // Five checks fail on an E20; the Response Code explains four of them.
      const steps = page.getByRole('region', { name: 'MDR-4.8.1-ON-DEMAND' });
      await expect(steps.getByText('The Service Response says E20, not I0')).toBeVisible();
      await expect(steps.getByText(/^The device\. Call the provider of the device/)).toBeVisible();
      await expect(steps.getByText('The message holds no GBCS message')).toHaveCount(0);
      await steps.getByRole('button', { name: '4 more follow from it' }).click();
      await expect(steps.getByText('The message holds no GBCS message').first()).toBeVisible();
      await page.keyboard.press('Shift+Tab');
      await expect(steps.getByRole('button', { name: 'response-code' })).toBeFocused();
      await expect(page.getByRole('tooltip')).toContainText('ResponseCode of the Header');
      await expectAccessible(page);

      const first = new URL(page.url()).hash;
      await page.getByRole('combobox', { name: 'Pace of requests' }).click();
      await page.getByRole('option', { name: '5 s apart' }).click();
      await page.getByRole('link', { name: 'Campaign' }).click();
      await page.getByRole('button', { name: 'Run Half-hourly data' }).click();
      await expect(page).toHaveURL((url) => url.hash.startsWith('#/runs/') && url.hash !== first);
      await page.getByRole('button', { name: 'Pause' }).click();
      await expect(page.getByText('Waiting for you to go on.')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByText('Waiting for you to go on.')).toBeHidden();
      await page.getByRole('button', { name: 'Stop' }).click();
      await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
      await expect(page.getByText(/Resume goes on with/)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('combobox', { name: 'Pace of requests' }).click();
      await page.getByRole('option', { name: 'No pause' }).click();
      await page.getByRole('button', { name: 'Resume' }).click();
      await expect(progress).toContainText('3 of 3 steps');

      await page.getByRole('button', { name: 'Compare' }).click();
      await expect(page.getByRole('heading', { name: 'The runs did not end alike' })).toBeVisible();
      const step = page.getByRole('region', { name: 'MDR-4.8.1-ON-DEMAND read' });
      await expect(step.getByRole('row', { name: /^ResponseCode/ })).toContainText('E20');
      await expectAccessible(page);
      await step
        .getByRole('link', { name: /^Message/ })
        .first()
        .click();
      await expect(page.getByRole('heading', { name: /4\.8\.1/ }).first()).toBeVisible();
      await page.goBack();
      await page.getByRole('button', { name: 'Close the comparison' }).click();

      await page.getByRole('button', { name: 'Replay' }).click();
      await expect(page.getByText('A replay.')).toBeVisible();
      await expect(page.getByRole('heading', { name: /^(Nothing differs|Every step ended alike)/ })).toBeVisible();
      await expect(progress).toContainText('against a recording');
      await expectAccessible(page);
    });
  });
}
