import { csv } from '../../../shared/csv.ts';
import type { FindingLink, Issue } from '../../../shared/issue.ts';
import type { PackContent, ReportRun } from '../packContent.ts';
import { escapeMarkup } from './escape.ts';

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

const issueColumns = ['issue', 'severity', 'status', 'title', 'reference', 'owner', 'action', 'due'] as const;
const findingColumns = [
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
] as const;

/**
 * issues.csv: one row for each finding of each Testing Issue, with its work-off plan; an issue without findings has one
 * row; findings that did not pass and that no issue names follow.
 */
export function issuesCsv({ runs, issues }: PackContent): string {
  const findings = new Map(runs.flatMap(findingRows));
  const named = issues.flatMap((issue) => {
    const cells = issueCells(issue);
    if (issue.links.length === 0) return [[...cells, ...findingColumns.map(() => '')]];
    return issue.links.map((link) => [...cells, ...(findings.get(keyOf(link)) ?? linkCells(link))]);
  });
  const linked = new Set(issues.flatMap(({ links }) => links.map(keyOf)));
  const unnamed = [...findings]
    .filter(([key]) => !linked.has(key))
    .map(([, cells]) => [...issueColumns.map(() => ''), ...cells]);
  return csv([[...issueColumns, ...findingColumns], ...named, ...unnamed]);
}

const keyOf = ({ runId, position, check }: FindingLink): string => `${runId} ${position} ${check}`;

function issueCells({ id, severity, status, title, reference, workOff }: Issue): string[] {
  const plan = workOff === null ? ['', '', ''] : [workOff.owner, workOff.action, workOff.due];
  return [id, String(severity), status, title, reference, ...plan];
}

/** A finding of a run that is not in the pack. */
const linkCells = ({ runId, check }: FindingLink): string[] =>
  findingColumns.map((column) => (column === 'run' ? runId : column === 'check' ? check : ''));

/** The findings of a run that did not pass, by what names them. */
function findingRows({ run, steps, findings }: ReportRun): [string, string[]][] {
  return findings
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'review' || outcome === 'warning')
    .map((finding) => {
      const step = steps.find((one) => one.position === finding.position);
      const cells = [
        run.id,
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
      return [keyOf({ runId: run.id, position: finding.position, check: finding.check }), cells];
    });
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
