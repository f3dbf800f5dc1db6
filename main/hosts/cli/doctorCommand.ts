import type { PreflightFinding } from '../../../shared/contract/shapes/targets.ts';
import type { Command } from './arguments.ts';
import { printJson, printLine } from './output.ts';
import { withWorkbench } from './workbench.ts';

const mark: Readonly<Record<PreflightFinding['outcome'], string>> = {
  pass: 'ok     ',
  warning: 'warning',
  fail: 'FAIL   ',
  skipped: '-      ',
};

const describe = ({ outcome, message, mend }: PreflightFinding): string =>
  `${mark[outcome]}  ${message}${mend === undefined ? '' : `\n         ${mend}`}`;

export const doctor: Command = {
  synopsis: '--target NAME [--campaign FILE]',
  summary: 'Pre-flight: look at everything that a run against a target needs, and send nothing.',
  options: { target: { type: 'string' }, campaign: { type: 'string' } },
  words: [0, 0],
  run: (line) =>
    withWorkbench(
      line,
      async (workbench) => {
        const target = line.text('target');
        const report = await workbench['target.check'](target === undefined ? {} : { name: target });
        if (line.json) printJson(report);
        else {
          for (const finding of report.findings) printLine(describe(finding));
          printLine(`\n${report.target}: ${report.ready ? 'ready' : 'not ready'}`);
        }
        return report.ready;
      },
      { campaign: line.text('campaign') },
    ),
};
