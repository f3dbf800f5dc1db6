import { expect, expectAccessible, test } from './workbench.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('a request by hand is sent, and its answer is read', async ({ page, served }) => {
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Compose' }).click();
      await expect(page.getByRole('heading', { name: 'No Service Request yet' })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('textbox', { name: 'Find a service' }).fill('export profile');
      await page.getByRole('button', { name: /4\.8\.3/ }).click();
      await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Sign and send' }).click();
      await expect(page.getByRole('button', { name: '4.8.3 response I0' })).toBeVisible();
      await page.getByRole('tab', { name: 'Data' }).click();
      await expect(page.getByRole('img', { name: /activeExport: 49 values/ })).toBeVisible();
    });

    test('a critical request goes by its Pre-Command, a non-device request is answered at once', async ({
      page,
      served,
    }) => {
      await page.goto(served.url);
      await page.getByRole('button', { name: /^Campaign:/ }).click();
      await page.getByRole('menuitem', { name: /Import Supplier/ }).click();
      await expect(page.getByRole('heading', { name: /^0 of/ })).toBeVisible();
      await expect(page.getByText(/User Role IS/)).toBeVisible();
      await page.getByRole('link', { name: 'Compose' }).click();
      await page.getByRole('button', { name: /^7\.2/ }).click();
      await expect(page.getByText(/a Pre-Command, for you to sign/)).toBeVisible();
      await page.getByRole('button', { name: 'Sign and send' }).click();
      const exchange = page.getByRole('navigation', { name: 'Messages of this request' });
      await expect(exchange.getByRole('button', { name: /Signed Pre-Command/ })).toBeVisible();
      await expect(exchange.getByRole('button', { name: '7.2 response I0' })).toBeVisible();

      await page.getByRole('button', { name: /^8\.2/ }).first().click();
      await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
      await page.getByRole('button', { name: 'Sign and send' }).click();
      await expect(exchange.getByRole('button', { name: /^(?:← )?8\.2 (?:answer|refused)/ })).toBeVisible();
    });

    test('a schedule is made at the DSP, and a SMETS1 meter is read', async ({ page, served }) => {
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Compose' }).click();
      await page.getByRole('button', { name: /^5\.1/ }).click();
      await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
      await page.getByRole('button', { name: 'Sign and send' }).click();
      const exchange = page.getByRole('navigation', { name: 'Messages of this request' });
      await expect(exchange.getByRole('button', { name: /5\.1 answer I0/ })).toBeVisible();

      await page
        .getByRole('button', { name: /^4\.1\.1/ })
        .first()
        .click();
      // MDR may read the registers of SMETS1 meters alone; the template is addressed to a SMETS2 meter.
      await expect(page.getByText('0 errors, 1 warning')).toBeVisible();
      await page.getByRole('combobox', { name: 'Addressed to' }).click();
      await page.getByRole('option', { name: /00-DB-12-34-56-78-92-A0/ }).click();
      await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
      await page.getByRole('button', { name: 'Sign and send' }).click();
      await expect(exchange.getByRole('button', { name: /4\.1\.1 SMETS1 response I0/ })).toBeVisible();
    });

    test('what is being typed survives a kill of the workbench', async ({ page, served }) => {
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Compose' }).click();
      await page.getByRole('button', { name: /4\.6\.2/ }).click();
      await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
      await page.goto(await served.restart());
      await page.getByRole('link', { name: 'Compose' }).click();
      await expect(page.getByRole('heading', { name: 'Service Request 4.6.2' })).toBeVisible();
    });
  });
}

