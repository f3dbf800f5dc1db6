import { resolve } from 'node:path';
import type { Workbench } from '../../../shared/contract/contract.ts';
import type { RunDetail } from '../../../shared/contract/shapes/runs.ts';
import { WorkbenchError } from '../../../shared/errors.ts';
import { whoToCall } from '../../../shared/finding.ts';
import type { Command } from './arguments.ts';
import { askAtTerminal, canAsk } from './attend.ts';
import { followRun } from './followRun.ts';
import { printJson, printLine, remark, table } from './output.ts';
import { withWorkbench } from './workbench.ts';

const mark: Readonly<Record<string, string>> = {
  pass: 'pass',
  fail: 'FAIL',
  review: 'review',
  warning: 'warning',
  skipped: 'skipped',
};

/** What a run found, a line a step, failures explained. */
export function describeRun(run: RunDetail): string {
  const rows = run.steps.map((step) => [
    step.sequenceId,
    step.stepId,
    step.outcome === null ? step.status : (mark[step.outcome] ?? step.outcome),
    step.title,
  ]);
  const failures = run.findings
    .filter((finding) => finding.outcome === 'fail' || finding.outcome === 'review')
    .map(
      (finding) =>
        `${run.steps[finding.position]?.sequenceId ?? ''} ${run.steps[finding.position]?.stepId ?? ''}: ${finding.message}${finding.cause === undefined ? '' : ` [${finding.cause}: call ${whoToCall[finding.cause]}]`}`,
    );
  return [table([['Sequence', 'Step', 'Outcome', 'Title'], ...rows]), ...failures].join('\n');
}

/** Runs what the campaign holds, or a part of it, to its end. */
export async function runToEnd(
  workbench: Workbench,
  choice: ({ only?: string[]; failuresOf?: string } | { resume: string }) & { pace?: string },
  done: (runId: string) => Promise<void>,
): Promise<RunDetail> {
  const start = async (): Promise<{ runId: string }> => {
    if (!('resume' in choice)) return workbench['run.start'](choice);
    const { resume: runId, ...rest } = choice;
    return workbench['run.resume']({ runId, ...rest });
  };
  const { runId } = await start();
  // Stopped from the terminal, it ends at a place from which it can be resumed.
  const stop = (): void => {
    remark(`stopping; go on later with --resume ${runId}`);
    // One that has just ended has nothing to stop.
    void workbench['run.stop']({ runId }).catch(() => {});
  };
  process.once('SIGINT', stop);
  try {
    await done(runId);
  } finally {
    process.off('SIGINT', stop);
  }
  return workbench['run.get']({ runId });
}

export const run: Command = {
  synopsis:
    'FILE --target NAME [--confirm NAME] [--only ID …] [--failures-of RUN] [--resume RUN] [--pace DURATION] [--pack FILE]',
  summary: 'Run a campaign or sequence file; progress on stderr.',
  options: {
    target: { type: 'string' },
    confirm: { type: 'string' },
    only: { type: 'string', multiple: true },
    'failures-of': { type: 'string' },
    resume: { type: 'string' },
    pace: { type: 'string' },
    pack: { type: 'string' },
  },
  words: [1, 1],
  async run(line) {
    const follow = canAsk() ? followRun(remark, askAtTerminal) : followRun(remark);
    return withWorkbench(
      line,
      async (workbench) => {
        const only = line.texts('only');
        const failures = line.text('failures-of');
        const resume = line.text('resume');
        const pace = line.text('pace');
        if (resume !== undefined && (only.length > 0 || failures !== undefined))
          throw new WorkbenchError(
            'invalid-argument',
            'A run is resumed as it was begun: leave out --only and --failures-of',
          );
        const result = await runToEnd(
          workbench,
          {
            ...(resume !== undefined
              ? { resume }
              : {
                  ...(only.length === 0 ? {} : { only }),
                  ...(failures === undefined ? {} : { failuresOf: failures }),
                }),
            ...(pace === undefined ? {} : { pace }),
          },
          (runId) => follow.untilFinished(workbench, runId),
        );
        if (line.json) printJson(result);
        else printLine(describeRun(result));
        if (result.trouble !== null)
          throw new WorkbenchError('cancelled', `${result.trouble} (go on with --resume ${result.id})`);
        const file = line.text('pack');
        if (file !== undefined) {
          const made = await workbench['pack.make']({ file: resolve(file) });
          remark(`pack written to ${made.file}`);
        }
        return result.outcome === 'pass' || result.outcome === 'warning';
      },
      {
        campaign: line.words[0] ?? '',
        target: line.text('target'),
        confirmation: line.text('confirm'),
        onEvent: follow.onEvent,
      },
    );
  },
};

export const runs: Command = {
  synopsis: '',
  summary: 'List the runs of the workspace.',
  options: {},
  words: [0, 0],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const list = await workbench['run.list']({});
      if (line.json) printJson(list);
      else if (list.length === 0) printLine('The workspace holds no runs yet.');
      else
        printLine(
          table([
            ['Run', 'Status', 'Outcome', 'Target', 'Title'],
            ...list.map((one) => [one.id, one.status, one.outcome ?? '', one.target, one.title]),
          ]),
        );
      return true;
    }),
};

export const show: Command = {
  synopsis: 'RUN',
  summary: 'Show a run with its steps, findings and messages.',
  options: {},
  words: [1, 1],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const found = await workbench['run.get']({ runId: line.words[0] ?? '' });
      if (line.json) printJson(found);
      else
        printLine(
          `${found.title}: ${found.status}${found.outcome === null ? '' : `, ${found.outcome}`}\n${describeRun(found)}`,
        );
      return true;
    }),
};
