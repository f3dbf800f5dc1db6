import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test } from '@playwright/test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const hasElectron = existsSync(
  join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'path.txt'),
);

test('the desktop window runs the campaign', async () => {
  test.skip(!hasElectron, 'Electron’s program is not on this machine and is fetched only by npm start');
  const workspace = join(await mkdtemp(join(tmpdir(), 'uept-electron-')), 'journey.uept');
  const app = await _electron.launch({
    args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...process.env, UEPT_WORKSPACE: workspace } as Record<string, string>,
  });
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByText('31 of 31 steps')).toBeVisible({
    timeout: 30_000,
  });
  await app.close();
});
