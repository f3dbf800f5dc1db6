import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageRecord, RunState } from '../application/ports.ts';
import { findBrokenEvent, listEvents } from './chain.ts';
import { evidenceStore } from './store.ts';
import { openWorkspace } from './workspace.ts';

const at = '2026-03-03T10:00:00.000Z';
const message = (body: string): MessageRecord => ({
  at,
  virtualAt: null,
  service: 'receiveResponse',
  peer: '127.0.0.1',
  headers: [],
  httpStatus: null,
  body: Buffer.from(body),
});
const run = (id: string, createdAt: string): RunState => ({
  id,
  campaignId: 'c',
  title: id,
  target: 'emulator',
  status: 'created',
  outcome: null,
  createdAt,
  finishedAt: null,
  tester: 'somebody',
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uept-bad-day-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a full disk', () => {
  it('is named, loses nothing that was kept, and takes more when there is room', async () => {
    const { db, file } = await openWorkspace(join(folder, 'a.uept'));
    const store = evidenceStore({ db, file });
    store.recordReceived(message('before'), null, null);
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const fill = () => {
      for (let index = 0; index < 1000; index += 1)
        store.recordReceived(message(`${index} ${'x'.repeat(5000)}`), null, null);
    };
    expect(fill).toThrow(expect.objectContaining({ code: 'disk-full', message: expect.stringContaining(file) }));
    const kept = store.listMessages({}).length;
    expect(findBrokenEvent(listEvents(db))).toBeUndefined();
    db.pragma('max_page_count = 4294967294');
    store.recordReceived(message('after'), null, null);
    expect(store.listMessages({}).length).toBe(kept + 1);
    expect(findBrokenEvent(listEvents(db))).toBeUndefined();
    db.close();
  });
});

describe('a folder that cannot be written', () => {
  it('is named with what to do', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(openWorkspace(join(folder, 'file/a.uept'))).rejects.toMatchObject({
      code: 'unwritable-file',
      message: expect.stringContaining('--workspace'),
    });
  });
});

describe('a clock that is set back', () => {
  it('changes neither the order of runs nor that counters rise', async () => {
    const workspace = await openWorkspace(join(folder, 'a.uept'));
    const store = evidenceStore(workspace);
    store.createRun(run('first', '2026-03-03T11:00:00.000Z'), '{}', []);
    store.createRun(run('second', '2026-03-03T10:00:00.000Z'), '{}', []);
    expect(store.listRuns('c').map(({ id }) => id)).toEqual(['second', 'first']);
    const before = store.nextOriginatorCounter('a', 'b', Date.parse('2026-03-03T11:00:00Z'));
    expect(store.nextOriginatorCounter('a', 'b', Date.parse('2026-03-03T10:00:00Z'))).toBe(before + 1n);
    workspace.db.close();
  });
});

// A process of its own would take longer to start than the writing takes; SQLite locks between connections all the same.
const writer = `
  const { workerData } = require('node:worker_threads');
  (async () => {
    const { openWorkspace } = await import(workerData.workspace);
    const { evidenceStore } = await import(workerData.store);
    const workspace = await openWorkspace(workerData.file);
    const store = evidenceStore(workspace);
    for (let index = 0; index < 150; index += 1) {
      const body = Buffer.from(workerData.name + index);
      store.recordReceived({ at: '${at}', virtualAt: null, service: 'receiveResponse', peer: '', headers: [], httpStatus: null, body }, null, null);
      store.nextOriginatorCounter('a', 'b', 0);
    }
    workspace.db.close();
  })().catch((error) => { throw error; });
`;

describe('two workbenches on one workspace', () => {
  it('write one chain, and never the same counter', async () => {
    const file = join(folder, 'a.uept');
    (await openWorkspace(file)).db.close();
    const data = {
      file,
      workspace: join(import.meta.dirname, 'workspace.ts'),
      store: join(import.meta.dirname, 'store.ts'),
    };
    const work = (name: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const worker = new Worker(writer, { eval: true, workerData: { ...data, name } });
        worker.on('error', reject);
        worker.on('exit', resolve);
      });
    expect(await Promise.all([work('one '), work('two ')])).toEqual([0, 0]);
    const { db } = await openWorkspace(file);
    expect(evidenceStore({ db, file }).listMessages({})).toHaveLength(300);
    expect(findBrokenEvent(listEvents(db))).toBeUndefined();
    expect(evidenceStore({ db, file }).nextOriginatorCounter('a', 'b', 0)).toBe(300n);
    db.close();
  });
});
