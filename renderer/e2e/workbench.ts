import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Served {
  url: string;
  folder: string;
  /** Ends the host as a crash does, and starts another on the same workspace, after what happens in between. */
  restart(between?: () => Promise<void>): Promise<string>;
}

async function start(folder: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      'main/hosts/cli.ts',
      'serve',
      '--workspace',
      join(folder, 'journey.uept'),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      // Whatever the host keeps for its user stays in the folder of the journey.
      env: { ...process.env, HOME: folder, APPDATA: folder, XDG_DATA_HOME: folder },
    },
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', (code) => reject(new Error(`The browser host ended with ${code}`)));
  });
  return { child, url };
}

/** A browser host with a fresh workspace for each journey. */
export const test = base.extend<{ served: Served }>({
  served: async ({ browserName: _ }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'uept-journey-'));
    let running = await start(folder);
    await use({
      url: running.url,
      folder,
      async restart(between) {
        running.child.kill('SIGKILL');
        await between?.();
        running = await start(folder);
        return running.url;
      },
    });
    running.child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  },
});

/** Asks the workbench behind an address as another program of this machine would. */
export async function callWorkbench(address: string, name: string, input: unknown): Promise<unknown> {
  const { origin, hash } = new URL(address);
  const answer = await fetch(`${origin}/workbench/${name}`, {
    method: 'POST',
    headers: { origin, authorization: `Bearer ${hash.replace('#token=', '')}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const reply = (await answer.json()) as { ok: boolean; value?: unknown };
  expect(reply).toMatchObject({ ok: true });
  return reply.value;
}

/** Fails on anything that axe finds by WCAG 2.2 A and AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([]);
}

export { expect };
