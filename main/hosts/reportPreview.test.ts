import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { followRun } from './cli/followRun.ts';
import { type Composition, composeWorkbench } from './compose.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-preview-'));
const shown: string[] = [];
const problems: unknown[] = [];
let composition: Composition;
let workbench: Workbench;

beforeAll(() => {
  composition = composeWorkbench({
    workspace: join(folder, 'a.uept'),
    showInFolder: (file) => void shown.push(file),
    report: (error) => problems.push(error),
  });
  workbench = connect((name, input) => dispatch(composition.handlers, name, input, composition.report));
});
afterAll(async () => {
  await composition.close();
  rmSync(folder, { recursive: true, force: true });
});

async function runOnce(): Promise<void> {
  const follow = followRun(() => {});
  composition.listen(follow.onEvent);
  const { runId } = await workbench['run.start']({ only: ['MDR-4.8.1-MONTH', 'MDR-8.2-MPXN'] });
  await follow.untilFinished(workbench, runId);
}

describe('the preview of the report', () => {
  it('is refused as the pack is where there is no evidence', async () => {
    await expect(workbench['pack.preview']({})).rejects.toMatchObject({ code: 'incomplete' });
  });

  it('is byte for byte the index.html of a draft that is made right after', async () => {
    await runOnce();
    const { html, draft } = await workbench['pack.preview']({});
    const { file } = await workbench['pack.make']({ draft: true });
    expect([draft, html.startsWith('<!doctype html>'), html.endsWith('</html>\n')]).toEqual([true, true, true]);
    expect(html).toContain('this pack is not complete and must not be submitted');
    // Nothing in a pack is compressed.
    expect(readFileSync(file).includes(Buffer.from(html))).toBe(true);
    expect(problems).toEqual([]);
  });

  it('has links to places of its own and to files of the pack, and no other attribute that leads anywhere', async () => {
    const { html } = await workbench['pack.preview']({});
    const links = [...html.matchAll(/<(\w+)\b[^>]*?\s(?:href|src|action|srcset|data)="([^"]*)"/g)].map(
      ([, element, to = '']) => (element === 'a' && /^(#|messages\/|verify\.html$|manifest\.json$)/.test(to) ? '' : to),
    );
    expect([...new Set(links)].sort()).toEqual(['', 'data:,']);
  });
});

describe('showing a pack in its folder', () => {
  it('shows what was made here: a pack, a redacted twin, and what its tokens stand for', async () => {
    const pack = await workbench['pack.make']({ draft: true });
    const twin = await workbench['pack.make']({ draft: true, redact: true });
    const files = [pack.file, twin.file, twin.revealFile ?? ''];
    for (const file of files) await workbench['pack.show']({ file });
    expect(shown.splice(0)).toEqual(files);
  });

  it('refuses every other file, be it there or not', async () => {
    const foreign = join(folder, 'foreign.zip');
    writeFileSync(foreign, 'a pack of somebody else');
    const { file } = await workbench['pack.make']({ draft: true });
    for (const other of [foreign, join(folder, 'a.uept'), `${file}.reveal`, '/etc/passwd', '', `${folder}/packs/`]) {
      await expect(workbench['pack.show']({ file: other })).rejects.toMatchObject({ code: 'target-refused' });
    }
    expect(shown).toEqual([]);
  });

  it('says so where the pack is gone', async () => {
    const { file } = await workbench['pack.make']({ draft: true });
    rmSync(file);
    await expect(workbench['pack.show']({ file })).rejects.toMatchObject({ code: 'not-found' });
    expect(shown).toEqual([]);
  });

  it('names the folder where nobody sits at the host', async () => {
    const alone = composeWorkbench({ workspace: join(folder, 'b.uept'), report: () => {} });
    const calls = connect((name, input) => dispatch(alone.handlers, name, input));
    await calls['run.start']({ only: ['MDR-8.2-MPXN'] });
    await expect.poll(async () => (await calls['run.list']({}))[0]?.status, { timeout: 30_000 }).toBe('finished');
    const { file } = await calls['pack.make']({ draft: true, file: join(folder, 'alone.zip') });
    await expect(calls['pack.show']({ file })).rejects.toMatchObject({
      code: 'target-refused',
      message: `This host has no file manager; the file is in ${folder}`,
    });
    await alone.close();
  });
});
