import type { ReadableDb } from './database.ts';

/** A row of any table, with its rowid. */
export type Row = Record<string, unknown> & { rowid: number };

const pageLength = 200;
/** Beyond any rowid of a workspace. */
const farthest = 2 ** 40;

/**
 * Every row of a table that can be read, though pages of its file are damaged: where a stretch cannot be, reading goes
 * on behind it.
 *
 * @param lost called for each stretch that could not be read, with the rowids around it
 */
export function* readableRows(
  db: ReadableDb,
  table: string,
  lost: (after: number, before: number | undefined) => void,
): Generator<Row> {
  const page = db.prepare<[number, number], Row>(
    `SELECT rowid AS rowid, * FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
  );
  const read = (after: number, limit: number): Row[] | undefined => {
    try {
      return page.all(after, limit);
    } catch {
      // What SQLite cannot read it throws, whatever the reason; the caller goes round it and counts it.
      return undefined;
    }
  };
  let last = 0;
  for (;;) {
    const rows = read(last, pageLength) ?? singly(read, last);
    yield* rows;
    if (rows.length > 0) {
      last = rows.at(-1)?.rowid ?? last;
      continue;
    }
    if (read(last, 1) !== undefined) return;
    const next = behind(read, last);
    lost(last, next);
    if (next === undefined) return;
    last = next - 1;
  }
}

type Read = (after: number, limit: number) => Row[] | undefined;

/** Rows one by one up to the first that cannot be read. */
function singly(read: Read, after: number): Row[] {
  const rows: Row[] = [];
  for (let last = after; rows.length < pageLength; ) {
    const [row] = read(last, 1) ?? [];
    if (!row) break;
    rows.push(row);
    last = row.rowid;
  }
  return rows;
}

/** The first rowid behind a stretch that cannot be read; undefined where there is none. */
function behind(read: Read, after: number): number | undefined {
  let step = 1;
  while (step < farthest && read(after + step, 1) === undefined) step *= 2;
  if (step >= farthest) return undefined;
  let [bad, good] = [after + Math.floor(step / 2), after + step];
  while (good - bad > 1) {
    const middle = Math.floor((bad + good) / 2);
    if (read(middle, 1) === undefined) bad = middle;
    else good = middle;
  }
  return read(good, 1)?.[0]?.rowid;
}
