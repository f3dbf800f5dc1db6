import type { StoredMessage } from '../application/ports.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { findMessage } from './messages.ts';

/** Enough for every field of a message that people look for; what lies beyond are half-hours by the thousand. */
const longestText = 64 * 1024;

const base64Run = /[A-Za-z0-9+/]{80,}={0,2}/g;

/** The words of a message: its XML without encoded payloads, and the names and values of its decoded form. */
function wordsOf(body: Uint8Array, detail: unknown): string {
  const xml = Buffer.from(body.subarray(0, longestText))
    .toString('utf8')
    .replace(base64Run, ' ')
    .replace(/[<>"=]/g, ' ');
  const { gbcs = null, parseError = null } = (detail ?? {}) as { gbcs?: unknown; parseError?: unknown };
  const decoded =
    gbcs === null
      ? ''
      : JSON.stringify(gbcs)
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
    peer,
    service,
  ];
  db.prepare('INSERT INTO message_word (rowid, words) VALUES (?, ?)').run(
    id,
    `${facts.filter((one) => one).join(' ')} ${wordsOf(found.body, found.detail)}`,
  );
}

/** Each word of a query must be there, or begin a word that is; quotation marks hold words together. */
function matchExpression(query: string): string | undefined {
  const terms = [...query.matchAll(/"([^"]+)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const usable = terms.filter((term) => /[\p{L}\p{N}]/u.test(term));
  if (usable.length === 0) return undefined;
  return usable.map((term) => `"${term.replaceAll('"', '""')}"*`).join(' ');
}

/**
 * Messages that hold every word of a query, the newest first.
 *
 * @param query words, or "several in a row"; EUI-64s, Request IDs, codes and field names are words too
 * @returns at most `limit`, and how many there are in all
 */
export function searchMessages(
  db: ReadableDb,
  query: string,
  limit: number,
): { total: number; messages: StoredMessage[] } {
  const match = matchExpression(query);
  if (match === undefined) return { total: 0, messages: [] };
  const total = db
    .prepare<[string], { count: number }>('SELECT count(*) AS count FROM message_word WHERE message_word MATCH ?')
    .get(match)?.count;
  const rows = db
    .prepare<[string, number], { rowid: number }>(
      'SELECT rowid FROM message_word WHERE message_word MATCH ? ORDER BY rowid DESC LIMIT ?',
    )
    .all(match, limit);
  return {
    total: total ?? 0,
    messages: rows.flatMap(({ rowid }) => findMessage(db, rowid)?.message ?? []),
  };
}
