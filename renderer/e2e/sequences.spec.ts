import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './workbench.ts';

// every.spec.ts looks at each screen in both themes; this journey is long.
test.use({ colorScheme: 'dark', contextOptions: { reducedMotion: 'reduce' } });

test('a bundled campaign is copied, changed by form, keyboard, mouse and YAML, and run', async ({ page, served }) => {
  await page.goto(served.url);
  await page.getByRole('link', { name: 'Sequences' }).click();
  await expect(page.getByText('The campaign can run as it is')).toBeVisible();
  await page.getByRole('link', { name: /Create, read, await and delete a schedule/ }).click();
  await page.getByRole('link', { name: /Create a daily schedule/ }).click();
  await expect(page.getByText('Read only: make the campaign yours to change it.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make it yours to change it' }).click();

  const step = page.getByRole('group', { name: 'Step create' });
  await step.getByLabel('Acknowledgement').fill('E2');
  await step.getByLabel('Acknowledgement').blur();
  await expect(page.getByRole('button', { name: 'Save 1 file' })).toBeVisible();
  await step.getByLabel('Title').fill('Create a schedule that is refused');
  await step.getByLabel('Title').blur();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(step.getByLabel('Acknowledgement')).toHaveValue('I0');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(step.getByLabel('Acknowledgement')).toHaveValue('E2');

  // What refers to a step must stay behind it, and the screen says so where it does not.
  const steps = page.getByRole('list', { name: 'Steps' });
  await steps.getByRole('link').first().focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(steps.getByRole('link').nth(1)).toBeFocused();
  await expect(steps.getByRole('link').nth(1)).toContainText('create');
  await expect(page.getByText(/nothing before it captures \$\{schedule\}/).first()).toBeVisible();
  await steps.getByRole('listitem').nth(1).dragTo(steps.getByRole('listitem').first());
  await expect(steps.getByRole('link').first()).toContainText('create');
  await expect(page.getByText('With your changes the campaign can run')).toBeVisible();

  // A kill loses nothing of it.
  await page.goto(await served.restart());
  await page.getByRole('link', { name: 'Sequences' }).click();
  await page.getByRole('link', { name: /Create, read, await and delete a schedule/ }).click();
  await page.getByRole('link', { name: /Create a daily schedule/ }).click();
  await expect(step.getByLabel('Acknowledgement')).toHaveValue('E2');
  await page.getByRole('radiogroup', { name: 'How the step is shown' }).getByText('YAML').click();
  await expect(page.getByRole('textbox', { name: 'YAML of the sequence' })).toBeAttached();
  const line = page.locator('.view-line', { hasText: 'acknowledgement: E2' });
  await line.click();
  await page.keyboard.press('End');
  await page.keyboard.type(' # as role MDR is not eligible');
  await expectAccessible(page);
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByRole('button', { name: 'Saved' })).toBeVisible();
  const file = join(served.folder, 'campaigns/mdr-uept/schedule.yaml');
  expect(readFileSync(file, 'utf8')).toContain('acknowledgement: E2 # as role MDR is not eligible');

  // Somebody else writes the file; neither of the two is lost.
  writeFileSync(file, readFileSync(file, 'utf8').replace('# as role', '# since role'));
  await page.keyboard.type(' here');
  await expect(page.getByRole('button', { name: 'Save 1 file' })).toBeEnabled();
  await page.getByRole('button', { name: 'Save 1 file' }).click();
  await expect(page.getByText(/has been changed on disk/)).toBeVisible();
  await page.getByRole('button', { name: 'Take what is on disk' }).click();
  await expect(page.locator('.view-line', { hasText: '# since role' })).toBeVisible();

  await page.getByRole('button', { name: 'Pre-flight' }).click();
  await expect(page.getByText('emulator: ready to run')).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByRole('menuitem', { name: /^Run “Create, read/ }).click();
  await expect(page.getByRole('option', { name: '5.1 answer' }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Sequences' }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: /failures of the last run/ })).toBeVisible();
});
