import { resolve } from 'node:path';
import type { Workbench } from '../../../shared/contract/contract.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import type { Command, CommandLine } from './arguments.ts';
import { printJson, printLine, table } from './output.ts';
import { withWorkbench } from './workbench.ts';

async function list(line: CommandLine, workbench: Workbench): Promise<boolean> {
  const versions = await workbench['schema.list']({});
  if (line.json) printJson(versions);
  else {
    const rows = versions.map(({ version, origin, files }) => [version, origin, files.join(', ')]);
    printLine(table([['DUIS', 'Origin', 'Files'], ...rows]));
  }
  return true;
}

async function take(line: CommandLine, workbench: Workbench, path: string): Promise<boolean> {
  const answer = await workbench['schema.import']({ path: resolve(path) });
  if (line.json) printJson(answer);
  else
    printLine(
      `DUIS ${answer.imported.version} ${answer.replaced ? 'replaced' : 'taken in'}: ${answer.imported.files.join(', ')}`,
    );
  return true;
}

/** The answer to "is there a difference" is not a check, so it is good either way. */
async function diff(line: CommandLine, workbench: Workbench, before: string, after: string): Promise<boolean> {
  const differences = await workbench['schema.diff']({ before, after });
  if (line.json) printJson(differences);
  else if (differences.length === 0) printLine(`DUIS ${before} and ${after} do not differ.`);
  else {
    for (const { serviceReferenceVariant, name, changes } of differences) {
      printLine(`${serviceReferenceVariant === '' ? 'every service' : serviceReferenceVariant} ${name}`);
      for (const { path, change, message } of changes) printLine(`    ${change} ${path}: ${message}`);
    }
  }
  return true;
}

const synopsis = 'list | import DIR|ZIP | diff V1 V2';

export const schema: Command = {
  synopsis,
  summary:
    'DUIS versions: those at hand, another taken in as DCC publishes it (kept beside the workspace), or what a version changes.',
  options: {},
  words: [1, 3],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const [verb, first, second] = line.words;
      if (verb === 'list' && first === undefined) return list(line, workbench);
      if (verb === 'import' && first !== undefined && second === undefined) return take(line, workbench, first);
      if (verb === 'diff' && first !== undefined && second !== undefined) return diff(line, workbench, first, second);
      throw new WorkbenchError('invalid-argument', `Usage: uept schema ${synopsis}`);
    }),
};
