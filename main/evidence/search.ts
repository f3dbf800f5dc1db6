import type { StoredMessage } from '../application/ports.ts';
import { type ReadableDb, statement, type WritableDb } from './database.ts';
import { findMessage } from './messages.ts';

/** Enough for every field of a message that people look for; what lies beyond are half-hours by the thousand. */
const longestText = 64 * 1024;

/** Nobody reads on after so many, and counting takes as long as finding. */
const mostCounted = 10_000;

const base64Run = /[A-Za-z0-9+/]{80,}={0,2}/g;

/** The words of a message: its XML without encoded payloads, and the names and values of its decoded form. */
function wordsOf(body: Uint8Array, detail: unknown): string {
  const xml = Buffer.from(body.subarray(0, longestText))
    .toString('utf8')
    .replace(base64Run, ' ')
    .replace(/[<>"=]/g, ' ');
  const kept = (detail ?? {}) as { gbcs?: unknown; smets1?: unknown; parseError?: unknown };
  const { parseError = null } = kept;
  const said = kept.gbcs ?? kept.smets1 ?? null;
  const decoded =
    said === null
      ? ''
      : JSON.stringify(said)
          .slice(0, longestText)
          .replace(/[{}[\]",:]/g, ' ');
  return `${xml} ${decoded} ${typeof parseError === 'string' ? parseError : ''}`;
}

/** Puts a judged message into the index. Call it inside the transaction that stores the judgement. */
export function indexMessage(db: WritableDb, id: number): void {
  const found = findMessage(db, id);
  if (!found) return;
  const { judgement, peer, service } = found.message;
  const facts = [
    judgement?.kind,
    judgement?.serviceReferenceVariant,
    judgement?.responseCode,
    judgement?.runId,
    // So that what nobody waited for can be looked for: orphan, late, duplicate.
    judgement?.standing,
    judgement?.duplicateOf === null ? undefined : 'duplicate',
    peer,
    service,
  ];
  statement(db, 'INSERT INTO message_word (rowid, words) VALUES (?, ?)').run(
    id,
    `${facts.filter((one) => one).join(' ')} ${wordsOf(found.body, found.detail)}`,
  );
}

/** Each word of a query must be there; the last one, which may still be typed, may begin a word that is. */
function matchExpression(query: string): string | undefined {
  const terms = [...query.matchAll(/"([^"]+)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const usable = terms.filter((term) => /[\p{L}\p{N}]/u.test(term));
  if (usable.length === 0) return undefined;
  const phrases = usable.map((term) => `"${term.replaceAll('"', '""')}"`);
  return `${phrases.join(' ')}*`;
}

/**
 * Messages that hold every word of a query, the newest first.
 *
 * @param query words, or "several in a row"; EUI-64s, Request IDs, codes and field names are words too
 * @returns at most `limit`, and how many there are in all; beyond 10,000 that there are more
 */
export function searchMessages(
  db: ReadableDb,
  query: string,
  limit: number,
): { total: number; isMore: boolean; messages: StoredMessage[] } {
  const match = matchExpression(query);
  if (match === undefined) return { total: 0, isMore: false, messages: [] };
  const counted = statement<[string, number], { count: number }>(
    db,
    'SELECT count(*) AS count FROM (SELECT 1 FROM message_word WHERE message_word MATCH ? LIMIT ?)',
  ).get(match, mostCounted + 1);
  const total = Math.min(counted?.count ?? 0, mostCounted);
  const rows = statement<[string, number], { rowid: number }>(
    db,
    'SELECT rowid FROM message_word WHERE message_word MATCH ? ORDER BY rowid DESC LIMIT ?',
  ).all(match, limit);
  return {
    total,
    isMore: (counted?.count ?? 0) > mostCounted,
    messages: rows.flatMap(({ rowid }) => findMessage(db, rowid)?.message ?? []),
  };
}
