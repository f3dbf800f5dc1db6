import type { PackContent, ReportRun } from '../packContent.ts';
import { csv, escapeMarkup } from './escape.ts';

/** coverage.csv: one row per requirement, the traceability from requirement to run. */
export function coverageCsv({ campaign }: PackContent): string {
  const header = ['requirement', 'title', 'group', 'status', 'sequences', 'run', 'run at', 'because', 'provenance'];
  const rows = campaign.groups.flatMap((group) =>
    group.requirements.map((one) => [
      one.id,
      one.title,
      group.name,
      one.status,
      one.sequenceIds.join(' '),
      one.lastRunId ?? '',
      one.lastRunAt ?? '',
      one.because ?? '',
      one.provenance,
    ]),
  );
  return csv([header, ...rows]);
}

/** issues.csv: one row per finding that did not pass, with its cause class. */
export function issuesCsv({ runs }: PackContent): string {
  const header = [
    'run',
    'sequence',
    'step',
    'check',
    'outcome',
    'cause',
    'message',
    'expected',
    'actual',
    'requirements',
  ];
  const rows = runs.flatMap((run) =>
    run.findings
      .filter((finding) => finding.outcome === 'fail' || finding.outcome === 'review' || finding.outcome === 'warning')
      .map((finding) => {
        const step = run.steps.find((one) => one.position === finding.position);
        return [
          run.run.id,
          step?.sequenceId ?? '',
          step?.stepId ?? '',
          finding.check,
          finding.outcome,
          finding.cause ?? '',
          finding.message,
          finding.expected ?? '',
          finding.actual ?? '',
          finding.requirements.join(' '),
        ];
      }),
  );
  return csv([header, ...rows]);
}

const seconds = (from: string | null, to: string | null): string =>
  from === null || to === null ? '0.000' : ((Date.parse(to) - Date.parse(from)) / 1000).toFixed(3);

/** junit.xml: a suite per sequence, a case per step, for pipelines that already read it. */
export function junitXml({ campaign, runs }: PackContent): string {
  const suites = runs.flatMap((run) =>
    [...Map.groupBy(run.steps, (step) => step.sequenceId)].map(([id, steps]) => {
      const failures = steps.filter((step) => step.outcome === 'fail').length;
      const skipped = steps.filter((step) => step.outcome === 'skipped').length;
      const cases = steps.map((step) => junitCase(run, step));
      return `  <testsuite name="${escapeMarkup(id)}" tests="${steps.length}" failures="${failures}" errors="0" skipped="${skipped}" timestamp="${run.run.createdAt.slice(0, 19)}">\n${cases.join('')}  </testsuite>\n`;
    }),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${escapeMarkup(campaign.title)}">\n${suites.join('')}</testsuites>\n`;
}

function junitCase(run: ReportRun, step: ReportRun['steps'][number]): string {
  const open = `    <testcase classname="${escapeMarkup(step.sequenceId)}" name="${escapeMarkup(`${step.stepId}: ${step.title}`)}" time="${seconds(step.startedAt, step.finishedAt)}"`;
  if (step.outcome === 'skipped') return `${open}><skipped/></testcase>\n`;
  if (step.outcome !== 'fail') return `${open}/>\n`;
  const why = run.findings
    .filter((finding) => finding.position === step.position && finding.outcome === 'fail')
    .map((finding) => finding.message);
  return `${open}><failure message="${escapeMarkup(why[0] ?? 'failed')}">${escapeMarkup(why.join('\n'))}</failure></testcase>\n`;
}

const ctrfStatus = { pass: 'passed', fail: 'failed', skipped: 'skipped', warning: 'passed', review: 'other' } as const;

/** ctrf.json: the same in the Common Test Report Format. */
export function ctrfJson({ runs, program }: PackContent): string {
  const tests = runs.flatMap((run) =>
    run.steps.map((step) => ({
      name: `${step.sequenceId} / ${step.stepId}`,
      suite: [step.sequenceId],
      status: step.outcome === null ? ('pending' as const) : ctrfStatus[step.outcome],
      duration: Math.round(Number(seconds(step.startedAt, step.finishedAt)) * 1000),
      start: Date.parse(step.startedAt ?? run.run.createdAt),
      stop: Date.parse(step.finishedAt ?? run.run.createdAt),
    })),
  );
  const count = (status: string): number => tests.filter((test) => test.status === status).length;
  const summary = {
    tests: tests.length,
    passed: count('passed'),
    failed: count('failed'),
    pending: count('pending'),
    skipped: count('skipped'),
    other: count('other'),
    start: Math.min(...tests.map((test) => test.start), Number.MAX_SAFE_INTEGER),
    stop: Math.max(...tests.map((test) => test.stop), 0),
  };
  return `${JSON.stringify({ reportFormat: 'CTRF', specVersion: '0.0.0', results: { tool: { name: program }, summary, tests } }, null, 2)}\n`;
}
