import { CsvError, parse } from 'csv-parse/sync';
import { WorkbenchError } from '../../shared/errors.ts';

/** One row of a CSV file, by the names of its columns. */
export interface CsvRow {
  /** The line of the file that it begins on, from 1. */
  line: number;
  cells: Readonly<Record<string, string>>;
}

/** A sheet larger than this is none that a person filled in. */
const mostRows = 100_000;

/**
 * Reads CSV (RFC 4180) as spreadsheets write it: the first row names the columns; commas, semicolons or tabs between;
 * a byte order mark is no part of the first name; rows without a value are left out.
 *
 * @param name what to call it in messages, usually its file name
 * @throws WorkbenchError `invalid-document`, naming the line and what is wrong with it
 */
export function readCsv(text: string, name: string): { columns: string[]; rows: CsvRow[] } {
  const records = parseRecords(text, name);
  const [header, ...rest] = records;
  if (!header) throw new WorkbenchError('invalid-document', `${name} is empty; its first row names the columns`);
  const columns = header.record.map((column) => column.trim());
  const twice = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index);
  if (twice !== undefined)
    throw new WorkbenchError('invalid-document', `${name}, line ${header.line}: the column "${twice}" is there twice`);
  const rows = rest
    .filter(({ record }) => record.some((cell) => cell.trim() !== ''))
    .map(({ line, record }) => ({ line, cells: cellsOf(columns, record, `${name}, line ${line}`) }));
  if (rows.length > mostRows)
    throw new WorkbenchError('invalid-document', `${name} has ${rows.length} rows; ${mostRows} are the most`);
  return { columns: columns.filter((column) => column !== ''), rows };
}

function cellsOf(columns: readonly string[], record: readonly string[], where: string): Record<string, string> {
  if (record.slice(columns.length).some((cell) => cell.trim() !== ''))
    throw new WorkbenchError(
      'invalid-document',
      `${where}: it has ${record.length} values for ${columns.length} columns`,
    );
  const named = columns.flatMap((column, index) => (column === '' ? [] : [[column, plain(record[index])]]));
  return Object.fromEntries(named) as Record<string, string>;
}

/** A leading apostrophe keeps a spreadsheet from taking a value for a formula; it is no part of the value. */
const plain = (cell = ''): string => cell.trim().replace(/^'(?=[=+\-@])/, '');

function parseRecords(text: string, name: string): { line: number; record: string[] }[] {
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = [',', ';', '\t'].reduce((best, one) => (count(first, one) > count(first, best) ? one : best));
  try {
    const parsed = parse(text, { bom: true, delimiter, relax_column_count: true, info: true }) as unknown as {
      record: string[];
      info: { lines: number };
    }[];
    // What the parser counts is the line that a record ends on.
    return parsed.map(({ record, info }) => ({ line: info.lines - count(record.join(), '\n'), record }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new WorkbenchError('invalid-document', `${name} is no CSV: ${cause.message}`, { cause });
  }
}

const count = (text: string, part: string): number => text.split(part).length - 1;
