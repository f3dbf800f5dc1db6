import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonicalJson.ts';
import type { ChainEvent } from '../application/ports.ts';
import { type ReadableDb, statement, type WritableDb } from './database.ts';

/** Separates these hashes from any other use of SHA-256 over JSON. */
export const eventDomain = 'uept-event/1\n';

/** What the first event names as the one before it. */
export const genesis = '0'.repeat(64);

export const sha256Hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

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
export function findChainHead(db: ReadableDb): ChainEvent | undefined {
  const row = statement<[], EventRow>(db, 'SELECT * FROM event ORDER BY seq DESC LIMIT 1').get();
  return row && fromRow(row);
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

/** Every event in order, read as the caller goes. */
export function* listEvents(db: WritableDb): Generator<ChainEvent> {
  // A statement of its own: one that is being read cannot be begun again.
  for (const row of db.prepare<[], EventRow>('SELECT * FROM event ORDER BY seq').iterate()) yield fromRow(row);
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
