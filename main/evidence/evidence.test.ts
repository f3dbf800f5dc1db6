import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRecord } from '../application/ports.ts';
import { findBrokenEvent, listEvents } from './chain.ts';
import { openDatabase } from './database.ts';
import { currentVersion } from './migrate.ts';
import { evidenceStore } from './store.ts';
import { openWorkspace } from './workspace.ts';

const at = '2026-03-03T10:00:00.000Z';
const message: MessageRecord = {
  at,
  virtualAt: null,
  service: 'receiveResponse',
  peer: '127.0.0.1',
  headers: [['content-type', 'application/xml']],
  httpStatus: null,
  body: Buffer.from('<a/>'),
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uept-evidence-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the workspace', () => {
  it('refuses a file from a newer version, and leaves it as it was', async () => {
    const file = join(folder, 'a.uept');
    const { db } = await openWorkspace(file);
    db.pragma(`user_version = ${currentVersion + 1}`);
    db.close();
    await expect(openWorkspace(file)).rejects.toMatchObject({
      code: 'workspace-newer',
      message: expect.stringContaining('install that version'),
    });
    const again = openDatabase(file);
    expect(again.pragma('user_version', { simple: true })).toBe(currentVersion + 1);
    again.close();
  });

  it('refuses an SQLite file that is not a workspace, and a file that is not SQLite', async () => {
    const other = openDatabase(join(folder, 'other.sqlite'));
    other.exec('CREATE TABLE t (x)');
    other.close();
    await expect(openWorkspace(join(folder, 'other.sqlite'))).rejects.toMatchObject({ code: 'workspace-damaged' });
    await expect(openWorkspace(join(import.meta.dirname, 'chain.ts'))).rejects.toMatchObject({
      code: 'workspace-damaged',
    });
  });

  it('writes with full synchronisation in WAL mode, with foreign keys and recursive triggers on', async () => {
    const { db } = await openWorkspace(join(folder, 'a.uept'));
    const setting = (name: string): unknown => db.pragma(name, { simple: true });
    expect([
      setting('journal_mode'),
      setting('synchronous'),
      setting('foreign_keys'),
      setting('recursive_triggers'),
      setting('trusted_schema'),
    ]).toEqual(['wal', 2, 1, 1, 0]);
    db.close();
  });
});

describe('evidence', () => {
  it('is never updated, deleted or replaced', async () => {
    const workspace = await openWorkspace(':memory:');
    evidenceStore(workspace).recordReceived(message, null, null);
    const attempts = [
      "UPDATE event SET kind = 'x'",
      'DELETE FROM event',
      'INSERT OR REPLACE INTO event SELECT * FROM event',
      "UPDATE blob SET bytes = x'00'",
      'DELETE FROM blob',
      "UPDATE message SET peer = 'x'",
      'DELETE FROM message',
    ];
    for (const attempt of attempts) expect(() => workspace.db.exec(attempt), attempt).toThrow('evidence is never');
  });

  it('keeps bytes exactly, once however often they come', async () => {
    const workspace = await openWorkspace(':memory:');
    const store = evidenceStore(workspace);
    const odd = { ...message, body: Uint8Array.from([0xff, 0, 0x0d, 0x0a]) };
    const ids = [store.recordReceived(odd, null, null), store.recordReceived(odd, null, null)];
    expect(ids.map((id) => [...(store.findMessage(id)?.body ?? [])])).toEqual([
      [0xff, 0, 0x0d, 0x0a],
      [0xff, 0, 0x0d, 0x0a],
    ]);
    expect(workspace.db.prepare('SELECT count(*) AS count FROM blob').get()).toEqual({ count: 1 });
  });

  it('forms a chain in which a changed, removed or moved event is found', async () => {
    const workspace = await openWorkspace(':memory:');
    const store = evidenceStore(workspace);
    for (let index = 0; index < 5; index += 1) store.recordReceived(message, null, null);
    const events = [...listEvents(workspace.db)];
    expect(findBrokenEvent(events)).toBeUndefined();
    expect(
      findBrokenEvent(
        events.map((event) => (event.seq === 3 ? { ...event, body: event.body.replace('127', '128') } : event)),
      )?.seq,
    ).toBe(3);
    expect(
      findBrokenEvent(events.map((event) => (event.seq === 3 ? { ...event, at: '2026-03-03T10:00:00.001Z' } : event)))
        ?.seq,
    ).toBe(3);
    expect(findBrokenEvent(events.filter((event) => event.seq !== 2))?.seq).toBe(2);
    expect(
      findBrokenEvent([...events.slice(0, 2), ...events.slice(3, 4), ...events.slice(2, 3), ...events.slice(4)])?.seq,
    ).toBe(3);
  });
});

describe('Originator Counters', () => {
  it('increase strictly for each pair, through restarts and a clock that is set back', async () => {
    const file = join(folder, 'a.uept');
    const first = await openWorkspace(file);
    const next = (workspace: typeof first, target: string, now: number): string =>
      evidenceStore(workspace).nextOriginatorCounter('O', target, now).toString();
    const before = [next(first, 'T', 1000), next(first, 'T', 1000), next(first, 'U', 1000)];
    first.db.close();
    const second = await openWorkspace(file);
    const after = [next(second, 'T', 500), next(second, 'T', 2000)];
    second.db.close();
    expect([...before, ...after]).toEqual(['1000', '1001', '1000', '1002', '2000']);
  });

  it('end at the last number of 64 bits, and say so', async () => {
    const workspace = await openWorkspace(':memory:');
    workspace.db.prepare('INSERT INTO originator_counter VALUES (?, ?, ?)').run('O', 'T', (2n ** 64n - 1n).toString());
    expect(() => evidenceStore(workspace).nextOriginatorCounter('O', 'T', 0)).toThrow('used up');
  });
});

describe('a run whose process is gone', () => {
  it('is shown as interrupted when the workspace is opened again', async () => {
    const workspace = await openWorkspace(':memory:');
    const store = evidenceStore(workspace);
    const run = {
      id: 'r',
      campaignId: 'c',
      title: 't',
      target: 'emulator',
      status: 'running' as const,
      outcome: null,
      createdAt: at,
      finishedAt: null,
      tester: 'x',
    };
    store.createRun(run, '{}', []);
    expect(store.markInterruptedRuns(at)).toEqual([]);
    workspace.db.prepare('UPDATE run SET owner_pid = 2147483646').run();
    expect([store.markInterruptedRuns(at), store.findRun('r')?.status]).toEqual([['r'], 'interrupted']);
  });
});
