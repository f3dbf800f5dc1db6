import type { RunComparison, StepComparison } from '../../../shared/contract/shapes/runs.ts';
import type { Command } from './arguments.ts';
import { followRun } from './followRun.ts';
import { printJson, printLine, remark } from './output.ts';
import { withWorkbench } from './workbench.ts';

const absent = 'not there';

function describeStep({ sequenceId, stepId, before, after, findings, fields }: StepComparison): string[] {
  if (before === after && findings.length === 0 && fields.length === 0) return [];
  return [
    `${sequenceId} ${stepId}: ${before === after ? before : `${before ?? absent} → ${after ?? absent}`}`,
    ...findings.map((one) => `  ${one.check}: ${one.before ?? absent} → ${one.after ?? absent}`),
    ...fields.map((one) => `  ${one.path}: ${one.before ?? absent} → ${one.after ?? absent}`),
  ];
}

/** What differs between two runs, a line each. */
export function describeComparison({ steps, sameVerdicts }: RunComparison): string {
  const different = steps.flatMap(describeStep);
  const verdicts = sameVerdicts ? 'The verdicts are the same' : 'The verdicts differ';
  return [...different, `${verdicts}; ${steps.length} steps were held against each other`].join('\n');
}

export const compare: Command = {
  synopsis: 'RUN RUN',
  summary: 'What differs between two runs, field by field; exits 1 where their verdicts do.',
  options: {},
  words: [2, 2],
  run: (line) =>
    withWorkbench(line, async (workbench) => {
      const [before = '', after = ''] = line.words;
      const comparison = await workbench['run.compare']({ before, after });
      if (line.json) printJson(comparison);
      else printLine(describeComparison(comparison));
      return comparison.sameVerdicts;
    }),
};

export const replay: Command = {
  synopsis: 'RUN',
  summary:
    'Carry a run out once more against what was recorded of it, and say what differs; exits 1 where verdicts do.',
  options: {},
  words: [1, 1],
  async run(line) {
    const follow = followRun(remark);
    const [before = ''] = line.words;
    return withWorkbench(
      line,
      async (workbench) => {
        const { runId: after } = await workbench['run.replay']({ runId: before });
        await follow.untilFinished(workbench, after);
        const comparison = await workbench['run.compare']({ before, after });
        if (line.json) printJson(comparison);
        else printLine(describeComparison(comparison));
        return comparison.sameVerdicts;
      },
      { onEvent: follow.onEvent },
    );
  },
};
