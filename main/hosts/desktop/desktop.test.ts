import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunView } from '../../../shared/contract/shapes/runs.ts';
import { screenNames } from '../../../shared/screenNames.ts';
import { watchLongRuns } from './longRuns.ts';
import { type MenuItem, menuTemplate } from './menu.ts';
import { openedFile, verdictAddress } from './openedFile.ts';
import { isOwnPage, isPermitted } from './ownPage.ts';
import { serveFile } from './serveFile.ts';
import { isWithinReach, readWindowState } from './windowState.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-desktop-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const window = { x: 100, y: 50, width: 1440, height: 900 };

  it('is as it was left', () => {
    const file = join(folder, 'window.json');
    writeFileSync(file, JSON.stringify({ ...window, isMaximised: true }));
    expect(readWindowState(file)).toEqual({ ...window, isMaximised: true });
  });

  it('is of the usual size where its file is not there or is something else', () => {
    const file = join(folder, 'other.json');
    writeFileSync(file, '{"x": "left"');
    expect([readWindowState(file), readWindowState(join(folder, 'none.json'))]).toEqual([undefined, undefined]);
  });

  it('is put back only where it can be taken hold of', () => {
    const second = { ...screen, x: 1920 };
    const onSecond = { ...window, x: 2500 };
    expect([isWithinReach(window, [screen]), isWithinReach(onSecond, [screen, second])]).toEqual([true, true]);
    expect(isWithinReach(onSecond, [screen])).toBe(false);
    expect(isWithinReach({ ...window, y: 1060 }, [screen])).toBe(false);
  });
});

describe('a file that the program is asked to open', () => {
  it('is a workspace or a pack, the first that is named', () => {
    expect(openedFile(['program', '--flag', 'a.uept', 'b.zip'], folder)).toEqual({
      kind: 'workspace',
      file: join(folder, 'a.uept'),
    });
    expect(openedFile(['program', '/packs/B.ZIP'], folder)).toEqual({ kind: 'pack', file: '/packs/B.ZIP' });
    expect(openedFile(['program', '.', 'out/main/electron.js'], folder)).toBeUndefined();
    expect(openedFile(['other.uept'], folder)).toBeUndefined();
  });

  it('is shown, where it is a pack, at an address that holds its whole path', () => {
    const file = '/packs/a & b#1.zip';
    const address = verdictAddress(file);
    expect(new URLSearchParams(address.split('?')[1]).get('verify')).toBe(file);
  });
});

describe('the native menu', () => {
  const acts = {
    newWorkspace: () => {},
    openWorkspace: () => {},
    openRecent: (file: string) => void opened.push(file),
    verifyPack: () => {},
    show: (address: string) => void shown.push(address),
    showDataFolder: () => {},
  };
  const opened: string[] = [];
  const shown: string[] = [];
  const find = (menu: MenuItem[], ...labels: string[]): MenuItem | undefined => {
    const [first, ...rest] = labels;
    const item = menu.find(({ label }) => label?.startsWith(first ?? ''));
    return rest.length === 0 ? item : find(item?.submenu ?? [], ...rest);
  };

  it('opens each recent workspace, and says where there is none', () => {
    const menu = menuTemplate(false, ['/a/one.uept', '/b/two.uept'], acts);
    find(menu, 'File', 'Open Recent', 'two.uept')?.click?.();
    expect(opened).toEqual(['/b/two.uept']);
    const none = find(menuTemplate(false, [], acts), 'File', 'Open Recent')?.submenu;
    expect(none).toEqual([{ label: 'No workspace has been opened yet', enabled: false }]);
  });

  it('goes to every screen, to nine of them by a key of their own', () => {
    const go = find(menuTemplate(true, [], acts), 'Go')?.submenu ?? [];
    for (const item of go) item.click?.();
    expect(shown).toEqual(Object.keys(screenNames).map((screen) => `#/${screen}`));
    const keys = go.flatMap(({ accelerator }) => accelerator ?? []);
    expect([keys.length, new Set(keys).size]).toEqual([9, 9]);
  });

  it('has the program’s own menu on a Mac alone', () => {
    const roles = (isMac: boolean) => menuTemplate(isMac, [], acts).map(({ role, label }) => role ?? label);
    expect(roles(true)).toEqual(['appMenu', ...roles(false)]);
  });
});

describe('the window’s own page', () => {
  const others = ['app://elsewhere/', 'file:///index.html', 'https://workbench/', 'app:workbench', '', 'about:blank'];

  it('is known by its address, wherever on it one is', () => {
    const own = ['app://workbench/', 'app://workbench', 'app://workbench/#/runs/1', 'app://workbench/index.html'];
    expect(own.map(isOwnPage)).toEqual([true, true, true, true]);
    expect(others.filter(isOwnPage)).toEqual([]);
  });

  it('may put text on the clipboard, and nobody may do anything else', () => {
    expect(isPermitted('clipboard-sanitized-write', 'app://workbench/')).toBe(true);
    expect(others.filter((url) => isPermitted('clipboard-sanitized-write', url))).toEqual([]);
    const denied = ['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'fileSystem'];
    expect(denied.filter((permission) => isPermitted(permission, 'app://workbench/'))).toEqual([]);
  });
});

describe('the window’s own files', () => {
  it('are served from the interface’s folder with its policy, and nothing outside of it', async () => {
    const page = join(folder, 'page');
    mkdirSync(page);
    writeFileSync(join(page, 'index.html'), '<title>UEPT</title>');
    const found = await serveFile(page, 'app://workbench/');
    expect([found.status, found.headers.get('content-type'), await found.text()]).toEqual([
      200,
      'text/html',
      '<title>UEPT</title>',
    ]);
    expect(found.headers.get('content-security-policy')).toContain("default-src 'none'");
    const others = ['app://elsewhere/', 'app://workbench/..%2Fwindow.json', 'app://workbench/none.js'];
    expect(await Promise.all(others.map(async (url) => (await serveFile(page, url)).status))).toEqual([404, 404, 404]);
  });
});

describe('the end of a run', () => {
  const run = (given: Partial<RunView>): RunView => ({
    id: 'one',
    campaignId: 'mdr',
    title: 'MDR',
    target: 'emulator',
    status: 'running',
    outcome: null,
    createdAt: '2026-03-03T10:00:00.000Z',
    finishedAt: null,
    tester: 'jane',
    ...given,
  });
  const ended = (after: string, outcome: RunView['outcome'] = 'pass') =>
    run({ status: 'finished', outcome, finishedAt: `2026-03-03T10:${after}.000Z` });

  it('is told once where the run was long, and not where it was short or is of the past', () => {
    const watch = watchLongRuns();
    expect(watch([ended('05:00')])).toEqual([]);
    watch([run({})]);
    expect(watch([ended('05:00')])).toEqual([{ title: 'The run has passed', body: 'MDR, against emulator' }]);
    expect(watch([ended('05:00')])).toEqual([]);
    watch([run({})]);
    expect(watch([ended('00:05')])).toEqual([]);
    watch([run({})]);
    expect(watch([ended('05:00', 'fail')])[0]?.title).toBe('The run has ended: fail');
  });
});
