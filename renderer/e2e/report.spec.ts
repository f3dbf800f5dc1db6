import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './workbench.ts';

const frame = 'iframe[title="The report"]';

// No script runs in the frame, and the journey's own waiting inside it is told of as one.
const ownWaiting = /^Blocked script execution in 'about:srcdoc/;

/** Hears what goes wrong in the page. */
function listenFor(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !ownWaiting.test(message.text())) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  return problems;
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the report is read before there is a pack, and the pack is shown in its folder', async ({
      page,
      context,
      served,
      shell,
    }) => {
      const problems = listenFor(page);
      const run = await served.call<{ runId: string }>('run.start', { only: ['MDR-4.8.1-MONTH'] });
      const status = async () => (await served.call<{ status: string }>('run.get', run)).status;
      await expect.poll(status, { timeout: 30_000 }).toBe('finished');

      await page.goto(served.url);
      await page.getByRole('link', { name: 'Pack' }).click();
      const preview = page.getByRole('button', { name: 'Preview the report' });
      await preview.click();
      const dialog = page.getByRole('dialog', { name: /^The report/ });
      await expect(dialog.getByText('Links to messages and other files work in the pack itself.')).toBeVisible();
      const report = page.frameLocator(frame);
      await expect(report.getByRole('heading', { name: 'Coverage' })).toBeVisible();
      await expect(report.getByText('DRAFT – this pack is not complete')).toBeVisible();
      await expect(report.locator('body')).toHaveCSS(
        'background-color',
        colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 24, 29)',
      );
      await expect(page.locator(frame)).toHaveAttribute('sandbox', 'allow-same-origin');
      await expectAccessible(page, frame);
      if (shell !== 'electron') {
        const alone = await context.newPage();
        await alone.setContent((await page.locator(frame).getAttribute('srcdoc')) ?? '');
        await expectAccessible(alone);
        await alone.close();
      }

      // A link to a file leads nowhere, one to a place leads there, and neither is remembered by Back.
      const [address, before] = [page.url(), await page.evaluate(() => history.length)];
      const file = report.getByRole('link', { name: 'verify.html' });
      await expect(file).toBeDisabled();
      await file.click({ force: true });
      await expect(report.getByRole('heading', { name: 'Coverage' })).toBeInViewport();
      await report.getByRole('link', { name: /^Run / }).click();
      await expect(report.getByRole('heading', { name: /^Run / })).toBeInViewport();
      await expect(report.getByRole('heading', { name: 'Coverage' })).not.toBeInViewport();
      expect([page.url(), await page.evaluate(() => history.length)]).toEqual([address, before]);

      // From inside the report, where the keys are.
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(preview).toBeFocused();
      expect(problems).toEqual([]);

      await page.getByRole('button', { name: 'Make a draft' }).click();
      await expect(page.getByRole('heading', { name: 'The pack is written' })).toBeVisible();
      await page.getByRole('button', { name: 'Show in folder' }).click();
      if (shell === 'browser' && process.platform === 'linux') {
        // Its host was started without a display.
        await expect(page.getByText('The pack was not shown in its folder')).toBeVisible();
        await expect(page.getByText(`the file is in ${served.folder}/packs`)).toBeVisible();
      }
      await expectAccessible(page);
      expect(problems).toEqual([]);
    });
  });
}

test('Tab goes round between the report and the button that closes it', async ({ page, served }) => {
  const run = await served.call<{ runId: string }>('run.start', { only: ['MDR-8.2-MPXN'] });
  const status = async () => (await served.call<{ status: string }>('run.get', run)).status;
  await expect.poll(status, { timeout: 30_000 }).toBe('finished');
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Pack' }).click();
  await page.getByRole('button', { name: 'Preview the report' }).press('Enter');
  const report = page.locator(frame);
  await expect(report).toBeFocused();
  const scrolled = () =>
    report
      .contentFrame()
      .locator(':root')
      .evaluate((root) => root.scrollTop);
  await page.keyboard.press('PageDown');
  await expect.poll(scrolled).toBeGreaterThan(100);
  const closing = page.getByRole('button', { name: 'Close' });
  await report.contentFrame().locator('details.step > summary').last().focus();
  await page.keyboard.press('Tab');
  await expect(closing).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(report).toBeFocused();
  await closing.focus();
  await page.keyboard.press('Tab');
  await expect(report).toBeFocused();
  await closing.press('Enter');
  await expect(report).toBeHidden();
  await expect(page.getByRole('button', { name: 'Preview the report' })).toBeFocused();
});
