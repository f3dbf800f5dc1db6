import type { CapacityReport, CriterionResult, LatencySummary } from '../../../shared/capacity.ts';
import { escapeMarkup as e } from '../../pack/report/escape.ts';
import { reportStyle } from '../../pack/report/style.ts';
import { lineChart } from './lineChart.ts';

const style = `${reportStyle}
figure { margin: 1rem 0; } figcaption { font-weight: 600; } figure svg[role] { width: 100%; height: auto; }
figure text { font: 11px Inter, system-ui, sans-serif; fill: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: 12px; color: var(--quiet); }
td.n, th.n { text-align: right; } .verdict { font-size: 17px; } .wide { overflow-x: auto; }
`;

const marks: Readonly<Record<string, string>> = {
  met: '✓',
  pass: '✓',
  'not met': '✕',
  fail: '✕',
  warning: '!',
  open: '?',
  stopped: '!',
  skipped: '–',
};
const looks: Readonly<Record<string, string>> = { met: 'pass', 'not met': 'fail', open: 'review', stopped: 'warning' };

const outcome = (word: string): string =>
  `<span class="outcome ${looks[word] ?? word}">${marks[word] ?? '○'} ${e(word)}</span>`;
const whole = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 0 });
const rate = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 1 });
const percent = (share: number): string => `${(share * 100).toLocaleString('en-GB', { maximumFractionDigits: 2 })} %`;
const time = (ms: number): string =>
  ms >= 1000 ? `${(ms / 1000).toLocaleString('en-GB', { maximumFractionDigits: 2 })} s` : `${ms.toFixed(1)} ms`;

/** A table; a cell that begins with `<` is markup already, one in an `n` column is a number. */
function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isNumber = head.map((name) => name.startsWith('#'));
  const cell = (text: string, index: number, tag: string): string =>
    `<${tag}${isNumber[index] ? ' class="n"' : ''}${tag === 'th' ? ' scope="col"' : ''}>${text.startsWith('<') ? text : e(text)}</${tag}>`;
  return `<div class="wide"><table><caption>${e(caption)}</caption><thead><tr>${head.map((name, index) => cell(name.replace(/^#/, ''), index, 'th')).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((text, index) => cell(text, index, 'td')).join('')}</tr>`).join('\n')}</tbody></table></div>`;
}

const percentiles = ['#50 %', '#95 %', '#99 %', '#99.9 %', '#Longest'];
const times = ({ count, p50Ms, p95Ms, p99Ms, p999Ms, maxMs }: LatencySummary): string[] =>
  count === 0 ? ['–', '–', '–', '–', '–'] : [p50Ms, p95Ms, p99Ms, p999Ms, maxMs].map(time);

const checklist = (caption: string, criteria: readonly CriterionResult[]): string =>
  table(
    caption,
    ['Standing', 'Criterion', 'Why'],
    criteria.map(({ standing, title, because }) => [outcome(standing), title, because]),
  );

const hours = ['00:00', '06:00', '12:00', '18:00', '24:00'];

/** The report of a load run in one file: it asks for nothing, runs no script, and prints. */
export function reportHtml(report: CapacityReport): string {
  const { totals } = report;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${e(report.title)} – ${report.phase}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${e(report.title)}</h1>
<p class="quiet">System capacity, phase ${report.phase}: ${e(report.phaseTitle)}. Measured on an emulator; it says nothing of the speed of any system of the DCC.</p>
<p class="verdict">${outcome(report.verdict)} ${e(report.conclusion)}</p>
</header>
<main>
${overview(report)}
<h2>Entry and exit criteria</h2>
${checklist('Entry', report.entry)}
${checklist('Exit', report.exit)}
<h2>The day</h2>
<p class="quiet">24 hours in ${whole(report.daySeconds)} s, ${percent(report.scale)} of the volume: ${rate((report.scale * 86_400) / report.daySeconds)} times the full volume’s own pace. ${whole(totals.planned)} messages planned.</p>
${charts(report)}
<h2>Services against their requisite levels</h2>
${services(report)}
<h2>Components</h2>
${components(report)}
${report.saturation ? saturation(report.saturation) : ''}
<h2>Volume model</h2>
${volumeModel(report)}
${reuse(report)}
${report.comparison ? comparison(report.comparison) : ''}
<h2>Environment</h2>
<dl class="facts">${Object.entries(report.environment)
    .map(([name, value]) => `<dt>${e(name)}</dt><dd>${e(value)}</dd>`)
    .join(
      '',
    )}<dt>made with</dt><dd>${e(report.program)}</dd><dt>begun</dt><dd><time datetime="${e(report.at)}">${e(report.at)}</time></dd></dl>
</main>
</body>
</html>
`;
}

