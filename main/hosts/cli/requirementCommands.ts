import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WorkbenchError } from '../../../shared/errors.ts';
import { readText } from '../readText.ts';
import type { Command } from './arguments.ts';
import { openCampaign } from './openCampaign.ts';
import { printJson, printLine } from './output.ts';
import { withWorkbench } from './workbench.ts';

const synopsis = 'export [--campaign ID] [--out FILE] | import FILE [--campaign ID] [--dry-run]';

const listed = (what: string, ids: readonly string[]): string[] =>
  ids.length === 0 ? [] : [`${what}: ${ids.join(', ')}`];

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new WorkbenchError('unwritable-file', `${file} cannot be written (${code}); name another file`, { cause });
  }
}

export const requirements: Command = {
  synopsis,
  summary:
    'The requirement set of a campaign as CSV: out, to be edited, and in again, such as DCC’s Common Test Scenarios.',
  options: {
    campaign: { type: 'string' },
    target: { type: 'string' },
    out: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  words: [1, 2],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const [verb, file] = line.words;
      await openCampaign(workbench, line.text('campaign'), line.text('target'));
      if (verb === 'export' && file === undefined) {
        const { csv } = await workbench['requirement.export']({});
        const out = line.text('out');
        if (out === undefined) process.stdout.write(csv);
        else write(resolve(out), csv);
        return true;
      }
      if (verb !== 'import' || file === undefined)
        throw new WorkbenchError('invalid-argument', `Usage: uept requirements ${synopsis}`);
      const csv = readText(file);
      const changes = await workbench['requirement.import']({ csv, apply: !line.flag('dry-run') });
      if (line.json) printJson(changes);
      else
        for (const text of [
          `${changes.total} requirements${changes.file === null ? '; nothing was changed' : `, kept as ${changes.file}`}`,
          ...listed('added', changes.added),
          ...listed('removed', changes.removed),
          ...listed('changed', changes.changed),
          ...listed('proven by no sequence yet', changes.unproven),
        ])
          printLine(text);
      return true;
    }),
};
