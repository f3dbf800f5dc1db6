import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../shared/contract/client.ts';
import type { Workbench } from '../../shared/contract/contract.ts';
import { openDatabase } from '../evidence/database.ts';
import { applicationId } from '../evidence/migrate.ts';
import { dispatch } from '../ipc/dispatch.ts';
import { readRecent, rememberWorkspace } from './recentWorkspaces.ts';
import { type RoamingWorkbench, roam } from './workspaces.ts';

const folder = mkdtempSync(join(tmpdir(), 'uept-workspaces-'));
const recent = join(folder, 'recent.json');
const [first, second] = [join(folder, 'first.uept'), join(folder, 'second.uept')];
let roaming: RoamingWorkbench;
let workbench: Workbench;

beforeAll(() => {
  roaming = roam({ workspace: first, recent, showInFolder: () => {}, report: () => {} });
  workbench = connect((name, input) => dispatch(roaming.handlers, name, input));
});
afterAll(async () => {
  await roaming.close();
  rmSync(folder, { recursive: true, force: true });
});

const openFile = async (): Promise<string> => (await workbench['workbench.status']({})).workspace;
const codeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code?: unknown }) => error.code,
  );

describe('a workbench that goes from one workspace to another', () => {
  it('makes a new one, keeps what is in each apart, and goes back', async () => {
    const heard: string[] = [];
    const stop = roaming.listen(({ name }) => heard.push(name));
    await workbench['draft.save']({ name: 'a', value: 'of the first' });
    const list = await workbench['workspace.open']({ file: second, isNew: true });
    expect(list.map(({ file, name, isOpen, problem }) => ({ file, name, isOpen, problem }))).toEqual([
      { file: second, name: 'second', isOpen: true, problem: null },
      { file: first, name: 'first', isOpen: false, problem: null },
    ]);
    expect(await openFile()).toBe(second);
    expect(await workbench['draft.get']({ name: 'a' })).toEqual({ value: null });
    await workbench['workspace.open']({ file: first });
    expect(await workbench['draft.get']({ name: 'a' })).toEqual({ value: 'of the first' });
    expect(heard).toContain('status.changed');
    stop();
  });

  it('stays where it is when the other is no workspace, is newer, or is not as it is said to be', async () => {
    const newer = join(folder, 'newer.uept');
    const db = openDatabase(newer);
    db.pragma('user_version = 9999');
    db.pragma(`application_id = ${applicationId}`);
    db.close();
    const text = join(folder, 'text.uept');
    writeFileSync(text, 'no database at all, but long enough to be taken for one by its size'.repeat(40));
    const tries = [
      { file: newer },
      { file: text },
      { file: join(folder, 'none.uept') },
      { file: second, isNew: true },
      { file: 'second.uept' },
      { file: join(folder, 'letter.txt'), isNew: true },
    ];
    const codes: unknown[] = [];
    for (const wanted of tries) codes.push(await codeOf(workbench['workspace.open'](wanted)));
    expect(codes).toEqual([
      'workspace-newer',
      'workspace-damaged',
      'not-found',
      'conflict',
      'invalid-argument',
      'invalid-argument',
    ]);
    expect(await openFile()).toBe(first);
  });

  it('does not leave a run that is under way', async () => {
    const { runId } = await workbench['run.start']({ pace: '30 s' });
    expect(await codeOf(workbench['workspace.open']({ file: second }))).toBe('conflict');
    await workbench['run.stop']({ runId });
  });

  it('forgets one at a word, and leaves its file', async () => {
    const list = await workbench['workspace.forget']({ file: second });
    expect(list.map(({ file }) => file)).toEqual([first]);
    expect(readFileSync(second).length).toBeGreaterThan(0);
  });
});

describe('the list of recent workspaces', () => {
  it('holds each once, the newest first, and no more than ten', () => {
    const list = join(folder, 'many.json');
    for (let number = 0; number < 12; number += 1)
      rememberWorkspace(list, `/w/${number}.uept`, '2026-03-03T10:00:00.000Z');
    rememberWorkspace(list, '/w/5.uept', '2026-03-03T11:00:00.000Z');
    const files = readRecent(list).map(({ file }) => file);
    expect(files.slice(0, 2)).toEqual(['/w/5.uept', '/w/11.uept']);
    expect([files.length, new Set(files).size]).toEqual([10, 10]);
  });

  it('is empty where it is something else', () => {
    const list = join(folder, 'broken.json');
    writeFileSync(list, '{');
    expect(readRecent(list)).toEqual([]);
  });
});
