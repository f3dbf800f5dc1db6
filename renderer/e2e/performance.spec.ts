import type { Page } from '@playwright/test';
import { expect, type Served, test } from './workbench.ts';

// A trace copies every answer and every change of the page as it happens: the figures would be its own.
test.use({ trace: 'off' });

// Figures, printed and not asserted: they are of this machine, with whatever else it does.
const say = (what: string, figure: string): void => console.log(`  ${what}: ${figure}`);

/** The longest frame in milliseconds while something scrolls, 400 px a frame. */
const longestFrame = (page: Page, selector: string): Promise<number> =>
  page.evaluate(async (wanted) => {
    const list = document.querySelector(wanted);
    if (!list) throw new Error(`Nothing to scroll: ${wanted}`);
    let worst = 0;
    let last = await new Promise<number>(requestAnimationFrame);
    for (let frame = 0; frame < 180; frame += 1) {
      list.scrollBy(0, 400);
      const now = await new Promise<number>(requestAnimationFrame);
      worst = Math.max(worst, now - last);
      last = now;
    }
    return worst;
  }, selector);

/** Milliseconds from an act until something is drawn. */
const until = (page: Page, key: string, selector: string): Promise<number> =>
  page.evaluate(
    async ([pressed, wanted]) => {
      const before = performance.now();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: pressed ?? '', bubbles: true }));
      while (!document.querySelector(wanted ?? '')) await new Promise(requestAnimationFrame);
      return performance.now() - before;
    },
    [key, selector],
  );

/** Milliseconds from a key until the findings of the text that it made are drawn. */
async function untilFindings(page: Page, key: string): Promise<number> {
  const behind = await page.evaluateHandle(() => {
    const findings = new Promise<number>((resolve) => {
      const follow = ({ timeStamp }: KeyboardEvent): void => {
        let wasBusy = false;
        const look = (): void => {
          const isBusy = document.querySelector('.findings')?.getAttribute('aria-busy') === 'true';
          wasBusy ||= isBusy;
          if (wasBusy && !isBusy) resolve(performance.now() - timeStamp);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      };
      document.addEventListener('keydown', follow, { once: true, capture: true });
    });
    return { findings };
  });
  await page.keyboard.type(key);
  return behind.evaluate(({ findings }) => findings);
}

/** A request for thirteen months of half-hours, and what comes back: the id of the response. */
async function readThirteenMonths({ call }: Served): Promise<number> {
  const status = await call<{
    organisations: { eui64: string; roles: string[] }[];
    devices: { deviceId: string; deviceType: string }[];
  }>('workbench.status', {});
  const day = 86_400_000;
  const midnight = Math.floor(Date.now() / day) * day - day;
  const moment = (at: number): string => new Date(at).toISOString().replace('.000Z', '.00Z');
  const { xml } = await call<{ xml: string }>('request.build', {
    serviceReferenceVariant: '4.8.1',
    recent: true,
    originator: status.organisations.find(({ roles }) => roles.includes('MDR'))?.eui64,
    target: status.devices.find(({ deviceType }) => deviceType === 'ESME')?.deviceId,
  });
  const asked = xml
    .replace(/(StartDateTime>)[^<]+/, `$1${moment(midnight - 397 * day)}`)
    .replace(/(EndDateTime>)[^<]+/, `$1${moment(midnight)}`);
  const { messages } = await call<{ messages: { id: number; kind: string }[] }>('request.send', {
    xml: asked,
    waitMs: 30_000,
  });
  const response = messages.findLast(({ kind }) => kind === 'serviceResponse');
  if (!response) throw new Error('The thirteen months did not come');
  return response.id;
}

/** Makes a run, and the list of evidence, ten thousand messages long on their way to the page. */
async function lengthen(page: Page): Promise<void> {
  await page.route(/workbench\/(run\.get|message\.search|message\.list)$/, async (route) => {
    // A connection that is kept open may be closed by the other end in the moment in which it is used again.
    const answer = await route.fetch({ maxRetries: 3 });
    const reply = (await answer.json()) as { value: { messages: { id: number }[] } | { id: number }[] };
    const own = Array.isArray(reply.value) ? reply.value : reply.value.messages;
    const many = Array.from({ length: 10_000 }, (_, at) => ({ ...own[at % own.length], id: at + 1 }));
    const value = Array.isArray(reply.value) ? many : { ...reply.value, total: many.length, messages: many };
    await route.fulfill({ json: { ...reply, value } });
  });
}

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
  await expect(page.getByRole('tree', { name: 'Decoded fields' })).toBeVisible();
  await page.keyboard.press('k');
  const opened = await until(page, 'j', '.fields-scroll .field-row');
  say('the next message, decoded', `${Math.round(opened)} ms`);

  say(
    'longest frame while the fields of a month scroll',
    `${Math.round(await longestFrame(page, '.fields-scroll'))} ms`,
  );

  const year = await readThirteenMonths(served);
  const evidence = (id: number): Promise<void> =>
    page.evaluate((place) => {
      location.hash = place;
    }, `#/evidence/${id}`);
  await evidence(year - 2);
  await expect(page.getByRole('heading', { name: /4\.8\.1 acknowledgement/ })).toBeVisible();
  for (const round of ['first', 'second']) {
    await evidence(year - 2);
    await expect(page.getByRole('heading', { name: /4\.8\.1 acknowledgement/ })).toBeVisible();
    const shown = await page.evaluate(async (place) => {
      const before = performance.now();
      location.hash = place;
      while (!document.querySelector('.fields-scroll .field-row')) await new Promise(requestAnimationFrame);
      return performance.now() - before;
    }, `#/evidence/${year}`);
    say(`19,056 half-hours open to their first rows, the ${round} time`, `${Math.round(shown)} ms`);
  }
  say('longest frame while their fields scroll', `${Math.round(await longestFrame(page, '.fields-scroll'))} ms`);

  await lengthen(page);
  await page.getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByText('10000 messages')).toBeVisible();
  say('longest frame while 10,000 messages of a run scroll', `${Math.round(await longestFrame(page, '.chart'))} ms`);
  await page.getByRole('link', { name: 'Evidence' }).click();
  await expect(page.getByText(/10,?000 messages/)).toBeVisible();
  say(
    'longest frame while a list of 10,000 messages scrolls',
    `${Math.round(await longestFrame(page, '.evidence-scroll'))} ms`,
  );
  await page.unrouteAll();

  const comments = Array.from({ length: 4000 }, (_, at) => `<!-- a remark that takes its room, number ${at} -->`).join(
    '\n',
  );
  const built = await served.call<{ xml: string }>('request.build', { serviceReferenceVariant: '8.2' });
  const xml = built.xml.replace('</sr:Request>', `${comments}\n</sr:Request>`);
  const draft = { tabs: [{ id: 'large', variant: '8.2', xml, made: '' }], current: 'large' };
  await served.call('draft.save', { name: 'compose', value: JSON.stringify(draft) });
  await page.getByRole('link', { name: 'Compose' }).click();
  await page.getByRole('radiogroup', { name: 'How the request is shown' }).getByText('XML').click();
  const line = page.locator('.view-line', { hasText: 'ServiceReferenceVariant' });
  await line.getByText('8.2').dblclick();
  for (const [round, key] of [
    ['the first', 'x'],
    ['the second', 'y'],
  ] as const) {
    say(
      `findings after ${round} key in ${Math.round(xml.length / 1000)} kB of XML, the pause included`,
      `${Math.round(await untilFindings(page, key))} ms`,
    );
    await expect(page.getByText(/\d+ errors?, \d+ warning/)).toBeVisible();
  }
});
