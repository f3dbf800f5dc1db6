import { WorkbenchError } from '../../shared/errors.ts';
import { type LoadedSequence, type Sequence, type Step, sequenceId } from '../../shared/sequence.ts';
import type { CsvRow } from './readCsv.ts';

/** The rows of a sequence as they were read, and where from. */
export interface RowsAtHand {
  source: string;
  rows: readonly CsvRow[];
}

/**
 * A sequence as it is run: once, or once for each row, with what its steps take from the row put in; a step that is
 * repeated is as many steps, each with an outcome of its own.
 *
 * @throws WorkbenchError `invalid-document`, naming the row where a value is missing
 */
export function expandSequence(sequence: Sequence, data: RowsAtHand | undefined): LoadedSequence[] {
  const { rows: _, ...alone } = sequence;
  const once = { ...alone, steps: alone.steps.flatMap(expandRepeat) };
  if (data === undefined) return [once];
  return data.rows.map((row, index) => {
    const where = `${data.source}, line ${row.line}`;
    const name = row.cells.id ?? String(index + 1);
    const id = sequenceId.safeParse(`${sequence.id}.${name}`);
    if (!id.success)
      throw new WorkbenchError(
        'invalid-document',
        `${where}, id: "${name}" names no row; use letters, digits, dots, hyphens and underscores`,
      );
    const steps = once.steps.map((step) => fillIn(step, row, `${where}, for sequence ${sequence.id}, step ${step.id}`));
    return { ...once, id: id.data, title: `${sequence.title} (${titleOf(row, name)})`, steps, rowOf: sequence.id };
  });
}

const titleOf = ({ cells }: CsvRow, name: string): string => cells.title || cells.id || Object.values(cells)[0] || name;

function expandRepeat(step: Step): Step[] {
  if (!('send' in step) || step.repeat === undefined) return [step];
  const { repeat, ...once } = step;
  return Array.from({ length: repeat }, (_, index) =>
    index === 0 ? once : { ...once, id: `${step.id}-${index + 1}` },
  );
}

const reference = /\$\{row\.([^}]+)\}/g;

/** Puts the values of a row into all that a step says. */
function fillIn<T>(value: T, row: CsvRow, where: string): T {
  if (typeof value === 'string')
    return value.replace(reference, (_, column: string) => cellOf(row, column, where)) as T;
  if (Array.isArray(value)) return value.map((one) => fillIn(one, row, where)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fillIn(inner, row, where)])) as T;
}

function cellOf({ cells }: CsvRow, column: string, where: string): string {
  if (!Object.hasOwn(cells, column))
    throw new WorkbenchError(
      'invalid-document',
      `${where}: there is no column "${column}"; there are ${Object.keys(cells).join(', ')}`,
    );
  const value = cells[column] ?? '';
  if (value === '') throw new WorkbenchError('invalid-document', `${where}: the column "${column}" has no value`);
  return value;
}
