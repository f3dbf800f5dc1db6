import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { verifyPackFile } from '../../pack/verifyFile.ts';
import type { Command } from './arguments.ts';
import { followRun } from './followRun.ts';
import { printJson, printLine, remark, table } from './output.ts';
import { describeRun, runToEnd } from './runCommands.ts';
import { withWorkbench } from './workbench.ts';

/** A fresh workspace each time: a campaign is shown from its beginning. */
const workspaceName = (): string =>
  `mdr-${new Date().toISOString().replace(/[-:]/g, '').slice(0, 15)}-${process.pid}.uept`;

export const demo: Command = {
  synopsis: '[--out DIR]',
  summary: 'The main job, unattended: the MDR campaign against the emulator, ending in a verified pack.',
  options: { out: { type: 'string' } },
  words: [0, 0],
  async run(line) {
    const started = performance.now();
    const folder = resolve(line.text('out') ?? 'demo');
    mkdirSync(folder, { recursive: true });
    const follow = followRun(remark);
    return withWorkbench(
      line,
      async (workbench) => {
        const run = await runToEnd(workbench, {}, (runId) => follow.untilFinished(workbench, runId));
        const campaign = await workbench['campaign.get']({});
        const rows = campaign.groups.flatMap((group) =>
          group.requirements.map((one) => [one.id, one.status, group.name, one.title]),
        );
        const complete = campaign.proven === campaign.total;
        const made = await workbench['pack.make']({ draft: !complete, file: join(folder, 'mdr-uept-pack.zip') });
        const verdict = await verifyPackFile(made.file);
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        if (line.json)
          printJson({
            run: run.id,
            outcome: run.outcome,
            proven: campaign.proven,
            total: campaign.total,
            pack: made,
            verified: verdict.ok,
          });
        else {
          printLine(table([['Requirement', 'Status', 'Group', 'Title'], ...rows]));
          if (!complete) printLine(`\n${describeRun(run)}`);
          printLine(
            `\n${campaign.proven} of ${campaign.total} proven in ${seconds} s; ${run.messages.length} messages`,
          );
          printLine(
            `${complete ? 'Pack' : 'DRAFT pack'}, ${verdict.ok ? 'verified' : `NOT verified: ${verdict.problem?.item}`}: ${made.file}`,
          );
        }
        return complete && verdict.ok;
      },
      { workspace: line.text('workspace') ?? join(folder, workspaceName()), onEvent: follow.onEvent },
    );
  },
};
