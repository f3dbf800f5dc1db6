import { readFileSync } from 'node:fs';
import { readText } from '../readText.ts';

/** To stdout: what the command was asked for. */
export const printLine = (text: string): void => void process.stdout.write(`${text}\n`);

/** To stderr: progress and remarks, out of the way of what a program reads. */
export const remark = (text: string): void => void process.stderr.write(`${text}\n`);

export const printJson = (value: unknown): void => printLine(JSON.stringify(value, null, 2));

/** A file's text, or standard input for `-`. */
export const readInput = (file: string): string => (file === '-' ? readFileSync(0, 'utf8') : readText(file));

/** Rows as a table whose columns line up. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
