import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type StandIn, startOnStandIn } from './shells/standIn.ts';
import { writeShortLoad } from './shortLoad.ts';

interface Desktop {
  folder: string;
  act: StandIn['act'];
  /** Calls the workbench as the page does, through the preload. */
  call<T>(name: string, input: unknown): Promise<T>;
}

const test = base.extend<{ desktop: Desktop }>({
  desktop: async ({ browserName: _ }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'uept-desktop-'));
    const { act, ask, kill } = await startOnStandIn(folder);
    await use({
      folder,
      act,
      async call<T>(name: string, input: unknown) {
        const reply = (await ask(name, input)) as { ok: boolean; value: T };
        expect(reply, name).toMatchObject({ ok: true });
        return reply.value;
      },
    });
    kill();
    rmSync(folder, { recursive: true, force: true });
  },
});

test('the built desktop program opens a hardened window on its own page, and closes', async ({ desktop }) => {
  await expect
    .poll(() => desktop.act('window'))
    .toEqual({
      address: 'app://workbench/',
      isShown: true,
      hasPreload: true,
      settings: { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false },
    });
  const program = await desktop.act<{ userData: string }>('program');
  const { userData } = program;
  expect(program).toEqual({
    schemes: [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
    userData: expect.stringContaining(desktop.folder),
    menus: 1,
  });
  const page = await desktop.act<{ body: string }>('load', 'app://workbench/');
  expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } });
  const script = /src="([^"]+\.js)"/.exec(Buffer.from(page.body, 'base64').toString())?.[1] ?? '';
  const address = new URL(script, 'app://workbench/').href;
  expect(await desktop.act('load', address)).toMatchObject({ headers: { 'content-type': 'text/javascript' } });
  expect(await desktop.act('load', 'app://elsewhere/')).toMatchObject({ status: 404 });
  expect(await desktop.act('close')).toBe('quit');
  expect(existsSync(join(dirname(userData), 'window.json'))).toBe(true);
});

test('the built desktop program answers its own page alone, which may copy text and nothing else', async ({
  desktop,
}) => {
  const own = { url: 'app://workbench/#/campaign', parent: null };
  expect(await desktop.act('callFrom', own)).toMatchObject({ ok: true });
  const others = [null, { url: 'https://example.org/', parent: null }, { url: 'app://workbench/', parent: own }];
  for (const frame of others) expect(await desktop.act('callFrom', frame)).toMatchObject({ ok: false });
  const asked = (permission: string, origin: string) => desktop.act('permission', permission, origin);
  expect(await asked('clipboard-sanitized-write', 'app://workbench/')).toEqual([true, true]);
  expect(await asked('clipboard-sanitized-write', 'https://example.org/')).toEqual([false, false]);
  expect(await asked('media', 'app://workbench/')).toEqual([false, false]);
});

test('the built desktop program runs a campaign to its verified pack', async ({ desktop }) => {
  const run = await desktop.call<{ runId: string }>('run.start', {});
  const outcome = async () => (await desktop.call<{ outcome: string | null }>('run.get', run)).outcome;
  await expect.poll(outcome, { timeout: 40_000 }).toBe('pass');
  const { file } = await desktop.call<{ file: string }>('pack.make', { draft: true });
  expect(await desktop.call('pack.verify', { file })).toMatchObject({ ok: true });
  await desktop.call('pack.show', { file });
  expect(await desktop.act('shown')).toEqual([file]);
});

test('the built desktop program carries a load run on threads of its own', async ({ desktop }) => {
  writeShortLoad(desktop.folder, 20);
  const profiles = await desktop.call<{ file: string; title: string }[]>('capacity.list', {});

  const { file = '' } = profiles.find(({ title }) => title === 'A short day') ?? {};
  await desktop.call('capacity.start', { file });
  const standing = () => desktop.call<{ state: string; completed: number }>('capacity.get', {});
  await expect.poll(async () => (await standing()).state, { timeout: 40_000 }).toBe('finished');
  expect(await standing()).toMatchObject({ completed: 20, failed: 0 });
});
