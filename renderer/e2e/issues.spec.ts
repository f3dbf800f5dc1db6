import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, test } from './workbench.ts';

/** One manual step, that a person answers, and one criterion that people state. */
const lamp = `id: lamp
title: The lamp
userRole: IS
duisVersion: "5.1"
devices: {}
criteria:
  exit:
    - { id: report-read, title: The completion report was read by both sides }
requirements:
  - { id: R-1, group: Lamp, title: The lamp lights, provenance: ours }
sequences:
  - { id: LAMP, title: The lamp, requirements: [R-1], steps: [{ id: look, title: Look at the lamp, pause: Look at the lamp }] }
`;

// every.spec.ts looks at each screen in both themes; this journey is long.
test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

test('a failure becomes an issue with a plan, and a change by somebody else is not lost', async ({ page, served }) => {
  mkdirSync(join(served.folder, 'campaigns'));
  writeFileSync(join(served.folder, 'campaigns/lamp.yaml'), lamp);
  await page.goto(served.url);
  await page.getByRole('button', { name: /^Campaign:/ }).click();
  await page.getByRole('menuitem', { name: /The lamp/ }).click();
  await expect(page.getByRole('heading', { name: /^0 of 1 proven/ })).toBeVisible();
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByLabel('What you did and saw').fill('It is dark');
  await page.getByRole('button', { name: 'It did not' }).click();
  await page.getByRole('link', { name: 'Raise an issue' }).click();

  const editor = page.getByRole('form', { name: 'New issue' });
  await expect(editor.getByLabel('Description')).toHaveValue(/LAMP, step look/);
  await editor.getByLabel('Title').fill('The lamp stays dark');
  await expectAccessible(page);
  const again = await served.restart();
  await page.goto(again);
  await page.getByRole('button', { name: /^Campaign:/ }).click();
  await page.getByRole('menuitem', { name: /The lamp/ }).click();
  await page.getByRole('button', { name: /^R-1/ }).click();
  await page.getByRole('complementary', { name: 'Requirement' }).getByRole('link', { name: 'Raise an issue' }).click();
  await expect(editor.getByLabel('Title')).toHaveValue('The lamp stays dark');
  await editor.getByRole('button', { name: 'Raise the issue' }).click();
  await expect(page.getByRole('link', { name: /TI-1 The lamp stays dark/ })).toBeVisible();
  await expect(page.getByText('no work-off plan yet')).toBeVisible();

  const issue = page.getByRole('form', { name: 'TI-1' });
  await issue.getByLabel('Who works it off').fill('Tom');
  await expect(issue.getByText('The work-off plan lacks what will be done and by when')).toBeVisible();
  await issue.getByLabel('What will be done').fill('Change the bulb');
  await issue.getByLabel('By when').fill('2026-12-01');
  await issue.getByLabel('Reference').fill('DCC-1');
  await served.call('issue.change', {
    id: 'TI-1',
    facts: { reference: 'DCC-2', severity: 2 },
    note: 'DCC has given it a number',
  });
  await expect(issue.getByRole('alert')).toContainText('has changed this issue while you were');
  await expectAccessible(page);
  await issue.getByRole('button', { name: 'Take theirs' }).click();
  await issue.getByRole('button', { name: 'Save' }).click();
  await expect(issue.getByLabel('Reference')).toHaveValue('DCC-2');
  await expect(page.getByRole('region', { name: 'Severity 2' }).getByText('The lamp stays dark')).toBeVisible();
  await expect(page.getByText('DCC has given it a number')).toBeVisible();
  await expect(page.getByRole('link', { name: /TI-1 .*Tom, by 2026-12-01/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'History' })).toContainText(
    'What will be done: nothing → Change the bulb',
  );

  await page.getByRole('link', { name: 'Campaign' }).click();
  await expect(page.getByRole('region', { name: 'Exit criteria' })).toContainText('None without');
  await page.getByRole('button', { name: 'State it: The completion report was read by both sides' }).click();
  await page.getByLabel('Note').fill('Minutes of 1 December');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'It is met' }).click();
  await expect(page.getByText(/: Minutes of 1 December/)).toBeVisible();
});
