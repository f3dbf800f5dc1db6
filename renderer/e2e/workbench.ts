import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { startForBrowser } from './shells/browser.ts';
import { startElectron, whyNoElectron } from './shells/electron.ts';
import type { SavedFile, Shell } from './shells/shell.ts';
import { startOnStandIn } from './shells/standIn.ts';

/** What a journey is walked in. */
export interface ShellOptions {
  shell: 'browser' | 'standIn' | 'electron';
}

export interface Served {
  url: string;
  folder: string;
  /** The process that does the work. */
  pid: number;
  /** Asks the workbench by name, and answers the value of its Reply. */
  call<T = unknown>(name: string, input: unknown): Promise<T>;
  /** Does something in the page, and waits for the file that comes of it. */
  save(page: Page, act: () => Promise<void>): Promise<SavedFile>;
  /** Ends the host as a crash does, and starts another on the same workspace, after what happens in between. */
  restart(between?: () => Promise<void>): Promise<string>;
}

interface Journey {
  started: { served: Served; running(): Shell };
  served: Served;
}

/** A workbench with a fresh workspace for each journey: the browser host, or the desktop program. */
export const test = base.extend<ShellOptions & Journey>({
  shell: ['browser', { option: true }],
  started: async ({ shell, colorScheme }, use, info) => {
    const reason = shell === 'electron' ? whyNoElectron() : undefined;
    info.skip(reason !== undefined, reason);
    const folder = await mkdtemp(join(tmpdir(), 'uept-journey-'));
    const start = (): Promise<Shell> => {
      if (shell === 'electron') return startElectron(folder, colorScheme);
      return shell === 'standIn' ? startOnStandIn(folder) : startForBrowser(folder);
    };
    let running = await start();
    const served: Served = {
      url: running.url,
      folder,
      pid: running.pid,
      async call<T>(name: string, input: unknown) {
        const reply = (await running.ask(name, input)) as { ok: boolean; value: T };
        expect(reply, name).toMatchObject({ ok: true });
        return reply.value;
      },
      save: (page, act) => running.save(page, act),
      async restart(between) {
        info.skip(shell !== 'browser', 'A window ends with its program: the rest is walked in a browser');
        running.kill();
        await between?.();
        running = await start();
        return running.url;
      },
    };
    await use({ served, running: () => running });
    await running.close();
    await rm(folder, { recursive: true, force: true });
  },
  served: async ({ started }, use) => use(started.served),
  // The one that is named first is made first: without Electron no page is made.
  page: async ({ started, page }, use) => {
    const { window, prepare } = started.running();
    await prepare?.(page);
    await use(window ?? page);
  },
});

/**
 * Fails on anything that axe finds by WCAG 2.2 A and AA.
 *
 * @param still a frame in which nothing runs, axe neither: what it holds is to be looked at in a page of its own
 */
export async function expectAccessible(page: Page, still?: string): Promise<void> {
  const axe = new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // Otherwise it ends in a page of its own, which Electron does not open.
    .setLegacyMode(page.url().startsWith('app:'));
  if (still !== undefined) axe.exclude(still);
  const { violations } = await axe.analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}

export { expect };
