import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './workbench.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    // What fades in has too little contrast while it does.
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('half-hourly data, evidence and sign-off follow from a run', async ({ page, served }) => {
      await page.goto(served.url);
      await page.getByRole('button', { name: 'Run all' }).click();
      await expect(page.getByText('31 of 31 steps')).toBeVisible({ timeout: 30_000 });

      await page.getByRole('link', { name: 'Profile' }).click();
      await expect(page.getByRole('heading', { name: /^(\d+) of \1 half-hours/ })).toBeVisible();
      await expect(page.getByRole('img', { name: /half-hours from .*, 0 missing/ })).toBeVisible();
      await expect(page.getByText('No half-hour is missing')).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('link', { name: 'Evidence' }).click();
      await page.getByRole('textbox', { name: 'Search every message' }).fill('ECS22b');
      await page
        .getByRole('button', { name: /4\.8\.1 response I0/ })
        .first()
        .click();
      await expect(page.getByRole('heading', { name: '4.8.1 response I0' })).toBeVisible();
      await page.getByRole('button', { name: 'Compare with another' }).click();
      await page
        .getByRole('button', { name: /4\.8\.1 response I0/ })
        .nth(1)
        .click();
      await expect(page.getByRole('table', { name: 'Fields that differ' })).toContainText('RequestID');
      await expectAccessible(page);

      await page.getByRole('link', { name: 'Pack' }).click();
      await page.getByRole('button', { name: 'Sign off' }).click();
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const key = join(served.folder, 'jane.pem');
      writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
      await page.getByLabel('Who signs off').fill('Jane Reviewer');
      const chooser = page.waitForEvent('filechooser');
      await page.getByLabel('Your private key').click();
      await (await chooser).setFiles(key);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Sign', exact: true }).click();
      await expect(page.getByRole('listitem').filter({ hasText: 'Signed off by a second person' })).toContainText(
        'Jane',
      );
      await page.getByRole('button', { name: 'Make a redacted twin' }).click();
      await expect(page.getByText('What tokens stand for')).toBeVisible();
    });

    test('a fault is put on a device and on a service, struck and traced to the run', async ({ page, served }) => {
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Emulator' }).click();
      const street = page.getByRole('region', { name: 'Street' });
      await street.getByRole('link', { name: /^ESME 00-DB-12-34-56-78-90-A0/ }).click();
      const device = page.getByRole('article', { name: /^ESME 00-DB-12-34-56-78-90-A0/ });
      await expect(device.getByRole('region', { name: 'Registers' })).toContainText('Supply');
      await expect(device.getByRole('region', { name: 'Credentials' })).toContainText('supplier, Digital Signature');
      await expectAccessible(page);

      const cards = page.getByRole('group', { name: 'Fault cards' });
      await cards
        .getByRole('button', { name: 'Deliver late' })
        .dragTo(street.getByRole('link', { name: /^GSME 00-DB-12-34-56-78-90-A1/ }));
      const late = 'Deliver late, seconds 60 · device 00-DB-12-34-56-78-90-A1 · once';
      await expect(page.getByText(late)).toBeVisible();
      await page.getByRole('button', { name: `Take away: ${late}` }).click();
      await expect(page.getByText(late)).toBeHidden();

      await cards.getByRole('button', { name: 'Respond with a code' }).click();
      await page.getByLabel('Of service').fill('4.8.1');
      await page.getByRole('button', { name: 'Add the fault' }).click();
      await expect(page.getByText('Respond with a code, code E20 · service 4.8.1 · once')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('textbox', { name: 'Response Code' }).fill('E9999');
      await page.getByRole('button', { name: 'Add the fault' }).click();
      await expect(page.getByRole('region', { name: 'Faults' }).getByRole('alert')).toContainText(
        'not one of the Response Codes',
      );

      await page.getByRole('link', { name: 'Campaign' }).click();
      await page.getByRole('button', { name: 'Run Half-hourly data' }).click();
      await expect(page.getByRole('option', { name: '4.8.1 response E20' })).toBeVisible({ timeout: 15_000 });
      await page.getByRole('option', { name: '4.8.1 response E20' }).click();
      await expect(page.getByRole('heading', { name: '4.8.1 response E20' })).toBeVisible();
    });

    test('targets are looked at, chosen and confirmed', async ({ page, served }) => {
      mkdirSync(join(served.folder, 'targets'));
      writeFileSync(
        join(served.folder, 'targets/uit-a.yaml'),
        'name: uit-a\ntitle: UIT-A\nkind: uit\nurl: http://127.0.0.1:9\nallowHosts: ["127.0.0.1"]\ncredentials: { xmlSigning: zaz1:90-B3-D5-1F-30-01-00-00 }\n',
      );
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('row', { name: /UIT-A/ }).getByRole('button', { name: 'Pre-flight' }).click();
      await expect(page.getByRole('heading', { name: 'uit-a: not ready' })).toBeVisible();
      await expect(page.getByText(/cannot be reached/)).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('button', { name: /^Target:/ }).click();
      await page.getByRole('menuitem', { name: /UIT-A/ }).click();
      await expect(page.getByRole('button', { name: 'Send to UIT-A' })).toBeDisabled();
      await page.getByLabel('Type uit-a to go on').fill('uit-a');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Send to UIT-A' }).click();
      await expect(page.getByText('Requests leave for UIT-A')).toBeVisible();
      await expectAccessible(page);

      await page.getByRole('button', { name: /^Campaign:/ }).click();
      await page.getByRole('menuitem', { name: /Import Supplier/ }).click();
      await expect(page.getByRole('heading', { name: /^0 of/ })).toBeVisible();
      await page.getByRole('button', { name: /^Target:/ }).click();
      await page.getByRole('menuitem', { name: /^Emulator/ }).click();
      await expect(page.getByRole('button', { name: /^Target: Emulator/ })).toBeVisible();
    });

    test('a key is made, and its request saved', async ({ page, served }) => {
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Keys' }).click();
      await expect(page.getByText('No credentials yet')).toBeVisible();
      await page.getByRole('button', { name: 'New key' }).click();
      await page.getByLabel('Name').fill('mdr-xml');
      await page.getByLabel('EUI-64').fill('90-B3-D5-1F-30-01-00-09');
      await page.getByRole('textbox', { name: 'Passphrase' }).fill('a long passphrase');
      await expectAccessible(page);
      const make = page.getByRole('button', { name: 'Make the key and save the request' });
      expect((await served.save(page, () => make.click())).name).toBe('mdr-xml.csr.pem');
      await expect(page.getByRole('row', { name: /mdr-xml.*awaiting certificate/ })).toBeVisible();
      await expectAccessible(page);
    });
  });
}
