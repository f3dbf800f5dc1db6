import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import { findEvidenceDamage } from '../../evidence/damage.ts';
import { openToRead } from '../../evidence/database.ts';
import { recoverWorkspace } from '../../evidence/recover.ts';
import { backUpWorkspace, openWorkspace } from '../../evidence/workspace.ts';
import { workspaceFile } from '../paths.ts';
import type { Command, CommandLine } from './arguments.ts';
import { printJson, printLine } from './output.ts';

const synopsis = 'check [FILE] | recover [FILE] --out FILE | backup [FILE] --out FILE';

function check(line: CommandLine, file: string): boolean {
  const db = openToRead(file);
  try {
    const problems = findEvidenceDamage(db);
    if (line.json) printJson({ file, whole: problems.length === 0, problems });
    else printLine(problems.length === 0 ? `${file} is whole` : problems.join('\n'));
    return problems.length === 0;
  } finally {
    db.close();
  }
}

/** How many numbers, and the first of them. */
const few = (numbers: readonly number[]): string =>
  numbers.length > 5 ? `${numbers.slice(0, 5).join(', ')} …` : numbers.join(', ');

async function recover(line: CommandLine, file: string, out: string): Promise<boolean> {
  const recovery = await recoverWorkspace(file, out);
  const { events, lostEvents, lostBodies, lostFrom, broken } = recovery;
  if (line.json) printJson(recovery);
  else {
    printLine(`${out}: ${events} events saved; ${file} was left as it is`);
    if (lostEvents.length > 0) printLine(`${lostEvents.length} events could not be read: ${few(lostEvents)}`);
    if (lostBodies > 0) printLine(`${lostBodies} bodies could not be read`);
    if (lostFrom.length > 0) printLine(`Beside the evidence, something of ${lostFrom.join(', ')} could not be read`);
    printLine(
      broken === null ? 'The evidence chain is whole' : `The chain breaks at event ${broken.seq}: ${broken.reason}`,
    );
  }
  return broken === null && lostBodies === 0 && lostFrom.length === 0;
}

async function backup(file: string, out: string): Promise<boolean> {
  const workspace = await openWorkspace(file);
  try {
    await backUpWorkspace(workspace, out);
  } finally {
    workspace.db.close();
  }
  printLine(out);
  return true;
}

export const workspace: Command = {
  synopsis,
  summary:
    'Check a workspace, save what can be read of a damaged one (exit 1 where something is lost), or copy one while it is in use.',
  options: { out: { type: 'string' } },
  words: [1, 2],
  async run(line) {
    const [verb, named] = line.words;
    const file = named === undefined ? workspaceFile(line.text('workspace')) : resolve(named);
    if (!existsSync(file)) throw new WorkbenchError('not-found', `There is no workspace ${file}`);
    const out = line.text('out');
    if (verb === 'check' && out === undefined) return check(line, file);
    if (out !== undefined && verb === 'recover') return recover(line, file, resolve(out));
    if (out !== undefined && verb === 'backup') return backup(file, resolve(out));
    throw new WorkbenchError('invalid-argument', `Usage: uept workspace ${synopsis}`);
  },
};