test('the editor offers what the XSD allows where the cursor is', async ({ page, served }) => {
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Compose' }).click();
  await page.getByRole('button', { name: /4\.8\.1/ }).click();
  await page.getByRole('radiogroup', { name: 'How the request is shown' }).getByText('XML').click();
  const editor = page.getByRole('textbox', { name: 'Service Request XML' });
  await expect(editor).toBeVisible();
  // The end date goes, and comes back by choosing it.
  const line = page.locator('.view-line', { hasText: 'EndDateTime' });
  await line.click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await page.keyboard.type('<');
  await expect(page.getByRole('option', { name: /EndDateTime/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('2026-01-02T00:00:00Z');
  await expect(line).toContainText('EndDateTime>2026-01-02T00:00:00Z</sr:EndDateTime>');
});

test('form and XML stay in step, and the command that comes of them is shown', async ({ page, served }) => {
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Compose' }).click();
  await page.getByRole('button', { name: /4\.8\.1/ }).click();
  await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
  const start = page.getByRole('textbox', { name: 'StartDateTime' });
  await start.fill('2026-01-01T00:00:00Z');
  await start.blur();
  const views = page.getByRole('radiogroup', { name: 'How the request is shown' });
  await views.getByText('XML').click();
  await expect(page.locator('.view-line', { hasText: 'StartDateTime>2026-01-01T00:00:00Z' })).toBeVisible();
  await views.getByText('Form').click();
  await page.getByRole('button', { name: 'A moment for EndDateTime' }).click();
  await page.getByRole('menuitem', { name: /^The beginning of today/ }).click();
  await expect(page.getByRole('textbox', { name: 'EndDateTime' })).toHaveValue(/T00:00:00\.00Z$/);
  const certificate = page.getByRole('combobox', { name: 'KAPublicSecurityCredentials' });
  await expect(certificate).toHaveValue(/^Example Meter Data Retriever · /);
  await certificate.click();
  await page.getByRole('option', { name: /^Example Supplier · .* Key Agreement/ }).click();
  await expect(certificate).toHaveValue(/^Example Supplier · /);
  await page.getByRole('button', { name: /^Paste it as base64.*KAPublicSecurityCredentials/ }).click();
  await expect(page.getByRole('textbox', { name: 'KAPublicSecurityCredentials' })).toHaveValue(/^MII/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take KAPublicSecurityCredentials away' }).click();
  await expect(page.getByText('0 errors, 1 warning')).toBeVisible();
  await expectAccessible(page);
  await page.getByText('What the device will be told').click();
  await expect(page.getByText(/ECS22b, a command of \d+ octets/)).toBeVisible();
  await expect(page.getByText('Originator Counter: the counter of that party')).toBeVisible();
  await expectAccessible(page);
});

test('what is wrong is explained and mended in one step, in each of several open requests', async ({
  page,
  served,
}) => {
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Compose' }).click();
  await page.getByRole('textbox', { name: 'Find a service' }).fill('profile import');
  await page.getByRole('button', { name: /4\.8\.1/ }).click();
  await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
  await page.getByRole('radiogroup', { name: 'How the request is shown' }).getByText('XML').click();
  await page.locator('.view-line', { hasText: 'ServiceReferenceVariant' }).getByText('4.8.1').hover();
  await expect(page.locator('.monaco-hover', { hasText: '4.8.1' })).toContainText('for ');
  const variant = page.locator('.view-line', { hasText: 'CommandVariant' });
  await variant.getByText('1', { exact: true }).dblclick();
  await page.keyboard.type('8');
  await page.getByRole('button', { name: 'Use Command Variant 1' }).click();
  await expect(page.getByText('Valid by the DUIS XSD')).toBeVisible();
  await expect(variant).toContainText('>1<');
  // The editor's own undo takes the mending back.
  await variant.click();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(variant).toContainText('>8<');

  await page.getByRole('textbox', { name: 'Find a service' }).fill('8.2');
  await page.getByRole('button', { name: /^8\.2/ }).first().click();
  await expect(page.getByRole('heading', { name: 'Service Request 8.2' })).toBeVisible();
  const tabs = page.getByRole('navigation', { name: 'Open requests' });
  await tabs.getByRole('button', { name: /^4\.8\.1/ }).click();
  await expect(variant).toContainText('>8<');
  await variant.click();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(variant).toContainText('>1<');
  await expectAccessible(page);
  await tabs.getByRole('button', { name: 'Close 4.8.1' }).click();
  await expect(page.getByRole('heading', { name: 'Service Request 8.2' })).toBeVisible();
});
