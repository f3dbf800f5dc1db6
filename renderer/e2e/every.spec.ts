import { expect, expectAccessible, test } from './workbench.ts';

/** Every screen by the name in the rail, and what says that it is there. */
const screens: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Campaign', /^0 of \d+ proven/],
  ['Sequences', /^\d+ sequences/],
  ['Runs', /^No runs yet/],
  ['Compose', /^No Service Request yet/],
  ['Profile', /^No half-hourly data yet|half-hour/i],
  ['Emulator', /^Emulator/],
  ['Issues', /^Testing Issues/],
  ['Evidence', /^No evidence yet|^Nothing chosen/],
  ['Pack', /pack/i],
  ['Capacity', /./],
  ['Keys', /./],
  ['Settings', /./],
];

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('every screen opens from the rail, teaches its next step, and axe finds nothing', async ({ page, served }) => {
      await page.goto(served.url);
      for (const [name, sign] of screens) {
        await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name, exact: true }).click();
        await expect(page.getByRole('main').getByRole('heading', { name: sign }).first()).toBeVisible();
        await expectAccessible(page);
      }
    });
  });
}
