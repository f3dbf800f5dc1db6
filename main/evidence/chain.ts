import { hash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonicalJson.ts';
import type { ChainEvent, SpokenKind } from '../application/ports.ts';
import { type ReadableDb, statement, type WritableDb } from './database.ts';

/** Separates these hashes from any other use of SHA-256 over JSON. */
export const eventDomain = 'uept-event/1\n';

/** What the first event names as the one before it. */
export const genesis = '0'.repeat(64);

export const sha256Hex = (bytes: Uint8Array | string): string => hash('sha256', bytes);

/** The hash of an event: SHA-256 over the domain tag and the canonical JSON of everything but the body itself. */
export function hashEvent(event: Omit<ChainEvent, 'hash' | 'body'>): string {
  const { seq, at, kind, campaignId, bodySha256, previous } = event;
  return sha256Hex(eventDomain + canonicalJson({ seq, at, kind, campaignId, bodySha256, previous }));
}

interface EventRow {
  seq: number;
  at: string;
  kind: string;
  campaign_id: string | null;
  body: string;
  body_sha256: string;
  previous: string;
  hash: string;
}

const fromRow = (row: EventRow): ChainEvent => ({
  seq: row.seq,
  at: row.at,
  kind: row.kind,
  campaignId: row.campaign_id,
  body: row.body,
  bodySha256: row.body_sha256,
  previous: row.previous,
  hash: row.hash,
});

/** The last event, or undefined in a fresh workspace. */
export function findChainHead(db: ReadableDb): { seq: number; hash: string } | undefined {
  return statement<[], { seq: number; hash: string }>(
    db,
    'SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1',
  ).get();
}

/** Appends one event. Call it inside the transaction that stores what the event is about. */
export function appendEvent(
  db: WritableDb,
  event: { at: string; kind: string; campaignId: string | null; body: unknown },
): ChainEvent {
  const head = findChainHead(db);
  const body = canonicalJson(event.body);
  const unsealed = {
    seq: (head?.seq ?? 0) + 1,
    at: event.at,
    kind: event.kind,
    campaignId: event.campaignId,
    bodySha256: sha256Hex(body),
    previous: head?.hash ?? genesis,
  };
  const sealed: ChainEvent = { ...unsealed, body, hash: hashEvent(unsealed) };
  statement(
    db,
    'INSERT INTO event (seq, at, kind, campaign_id, body, body_sha256, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(sealed.seq, sealed.at, sealed.kind, sealed.campaignId, body, sealed.bodySha256, sealed.previous, sealed.hash);
  return sealed;
}

const pageLength = 500;

/** Every event in order, read as the caller goes. */
export function* listEvents(db: ReadableDb): Generator<ChainEvent> {
  let last = 0;
  for (;;) {
    // Page by page, as SQLite writes nothing while a statement is being read, and messages come in meanwhile.
    const rows = statement<[number, number], EventRow>(
      db,
      'SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?',
    ).all(last, pageLength);
    for (const row of rows) yield fromRow(row);
    if (rows.length < pageLength) return;
    last = rows.at(-1)?.seq ?? last;
  }
}

/** The events of one kind of a campaign, oldest first: of what people said, found by an index that holds nothing else. */
export function listEventsOf(db: ReadableDb, kind: SpokenKind, campaignId: string): ChainEvent[] {
  return statement<[string, string], EventRow>(
    db,
    // SQLite takes a partial index only where the query repeats its condition word for word.
    `SELECT * FROM event WHERE kind IN ('attestation', 'signed-off', 'issue-recorded', 'criterion-stated')
       AND kind = ? AND campaign_id = ? ORDER BY seq`,
  )
    .all(kind, campaignId)
    .map(fromRow);
}

/** Recomputes the whole chain. Returns what is wrong with the first bad event, or undefined when all is well. */
export function findBrokenEvent(events: Iterable<ChainEvent>): { seq: number; reason: string } | undefined {
  let previous = genesis;
  let expected = 1;
  for (const event of events) {
    if (event.seq !== expected) return { seq: expected, reason: `event ${expected} is missing` };
    if (event.previous !== previous) return { seq: event.seq, reason: 'it does not name the event before it' };
    if (sha256Hex(event.body) !== event.bodySha256) return { seq: event.seq, reason: 'its body was changed' };
    if (hashEvent(event) !== event.hash) return { seq: event.seq, reason: 'its hash does not fit what it says' };
    previous = event.hash;
    expected += 1;
  }
  return undefined;
}
