import type { Page } from '@playwright/test';
import { expect, expectAccessible, type Served, test } from './workbench.ts';

const meter = '00-DB-12-34-56-78-90-A0';
const supplier = '90-B3-D5-1F-30-01-00-00';

/** The emulator behind the Suppliers' campaign: its street has dormant SMETS1 homes. */
async function openLaboratory(page: Page, served: Served): Promise<void> {
  await served.call('workbench.open', { campaign: 'import-supplier-uept' });
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Emulator' }).click();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('a threshold of 0 keeps a read in quarantine until it is released; limits go and come back', async ({
      page,
      served,
    }) => {
      await openLaboratory(page, served);
      const detection = page.getByRole('region', { name: 'Anomaly detection' });
      const quarantine = page.getByRole('region', { name: 'Quarantine' });
      await expect(detection.getByText(/^None: a User may send/)).toBeVisible();
      await expect(quarantine.getByText(/^Nothing is kept back/)).toBeVisible();
      await expectAccessible(page);

      await detection.getByRole('button', { name: 'Add a threshold' }).click();
      const threshold = page.getByRole('dialog', { name: 'Add a threshold' });
      await expect(threshold.getByText('Choose the service whose requests are counted.')).toBeVisible();
      await expect(threshold.getByRole('button', { name: 'Add it' })).toBeDisabled();
      await threshold.getByRole('combobox', { name: 'Service' }).fill('4.1.1');
      await page.getByRole('option', { name: /^4\.1\.1 / }).click();
      await threshold.getByRole('textbox', { name: 'Requests allowed' }).fill('0');
      await expectAccessible(page);
      await threshold.getByRole('button', { name: 'Add it' }).click();
      await expect(threshold).toBeHidden();
      await expect(detection.getByRole('row', { name: '4.1.1 Everyone User 0 24 h' })).toBeVisible();

      const { xml } = await served.call<{ xml: string }>('request.build', {
        serviceReferenceVariant: '4.1.1',
        originator: supplier,
        target: meter,
      });
      await served.call('request.send', { xml, waitMs: 0 });
      const kept = quarantine.getByRole('row', { name: /4\.1\.1 The User’s threshold/ });
      await expect(kept).toContainText('Example Supplier');
      await expect(kept.getByRole('link', { name: meter })).toBeVisible();
      await expectAccessible(page);
      await kept.getByRole('button', { name: 'Release' }).click();
      await expect(kept).toBeHidden();
      await expect(page.getByRole('region', { name: 'Traffic' }).getByText('4.1.1 response I0')).toBeVisible();

      await served.call('request.send', { xml, waitMs: 0 });
      await kept.getByRole('button', { name: 'Discard' }).press('Enter');
      await expect(kept).toBeHidden();

      await detection.getByRole('button', { name: 'Take away the threshold of 0 for 4.1.1' }).click();
      await expect(detection.getByText(/^None: a User may send/)).toBeVisible();
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(detection.getByRole('row', { name: '4.1.1 Everyone User 0 24 h' })).toBeVisible();

      await detection.getByRole('button', { name: 'Add a limit' }).click();
      const limit = page.getByRole('dialog', { name: 'Add a limit' });
      await limit.getByRole('combobox', { name: 'Service' }).fill('2.1');
      await page.getByRole('option', { name: /^2\.1 / }).click();
      await limit.getByRole('combobox', { name: 'Element' }).fill('Debt');
      await page.getByRole('option', { name: 'DebtRecoveryRateCap' }).click();
      await expect(limit.getByText('Say what the value may be at most.')).toBeVisible();
      await limit.getByRole('textbox', { name: 'At most' }).fill('1000');
      await expectAccessible(page);
      await limit.getByRole('button', { name: 'Add it' }).click();
      const row = detection.getByRole('row', { name: '2.1 DebtRecoveryRateCap 1000' });
      await expect(row).toBeVisible();
      await detection.getByRole('button', { name: 'Take away the limit of DebtRecoveryRateCap in 2.1' }).click();
      await expect(row).toBeHidden();
    });

    test('a SMETS1 home is built on a street that has none to migrate, and waits for its migration', async ({
      page,
      served,
    }) => {
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Emulator' }).click();
      const migration = page.getByRole('region', { name: 'Migration of SMETS1 homes' });
      await expect(migration.getByText(/^Every SMETS1 home here is migrated/)).toBeVisible();
      await migration.getByRole('button', { name: 'Build a SMETS1 home' }).click();
      const form = page.getByRole('dialog', { name: 'Build a home' });
      await form.getByLabel('House number or name').fill('18');
      await expect(form.getByRole('checkbox', { name: /^Of SMETS1 devices/ })).toBeChecked();
      await expect(form.getByRole('combobox', { name: 'CSP region' })).toHaveCount(0);
      await expectAccessible(page);
      await form.getByRole('button', { name: 'Build it' }).click();
      await expect(form).toBeHidden();
      const home = migration.getByRole('row', { name: /^18, SO14 3AB/ });
      await expect(home).toContainText('Waits for its migration');
      await home.getByRole('button', { name: 'Migrate' }).press('Enter');
      await expect(home).toContainText('Requested');
      await page.getByRole('button', { name: '30 minutes on' }).click();
      await expect(home).toContainText('Migrated');
    });

    test('a dormant SMETS1 home is migrated, and one that nobody supplies once a Supplier is registered', async ({
      page,
      served,
    }) => {
      await openLaboratory(page, served);
      const migration = page.getByRole('region', { name: 'Migration of SMETS1 homes' });
      const home = migration.getByRole('row', { name: /^Bench 4, LS1 4AP/ });
      const other = migration.getByRole('row', { name: /^Bench 5, LS1 4AP/ });
      await expect(home).toContainText('2000000000089, 3000000015');
      await expect(home).toContainText('Waits for its migration');
      await expect(page.getByRole('region', { name: 'Street' }).getByText('Not migrated yet')).toHaveCount(2);

      await home.getByRole('button', { name: 'Migrate' }).click();
      await expect(home).toContainText('Requested');
      await other.getByRole('button', { name: 'Migrate' }).click();
      await expect(migration.getByText(/^A migration goes on with the virtual clock/)).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('button', { name: '30 minutes on' }).click();
      await expect(home).toContainText('Migrated');
      await expect(other).toContainText('No Supplier is registered for 2000000000098; add a registration.');
      const street = page.getByRole('region', { name: 'Street' });
      await expect(street.getByRole('link', { name: /^ESME 00-DB-12-34-56-78-93-A0/ })).toBeVisible();
      await expectAccessible(page);

      await other.getByRole('button', { name: 'Change a registration' }).click();
      const registration = page.getByRole('dialog', { name: 'Change a registration' });
      await expect(registration.getByRole('combobox', { name: 'MPxN' })).toHaveValue('2000000000098');
      await registration.getByRole('combobox', { name: 'Held by' }).click();
      await page.getByRole('option', { name: 'Example Supplier' }).click();
      await registration.getByRole('button', { name: 'Change it' }).click();
      await expect(registration).toBeHidden();
      await other.getByRole('button', { name: 'Migrate again' }).click();
      await expect(other).toContainText('Requested');
      await page.getByRole('button', { name: '30 minutes on' }).click();
      await expect(other).toContainText('Migrated');
      await expect(migration.getByRole('button')).toHaveCount(0);
    });
  });
}
