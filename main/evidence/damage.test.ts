import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrokenEvent, listEvents, sha256Hex } from './chain.ts';
import { findEvidenceDamage } from './damage.ts';
import { openDatabase } from './database.ts';
import { insertMessage } from './messages.ts';
import { applicationId, currentVersion } from './migrate.ts';
import { migrate as evidence } from './migrations/0001-evidence.ts';
import { migrate as search } from './migrations/0002-search-and-redaction.ts';
import { recoverWorkspace } from './recover.ts';
import { evidenceStore } from './store.ts';
import { backUpWorkspace, openWorkspace } from './workspace.ts';

const at = '2026-03-03T10:00:00.000Z';
const originator = '90-B3-D5-1F-30-01-00-00';
const target = '00-DB-12-34-56-78-90-A0';
const run = {
  id: 'r',
  campaignId: 'c',
  title: 'Run',
  target: 'emulator',
  status: 'created' as const,
  outcome: null,
  createdAt: at,
  finishedAt: null,
  tester: 'x',
};
const step = {
  position: 0,
  sequenceId: 's',
  stepId: 'a',
  title: 'Read',
  status: 'created' as const,
  outcome: null,
  requestId: null,
  waitingFor: null,
  startedAt: null,
  finishedAt: null,
};
const messageOf = (index: number) => ({
  at,
  virtualAt: null,
  service: 'sendCommand' as const,
  peer: '127.0.0.1',
  headers: [['content-type', 'application/xml']] as const,
  httpStatus: null,
  body: Buffer.from(`<a>${index} ${'0123456789'.repeat(80)}</a>`),
});
const judgementOf = (messageId: number, index: number) => ({
  messageId,
  campaignId: 'c',
  runId: 'r',
  position: 0,
  kind: 'serviceRequest',
  serviceReferenceVariant: '4.8.1',
  requestId: `${originator}:${target}:${1000 + index}`,
  responseId: null,
  responseCode: null,
  payloadSha256: null,
  dspScheduleId: null,
  duplicateOf: null,
  standing: 'expected' as const,
  signatureVerdict: 'ours',
  schemaVerdict: 'valid',
  detail: { index },
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uept-damage-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A workspace with one finished run of so many messages. */
async function filled(name: string, messages: number): Promise<string> {
  const workspace = await openWorkspace(join(folder, name));
  const store = evidenceStore(workspace);
  workspace.db.transaction(() => {
    store.createRun(run, '{}', [step]);
    for (let index = 0; index < messages; index += 1)
      store.recordJudgement(judgementOf(store.recordSent(messageOf(index), 'c'), index), at);
    const finding = {
      check: 'k',
      outcome: 'pass' as const,
      requirements: ['R'],
      message: 'm',
      position: 0,
      messageId: null,
    };
    store.finishStep('r', { ...step, status: 'finished', outcome: 'pass', finishedAt: at }, [finding], at);
    store.updateRun('r', { status: 'finished', outcome: 'pass', at });
  })();
  store.nextOriginatorCounter(originator, target, 5000);
  workspace.db.close();
  return workspace.file;
}

const pageSize = 4096;

/** Fills one page with nonsense, as a bad sector does. */
function spoilPage(file: string, page: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(pageSize, 0xa5), 0, pageSize, (page - 1) * pageSize);
  closeSync(handle);
}

/** What the tables say of a workspace, without what a restart changes. */
async function readBack(file: string) {
  const workspace = await openWorkspace(file);
  const store = evidenceStore(workspace);
  const said = {
    runs: store.listRuns(),
    steps: store.listSteps('r'),
    findings: store.listFindings('r'),
    messages: store.listMessages({ runId: 'r' }),
    found: store.searchMessages('1003', 10).total,
    counter: store.nextOriginatorCounter(originator, target, 0).toString(),
    chain: [...listEvents(workspace.db)].map(({ hash }) => hash),
  };
  workspace.db.close();
  return said;
}

describe('a damaged workspace', () => {
  it('is detected at opening, and left as it is, with the way to what can be saved', async () => {
    const file = await filled('a.uept', 40);
    spoilPage(file, 12);
    const before = sha256Hex(readFileSync(file));
    await expect(openWorkspace(file)).rejects.toMatchObject({
      code: 'workspace-damaged',
      message: expect.stringContaining(`uept workspace recover ${file} --out`),
    });
    expect(sha256Hex(readFileSync(file))).toBe(before);
  });

  it('gives everything back where only what is made from the chain was hit', async () => {
    const file = await filled('a.uept', 60);
    const expected = await readBack(file);
    const db = openDatabase(file);
    const roots = db
      .prepare<[], { rootpage: number }>(
        "SELECT rootpage FROM sqlite_schema WHERE name IN ('judgement', 'finding', 'run_step', 'judgement_by_run')",
      )
      .all();
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    for (const { rootpage } of roots) spoilPage(file, rootpage);
    const into = join(folder, 'saved.uept');
    expect(await recoverWorkspace(file, into)).toMatchObject({ lostEvents: [], lostBodies: 0, broken: null });
    expect(await readBack(into)).toEqual({ ...expected, counter: (BigInt(expected.counter) + 1n).toString() });
    const whole = openDatabase(into);
    expect([findEvidenceDamage(whole), whole.pragma('foreign_key_check')]).toEqual([[], []]);
    whole.close();
  });

  it('gives back what lies around any one bad page, never crashes, and says where the chain breaks', async () => {
    const file = await filled('a.uept', 40);
    const bytes = readFileSync(file);
    const pages = bytes.length / pageSize;
    let saved = 0;
    for (let page = 2; page <= pages; page += 1) {
      const spoiled = join(folder, `spoiled-${page}.uept`);
      writeFileSync(spoiled, bytes);
      spoilPage(spoiled, page);
      const into = join(folder, `saved-${page}.uept`);
      const recovery = await recoverWorkspace(spoiled, into).catch((error: { code?: string }) => error);
      if (!('events' in recovery)) {
        // The root of the chain itself: nothing can be found without it.
        expect(recovery).toMatchObject({ code: 'workspace-damaged' });
        continue;
      }
      saved += 1;
      expect(recovery.broken === null).toBe(recovery.lostEvents.length === 0);
      expect((await openAndCount(into)).events).toBe(recovery.events);
    }
    expect(saved).toBeGreaterThan(pages * 0.9);
  });

  it('never gives an Originator Counter out again that a request of the evidence carries', async () => {
    const file = await filled('a.uept', 40);
    const db = openDatabase(file);
    db.exec('DELETE FROM originator_counter');
    db.close();
    await recoverWorkspace(file, join(folder, 'saved.uept'));
    expect((await readBack(join(folder, 'saved.uept'))).counter).toBe('1040');
  });

  it('is never recovered over a file that is there', async () => {
    const file = await filled('a.uept', 2);
    await expect(recoverWorkspace(file, file)).rejects.toMatchObject({ code: 'conflict' });
  });
});

async function openAndCount(file: string): Promise<{ events: number }> {
  const { db } = await openWorkspace(file);
  const events = [...listEvents(db)].length;
  db.close();
  return { events };
}

describe('a workspace of an earlier format', () => {
  it('is brought up to date with its chain as it was, and kept beside as it was', async () => {
    const file = join(folder, 'old.uept');
    const db = openDatabase(file);
    evidence(db);
    search(db);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma('user_version = 2');
    for (let index = 0; index < 5; index += 1) insertMessage(db, 'sent', messageOf(index), 'c', null);
    const before = [...listEvents(db)];
    db.close();
    const workspace = await openWorkspace(file);
    const after = [...listEvents(workspace.db)];
    expect([after, findBrokenEvent(after), workspace.db.pragma('foreign_key_check')]).toEqual([before, undefined, []]);
    expect(() => workspace.db.exec("UPDATE event SET kind = 'x'")).toThrow('evidence is never');
    expect(() => workspace.db.exec('DELETE FROM event')).toThrow('evidence is never');
    workspace.db.close();
    expect(existsSync(`${file}.before-${currentVersion}`)).toBe(true);
  });
});

describe('a backup', () => {
  it('is a whole workspace of the same evidence, and never takes the place of a file', async () => {
    const file = await filled('a.uept', 5);
    const workspace = await openWorkspace(file);
    const copy = join(folder, 'copies', 'b.uept');
    await backUpWorkspace(workspace, copy);
    await expect(backUpWorkspace(workspace, copy)).rejects.toMatchObject({ code: 'conflict' });
    const chain = [...listEvents(workspace.db)];
    workspace.db.close();
    const opened = await openWorkspace(copy);
    expect([...listEvents(opened.db)]).toEqual(chain);
    opened.db.close();
  });
});
