import { expect, expectAccessible, test } from './workbench.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('a home is built; its meter is broken, repaired, changed, registered anew and removed', async ({
      page,
      served,
    }) => {
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Emulator' }).click();
      const street = page.getByRole('region', { name: 'Street' });

      await street.getByRole('button', { name: 'Build a home' }).click();
      const form = page.getByRole('dialog', { name: 'Build a home' });
      await expect(form.getByText('Give it a house number or name.')).toBeVisible();
      await expect(form.getByRole('button', { name: 'Build it' })).toBeDisabled();
      await form.getByLabel('House number or name').fill('16');
      await form.getByLabel('with solar panels').check();
      await expect(form.getByRole('textbox', { name: 'Export MPAN' })).toHaveValue(/^\d{13}$/);
      await expectAccessible(page);
      await form.getByRole('button', { name: 'Build it' }).click();
      await expect(form).toBeHidden();
      await expect(street.getByRole('heading', { name: '16, SO14 3AB' })).toBeVisible();

      const chip = street.getByRole('link', { name: /^ESME 00-DB-12-34-56-78-00-A0/ });
      await chip.click();
      const meter = page.getByRole('article', { name: /^ESME 00-DB-12-34-56-78-00-A0/ });
      await expect(meter.getByRole('region', { name: 'Registrations' })).toContainText('Example Meter Data Retriever');

      await meter.getByRole('button', { name: 'Break' }).click();
      await expect(meter.getByText('Broken: it does not answer')).toBeVisible();
      await expect(chip).toContainText('broken');
      await expectAccessible(page);
      await meter.getByRole('button', { name: 'Repair' }).click();
      await expect(meter.getByText('Broken: it does not answer')).toBeHidden();

      await meter.getByRole('button', { name: 'Change', exact: true }).click();
      const change = page.getByRole('dialog', { name: /^Change ESME/ });
      await expect(change.getByRole('button', { name: 'Change it' })).toBeDisabled();
      await change.getByLabel('Firmware').fill('one');
      await change.getByRole('button', { name: 'Change it' }).click();
      await expect(change.getByRole('alert')).toContainText('eight upper-case hexadecimal digits');
      await change.getByLabel('Firmware').fill('00000001');
      await change.getByRole('combobox', { name: 'Status' }).click();
      await page.getByRole('option', { name: 'Suspended' }).click();
      await expectAccessible(page);
      await change.getByRole('button', { name: 'Change it' }).click();
      await expect(chip).toContainText('Suspended');
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(chip).not.toContainText('Suspended');

      const registrations = meter.getByRole('region', { name: 'Registrations' });
      await registrations.getByRole('button', { name: 'Change a registration' }).click();
      const registration = page.getByRole('dialog', { name: 'Change a registration' });
      await registration.getByRole('combobox', { name: 'Held by' }).click();
      await page.getByRole('option', { name: 'Nobody' }).click();
      await registration.getByLabel('From').fill('tomorrow');
      await expect(registration.getByText(/^Write the moment as/)).toBeVisible();
      await registration.getByLabel('From').fill('2020-01-01T00:00:00Z');
      await registration.getByRole('button', { name: 'Change it' }).click();
      await expect(registration.getByRole('alert')).toContainText('cannot be dated back');
      await registration.getByLabel('From').fill('');
      await expectAccessible(page);
      await registration.getByRole('button', { name: 'Change it' }).click();
      await expect(registrations.getByText(/^MDR of \d+, from .* to /)).toBeVisible();

      await meter.getByRole('button', { name: 'Remove' }).click();
      const removal = page.getByRole('dialog', { name: /off the wall/ });
      await expect(removal.getByText(/cannot be brought back/)).toBeVisible();
      await expectAccessible(page);
      await removal.getByRole('button', { name: 'Cancel' }).click();
      await expect(chip).toBeVisible();
      await meter.getByRole('button', { name: 'Remove' }).click();
      await removal.getByRole('button', { name: 'Remove it' }).click();
      await expect(chip).toBeHidden();
      await expect(page.getByRole('heading', { name: 'No device chosen' })).toBeVisible();
    });

    test('a region is put out, a home loses its power, and faults that were taken away come back', async ({
      page,
      served,
    }) => {
      await served.call('emulator.addFault', {
        rule: { when: { region: 'South' }, fault: { kind: 'drop' } },
      });
      await page.goto(served.url);
      await page.getByRole('link', { name: 'Emulator' }).click();
      const street = page.getByRole('region', { name: 'Street' });
      await street.getByRole('button', { name: 'Put South out' }).click();
      await expect(street.getByText('Outage', { exact: true })).toBeVisible();
      await street.getByRole('button', { name: 'Power and coverage of 12, SO14 3AB' }).click();
      await page.getByRole('menuitem', { name: 'Cut the power' }).click();
      await expect(street.getByText('No power')).toBeVisible();
      await expectAccessible(page);
      await street.getByRole('button', { name: 'End the outage of South' }).click();
      await expect(street.getByText('Outage', { exact: true })).toBeHidden();
      await street.getByRole('button', { name: 'Power and coverage of 12, SO14 3AB' }).click();
      await page.getByRole('menuitem', { name: 'Restore the power' }).click();
      await expect(street.getByText('No power')).toBeHidden();

      const fault = page.getByText('Do not deliver · region South · always');
      await page.getByRole('button', { name: /^Take away: Do not deliver/ }).click();
      await expect(fault).toBeHidden();
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(fault).toBeVisible();
    });
  });
}
