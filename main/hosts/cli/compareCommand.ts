import type { RunComparison, StepComparison } from '../../../shared/contract/shapes.ts';
import type { Command } from './arguments.ts';
import { printJson, printLine } from './output.ts';
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
