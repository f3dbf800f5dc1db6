import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openedWorkspace } from './openedFile.ts';
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

describe('the workspace that is opened', () => {
  it('is the one that was double-clicked', () => {
    expect(openedWorkspace(['program', '--flag', 'a.uept'], folder)).toBe(join(folder, 'a.uept'));
    expect(openedWorkspace(['program', '.', 'out/main/electron.js'], folder)).toBeUndefined();
    expect(openedWorkspace(['other.uept'], folder)).toBeUndefined();
  });
});
