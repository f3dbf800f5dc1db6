import { existsSync, rmSync } from 'node:fs';
import { WorkbenchError } from '../../shared/errors.ts';
import type { ChainEvent } from '../application/ports.ts';
import { findBrokenEvent, listEvents, sha256Hex } from './chain.ts';
import { openToRead, type ReadableDb, SqliteError, type WritableDb } from './database.ts';
import { readableRows } from './readableRows.ts';
import { applyEvent } from './rebuild.ts';
import { openWorkspace } from './workspace.ts';

/** What came out of a damaged workspace. */
export interface Recovery {
  file: string;
  events: number;
  /** Numbers of events that could not be read. */
  lostEvents: number[];
  /** Bodies that events name and that could not be read, or were not what they are named by. */
  lostBodies: number;
  /** Tables beside the evidence (drafts, counters) of which something could not be read. */
  lostFrom: string[];
  /** Where the chain of the new file no longer holds; null where all of it does. */
  broken: { seq: number; reason: string } | null;
}

/** Tables that are no evidence, and so are copied as they are. */
const copied = ['originator_counter', 'draft', 'pack_signature', 'workspace_secret'] as const;

/**
 * Saves what can be read of a damaged workspace into a new file; the damaged one is left as it is. Events and bodies
 * are read around what is damaged; all else is made again from them.
 *
 * @throws WorkbenchError `conflict` where `into` is there already, `workspace-damaged` where nothing can be read
 */
export async function recoverWorkspace(file: string, into: string): Promise<Recovery> {
  if (existsSync(into))
    throw new WorkbenchError('conflict', `${into} is there already; name another file, nothing is overwritten`);
  const damaged = openToRead(file);
  try {
    return await saveBeside(damaged, into);
  } catch (cause) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${into}${suffix}`, { force: true });
    if (!(cause instanceof SqliteError)) throw cause;
    throw new WorkbenchError(
      'workspace-damaged',
      `${file} is damaged where its tables are listed (${cause.message}); restore a backup`,
      { cause },
    );
  } finally {
    damaged.close();
  }
}

async function saveBeside(damaged: ReadableDb, into: string): Promise<Recovery> {
  const { db } = await openWorkspace(into);
  try {
    // What events name may be lost; that is counted, and is no reason to lose the events too.
    db.pragma('foreign_keys = OFF');
    return db.transaction(() => ({ file: into, ...saveInto(db, damaged) }))();
  } finally {
    db.close();
  }
}

function saveInto(db: WritableDb, damaged: ReadableDb): Omit<Recovery, 'file'> {
  saveBodies(db, damaged);
  const { events, lostEvents } = saveEvents(db, damaged);
  if (events === 0)
    throw new WorkbenchError('workspace-damaged', 'No event of the evidence chain can be read; restore a backup');
  const lostBodies = countMissingBodies(db);
  const lostFrom = copied.filter((table) => !copyTable(db, damaged, table));
  raiseCounters(db);
  db.exec("UPDATE run SET status = 'interrupted' WHERE status <> 'finished'");
  return { events, lostEvents, lostBodies, lostFrom, broken: findBrokenEvent(listEvents(db)) ?? null };
}

function saveBodies(db: WritableDb, damaged: ReadableDb): void {
  const insert = db.prepare('INSERT OR IGNORE INTO blob (sha256, bytes) VALUES (?, ?)');
  for (const { sha256, bytes } of readableRows(damaged, 'blob', () => {}))
    if (bytes instanceof Uint8Array && sha256Hex(bytes) === sha256) insert.run(sha256, bytes);
}

const columns = ['seq', 'at', 'kind', 'campaign_id', 'body', 'body_sha256', 'previous', 'hash'] as const;

function saveEvents(db: WritableDb, damaged: ReadableDb): { events: number; lostEvents: number[] } {
  const insert = db.prepare(`INSERT INTO event (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  const lostEvents: number[] = [];
  let [events, last] = [0, 0];
  for (const row of readableRows(damaged, 'event', () => {})) {
    for (let seq = last + 1; seq < row.rowid; seq += 1) lostEvents.push(seq);
    last = row.rowid;
    insert.run(...columns.map((column) => row[column]));
    events += 1;
    tryApply(db, {
      seq: row.rowid,
      at: String(row.at),
      kind: String(row.kind),
      campaignId: row.campaign_id === null ? null : String(row.campaign_id),
      body: String(row.body),
      bodySha256: String(row.body_sha256),
      previous: String(row.previous),
      hash: String(row.hash),
    });
  }
  return { events, lostEvents };
}

/** An event whose text was damaged stays in the chain, where it is named as broken; nothing is made of it. */
function tryApply(db: WritableDb, event: ChainEvent): void {
  if (sha256Hex(event.body) === event.bodySha256) applyEvent(db, event);
}

/** How many bodies the events name that are not there. */
const countMissingBodies = (db: ReadableDb): number =>
  db
    .prepare<[], { name: string }>(
      `SELECT body_sha256 AS name FROM message WHERE body_sha256 NOT IN (SELECT sha256 FROM blob)
       UNION SELECT detail FROM judgement WHERE detail NOT IN (SELECT sha256 FROM blob)
       UNION SELECT definition_sha256 FROM run WHERE definition_sha256 NOT IN (SELECT sha256 FROM blob)`,
    )
    .all().length;

/** @returns whether all of it could be read */
function copyTable(db: WritableDb, damaged: ReadableDb, table: (typeof copied)[number]): boolean {
  let isWhole = true;
  const rows = readableRows(damaged, table, () => {
    isWhole = false;
  });
  for (const { rowid: _, ...row } of rows) {
    const names = Object.keys(row);
    db.prepare(`INSERT OR REPLACE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
      ...Object.values(row),
    );
  }
  return isWhole;
}

/** No Originator Counter that a request of the evidence carries may be given out again. */
function raiseCounters(db: WritableDb): void {
  const sent = db.prepare<[], { request_id: string }>(
    "SELECT request_id FROM judgement WHERE kind IN ('serviceRequest', 'signedPreCommand') AND request_id IS NOT NULL",
  );
  const highest = new Map<string, { originator: string; target: string; counter: bigint }>();
  for (const { request_id } of sent.all()) {
    const [originator = '', target = '', counter = ''] = request_id.split(':');
    if (!/^\d+$/.test(counter)) continue;
    const key = `${originator}:${target}`;
    const known = highest.get(key);
    if (known === undefined || known.counter < BigInt(counter))
      highest.set(key, { originator, target, counter: BigInt(counter) });
  }
  const find = db.prepare<[string, string], { counter: string }>(
    'SELECT counter FROM originator_counter WHERE originator = ? AND target = ?',
  );
  const put = db.prepare('INSERT OR REPLACE INTO originator_counter (originator, target, counter) VALUES (?, ?, ?)');
  for (const { originator, target, counter } of highest.values())
    if (BigInt(find.get(originator, target)?.counter ?? -1) < counter) put.run(originator, target, counter.toString());
}