function overview({ totals, lateness, scope, objective, remarks, bottleneck }: CapacityReport): string {
  return `<dl class="facts">
<dt>Objective</dt><dd>${e(objective)}</dd>
<dt>In scope</dt><dd>${scope.included.map(e).join(', ')}</dd>
<dt>Not in scope</dt><dd>${scope.excluded.map(e).join('; ')}</dd>
<dt>Offered</dt><dd>${whole(totals.offered)} of ${whole(totals.planned)} planned; ${rate(totals.offeredPerSecond)} of ${rate(totals.plannedPerSecond)} a second</dd>
<dt>Lateness of the generator</dt><dd>50 of 100 within ${time(lateness.p50Ms)}, 99 within ${time(lateness.p99Ms)}, ${time(lateness.maxMs)} at most; latencies below count from the planned moment, so that it is in them</dd>
<dt>Completed</dt><dd>${whole(totals.completed)}; ${whole(totals.failed)} failed, ${whole(totals.unanswered)} unanswered, ${whole(totals.mostInFlight)} in flight at most</dd>
<dt>Answers</dt><dd>${whole(totals.duplicates)} more than once, ${whole(totals.unexpected)} to no request, ${whole(totals.badSignatures)} with a bad signature</dd>
<dt>Bottleneck</dt><dd>${bottleneck ? `<strong>${e(bottleneck.name)}</strong>: ${e(bottleneck.because)}` : 'none was reached'}</dd>
${remarks.length === 0 ? '' : `<dt>Remarks</dt><dd>${remarks.map(e).join('<br>')}</dd>`}
</dl>`;
}

function charts({ series, daySeconds }: CapacityReport): string {
  const day = series.slice(0, daySeconds);
  const busy = Object.keys(day.find(({ waiting }) => Object.keys(waiting).length > 0)?.waiting ?? {});
  const threads = Object.keys(day.find(({ threads: shares }) => Object.keys(shares).length > 0)?.threads ?? {});
  const axis = { labels: hours };
  return [
    lineChart(
      'Messages a second',
      [
        { name: 'planned', values: day.map(({ planned }) => planned) },
        { name: 'offered', values: day.map(({ offered }) => offered) },
        { name: 'completed', values: day.map(({ completed }) => completed) },
      ],
      { ...axis, unit: 'a second, by the hour of the compressed day' },
    ),
    lineChart(
      'End to end',
      [
        { name: '50 of 100', values: day.map(({ p50Ms }) => p50Ms / 1000) },
        { name: '99 of 100', values: day.map(({ p99Ms }) => p99Ms / 1000) },
      ],
      { ...axis, unit: 's, of what was completed in that second' },
    ),
    lineChart('In flight', [{ name: 'in flight', values: day.map(({ inFlight }) => inFlight) }], {
      ...axis,
      unit: 'messages',
    }),
    lineChart(
      'Waiting for each component',
      busy.map((name) => ({ name, values: day.map(({ waiting }) => waiting[name] ?? 0) })),
      { ...axis, unit: 'messages' },
    ),
    lineChart(
      'Threads of this machine',
      threads.map((name) => ({ name, values: day.map(({ threads: shares }) => (shares[name] ?? 0) * 100) })),
      { ...axis, unit: '% of the time at work' },
    ),
  ].join('\n');
}

function services({ services: results, errors }: CapacityReport): string {
  const measured = results.filter(({ offered }) => offered > 0);
  const endToEnd = table(
    'From the planned moment to the answer at the Receive Response Service',
    ['Stream', 'Service', 'Meter', '#Offered', '#Completed', ...percentiles, '#Level', '#In time', 'Outcome'],
    measured.map((one) => [
      one.stream,
      one.service,
      one.generation,
      whole(one.offered),
      whole(one.completed),
      ...times(one.endToEnd),
      one.requisiteMs === null ? '–' : `<span title="${e(one.requisiteProvenance)}">${time(one.requisiteMs)}</span>`,
      percent(one.withinShare),
      outcome(one.outcome),
    ]),
  );
  const acknowledgements = table(
    'From the planned moment to the acknowledgement (the Pre-Command, for critical services)',
    ['Stream', 'Service', 'Meter', '#Acknowledged', ...percentiles],
    measured
      .filter(({ acknowledged }) => acknowledged > 0)
      .map((one) => [one.stream, one.service, one.generation, whole(one.acknowledged), ...times(one.acknowledgement)]),
  );
  const failures =
    errors.length === 0
      ? '<p>No message failed.</p>'
      : table(
          'Errors by code',
          ['Service', 'Code', '#Count', 'Meaning'],
          errors.map(({ service, code, count, meaning }) => [service, code, whole(count), meaning]),
        );
  const levels = [...new Map(measured.map((one) => [one.requisiteProvenance, one.requisiteMs]))];
  return `${endToEnd}${acknowledgements}${failures}<p class="quiet">Where the levels are from: ${levels.map(([provenance]) => e(provenance)).join('; ')}. They are targets, no observations.</p>`;
}

