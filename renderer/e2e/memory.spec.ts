import { execFileSync } from 'node:child_process';
import { expect, test } from './workbench.ts';

// A figure, printed and not asserted. UEPT_MEMORY_MINUTES makes the runs go on for as long as a working day has.
const minutes = Number(process.env.UEPT_MEMORY_MINUTES ?? 0.2);
const minuteMs = 60_000;

test.use({ trace: 'off' });

/** Megabytes that a process holds in memory; 0 where the system has no `ps` to say so. */
function residentMegabytes(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1000;
  } catch {
    return 0;
  }
}

test('memory over runs that follow one another is printed', async ({ page, served }) => {
  test.setTimeout((minutes + 5) * minuteMs);
  await page.goto(served.url);
  const cdp = await page.context().newCDPSession(page);
  const say = async (when: string): Promise<void> => {
    await cdp.send('HeapProfiler.collectGarbage');
    const { usedSize } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number };
    const { nodes } = (await cdp.send('Memory.getDOMCounters')) as { nodes: number };
    console.log(
      `  memory ${when}: page ${(usedSize / 1e6).toFixed(1)} MB, ${nodes} nodes, program ${residentMegabytes(served.pid).toFixed(0)} MB`,
    );
  };
  const screens = page.getByRole('navigation', { name: 'Screens' }).getByRole('link');
  const began = Date.now();
  let told = began;
  await page.getByRole('button', { name: 'Run all' }).waitFor();
  await say('at the beginning');
  for (let runs = 1; Date.now() - began < minutes * minuteMs; runs += 1) {
    await page.getByRole('button', { name: 'Run all' }).click();
    // However busy the machine is.
    await expect(page.getByText('31 of 31 steps')).toBeVisible({ timeout: 2 * minuteMs });
    await page.getByRole('option', { name: '4.8.1 response I0' }).first().click();
    for (const tab of ['Decoded', 'Data', 'XML']) await page.getByRole('tab', { name: tab }).click();
    for (const screen of await screens.all()) await screen.click();
    await screens.first().click();
    if (runs > 1 && Date.now() - told < (minutes * minuteMs) / 12) continue;
    told = Date.now();
    await say(`after ${runs} ${runs === 1 ? 'run' : 'runs'}`);
  }
  await say(`after ${((Date.now() - began) / minuteMs).toFixed(1)} minutes`);
});
