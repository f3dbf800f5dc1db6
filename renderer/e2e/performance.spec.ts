import { callWorkbench, expect, test } from './workbench.ts';

// Figures, printed and not asserted: they are of this machine, with whatever else it does.
const say = (what: string, figure: string): void => console.log(`  ${what}: ${figure}`);

test('figures of the screens are printed', async ({ page, served }) => {
  await page.goto(served.url);
  await expect(page.getByRole('heading', { name: /^0 of \d+ proven/ })).toBeVisible();
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
  const usable = await page.evaluate(() => performance.now());
  say('first paint to usable', `${Math.round(usable - paint)} ms`);

  await page.getByRole('button', { name: 'Run Half-hourly data' }).click();
  await expect(page.getByText('3 of 3 steps')).toBeVisible({ timeout: 20_000 });
  const month = page.getByRole('option', { name: '4.8.1 response I0' }).nth(1);
  await month.click();
  await page.keyboard.press('d');
  await expect(page.getByRole('listbox', { name: 'Decoded fields' })).toBeVisible();
  await page.keyboard.press('k');
  const opened = await page.evaluate(async () => {
    const before = performance.now();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (document.querySelector('.fields-scroll .field-row')) resolve();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    return performance.now() - before;
  });
  say('the next message, decoded', `${Math.round(opened)} ms`);

  const longest = await page.evaluate(async () => {
    const list = document.querySelector('.fields-scroll');
    let worst = 0;
    let last = performance.now();
    for (let frame = 0; frame < 120; frame += 1) {
      list?.scrollBy(0, 400);
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = performance.now();
      worst = Math.max(worst, now - last);
      last = now;
    }
    return worst;
  });
  say('longest frame while the fields of a month scroll', `${Math.round(longest)} ms`);

  const comments = Array.from({ length: 4000 }, (_, at) => `<!-- a remark that takes its room, number ${at} -->`).join(
    '\n',
  );
  const built = (await callWorkbench(served.url, 'request.build', { serviceReferenceVariant: '8.2' })) as {
    xml: string;
  };
  const xml = built.xml.replace('</sr:Request>', `${comments}\n</sr:Request>`);
  const draft = { tabs: [{ id: 'large', variant: '8.2', xml, made: '' }], current: 'large' };
  await callWorkbench(served.url, 'draft.save', { name: 'compose', value: JSON.stringify(draft) });
  await page.getByRole('link', { name: 'Compose' }).click();
  await page.getByRole('radiogroup', { name: 'How the request is shown' }).getByText('XML').click();
  const line = page.locator('.view-line', { hasText: 'ServiceReferenceVariant' });
  await line.getByText('8.2').dblclick();
  const before = Date.now();
  await page.keyboard.type('x');
  await expect(page.getByText(/\d+ errors?, \d+ warning/)).toBeVisible();
  say(
    `findings after a key in ${Math.round(xml.length / 1000)} kB of XML, the pause of 250 ms included`,
    `${Date.now() - before} ms`,
  );

  const cdp = await page.context().newCDPSession(page);
  const heap = async (): Promise<number> => {
    await cdp.send('HeapProfiler.collectGarbage');
    return ((await cdp.send('Runtime.getHeapUsage')) as { usedSize: number }).usedSize / 1e6;
  };
  await page.getByRole('link', { name: 'Campaign' }).click();
  const first = await heap();
  for (let run = 0; run < 3; run += 1) {
    await page.getByRole('button', { name: 'Run Read inventory' }).click();
    await expect(page.getByText('3 of 3 steps')).toBeVisible({ timeout: 20_000 });
    await page.getByRole('link', { name: 'Campaign' }).click();
    await expect(page.getByRole('button', { name: 'Run all' })).toBeEnabled();
  }
  say('memory of the page before and after three runs', `${first.toFixed(1)} MB, ${(await heap()).toFixed(1)} MB`);
});