function components({ components: results }: CapacityReport): string {
  if (results.length === 0)
    return '<p>The emulator ran on its own and does not tell of its components; they were not measured.</p>';
  return `${table(
    'Busy: the share of its servers’ time at work, over the run and over the busiest three seconds. Waiting time, for those that it served',
    ['Component', '#Messages', '#Refused', '#Failed', '#Busy', '#At its peak', '#Most waiting', ...percentiles],
    results.map((one) => [
      one.name,
      whole(one.arrived),
      whole(one.refused),
      whole(one.failed),
      percent(one.utilisation),
      percent(one.peakUtilisation),
      whole(one.mostWaiting),
      ...times(one.waitingTime),
    ]),
  )}${table(
    'Passage: waiting and work together',
    ['Component', ...percentiles],
    results.map((one) => [one.name, ...times(one.passageTime)]),
  )}<p class="quiet">The components are queues of the emulator with service times of our own making. Migration messages, and the CP, DCO and S1SP as a whole, are simulated: no public interface of them is known.</p>`;
}

function saturation(found: NonNullable<CapacityReport['saturation']>): string {
  const { steps, sustainedPerSecond, saturatedPerSecond, bottleneck } = found;
  const sentence =
    saturatedPerSecond === null
      ? `Every step was sustained, up to ${rate(sustainedPerSecond ?? 0)} a second.`
      : sustainedPerSecond === null
        ? `Even the lowest step, ${rate(saturatedPerSecond)} a second, was not sustained.`
        : `It lies between ${rate(sustainedPerSecond)} a second, which was sustained, and ${rate(saturatedPerSecond)}, which was not.`;
  return `<h2>Saturation</h2><p>${sentence}${bottleneck ? ` Limit: <strong>${e(bottleneck.name)}</strong>: ${e(bottleneck.because)}.` : ''}</p>
${lineChart(
  'Completed and 99th percentile by step',
  [
    { name: 'planned a second', values: steps.map(({ plannedPerSecond }) => plannedPerSecond) },
    { name: 'completed a second', values: steps.map(({ completedPerSecond }) => completedPerSecond) },
  ],
  { unit: 'messages a second', labels: steps.map(({ factor }) => `× ${factor}`) },
)}
${table(
  'Steps: the mean rate of the day, times the factor',
  ['#Factor', '#Planned/s', '#Offered/s', '#Completed/s', '#50 %', '#99 %', '#Succeeded', 'Sustained', 'Why not'],
  steps.map((step) => [
    String(step.factor),
    rate(step.plannedPerSecond),
    rate(step.offeredPerSecond),
    rate(step.completedPerSecond),
    time(step.p50Ms),
    time(step.p99Ms),
    percent(step.withinShare),
    outcome(step.sustained ? 'pass' : 'fail'),
    step.because,
  ]),
)}`;
}

function volumeModel({ volumes, streams }: CapacityReport): string {
  return `${table(
    'Volumes of this phase',
    ['Volume', '#Value', 'Unit', 'Where it is from'],
    volumes.map(({ name, value, unit, provenance }) => [name, value.toLocaleString('en-GB'), unit, provenance]),
  )}${table(
    'Rates derived from them',
    ['Stream', 'Traffic', 'Derivation', '#A real day', '#Planned here', '#Mean/s', '#Peak/s', 'Left out'],
    streams.map((one) => [
      one.title,
      one.traffic,
      one.derivation,
      whole(one.perDay),
      whole(one.planned),
      rate(one.meanPerSecond),
      rate(one.peakPerSecond),
      one.leftOut ?? '',
    ]),
  )}`;
}

function reuse({ reused }: CapacityReport): string {
  if (reused.length === 0) return '';
  return table(
    'Evidence reused from an earlier phase, its volume being broadly as predicted',
    ['Streams', 'From', 'Reason', 'Difference of volume', 'Report (SHA-256)', 'Made'],
    reused.map((one) => [
      one.streams.join(', '),
      one.from,
      one.reason,
      Object.entries(one.difference)
        .map(([id, difference]) => `${id} ${percent(difference)}`)
        .join(', '),
      `<code>${e(one.report)}</code>`,
      one.at,
    ]),
  );
}

function comparison(found: NonNullable<CapacityReport['comparison']>): string {
  return `<h2>Compared with ${found.phase} of ${e(found.at)}</h2>
${table(
  `${found.title}; report ${found.report}`,
  ['Service', 'Measure', '#Before', '#Now', '#Change'],
  found.rows.map((row) => [
    row.service,
    row.measure,
    rate(row.before * (row.measure === 'in time' ? 100 : 1)),
    rate(row.after * (row.measure === 'in time' ? 100 : 1)),
    `${row.change > 0 ? '+' : ''}${percent(row.change)}`,
  ]),
)}`;
}
