import { whoToCall } from '../../../shared/finding.ts';
import type { PackContent, ReportMessage, ReportRun } from '../packContent.ts';
import { escapeMarkup as e } from './escape.ts';
import { reportStyle } from './style.ts';

const marks: Readonly<Record<string, string>> = {
  pass: '✓',
  passed: '✓',
  fail: '✕',
  failed: '✕',
  warning: '!',
  review: '?',
  skipped: '–',
  met: '✓',
  unmet: '✕',
};

function outcome(word: string | null): string {
  const shown = word ?? 'not finished';
  return `<span class="outcome ${e(word ?? 'none')}">${marks[shown] ?? '○'} ${e(shown)}</span>`;
}

const time = (iso: string | null): string =>
  iso === null ? '–' : `<time datetime="${e(iso)}">${e(iso.slice(0, 10))} ${e(iso.slice(11, 19))} UTC</time>`;

const anchor = (...parts: readonly (string | number)[]): string => parts.join('-').replace(/[^A-Za-z0-9._-]/g, '_');

/** index.html: the whole report in one file, piece by piece. It asks for nothing, runs no script, and prints. */
export function* indexHtml(content: PackContent): Generator<string> {
  const { campaign, runs, draft, redacted, signOffs, issues, chain, program } = content;
  const failures = runs.flatMap((run) =>
    run.findings
      .filter((finding) => finding.outcome === 'fail' || finding.outcome === 'review')
      .map((finding) => ({ run, finding })),
  );
  yield `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${draft ? 'DRAFT – ' : ''}${e(campaign.title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
${draft ? '<p class="draft">DRAFT – this pack is not complete and must not be submitted.</p>' : ''}
${redacted ? '<p class="quiet">Redacted: devices, MPxNs and addresses are tokens. Whoever holds the key to them can show what one stands for: the token is the beginning of SHA-256 over its salt, a colon and the value. Messages and events that hold such values in encoded form are withheld; their hashes stay in the evidence chain.</p>' : ''}
<h1>${e(campaign.title)}</h1>
<p class="quiet">User Entry Process Testing evidence of ${e(campaign.party)} for the User Role ${e(campaign.userRole)}</p>
<dl class="facts">
<dt>Standing</dt><dd>${campaign.proven} of ${campaign.total} requirements proven</dd>
<dt>DUIS version</dt><dd>${e(campaign.duisVersion)}</dd>
<dt>Evidence chain</dt><dd>${chain.length} events, head <code>${e(chain.head)}</code></dd>
<dt>Signed off</dt><dd>${signOffs.length === 0 ? 'by nobody but the tester' : signOffs.map((one) => signOffLine(one)).join('<br>')}</dd>
<dt>Made with</dt><dd>${e(program)}</dd>
<dt>Check it</dt><dd>Open <a href="verify.html">verify.html</a> and drop the zip on it. Every file here is listed in <a href="manifest.json">manifest.json</a> with its SHA-256.</dd>
</dl>
</header>
<nav aria-label="Contents"><ul>
<li><a href="#coverage">Coverage</a></li>
<li><a href="#failures">Failures (${failures.length})</a></li>
<li><a href="#exit">Exit criteria</a></li>
<li><a href="#issues">Issues (${issues.length})</a></li>
${runs.map((run) => `<li><a href="#${anchor('run', run.run.id)}">Run ${e(run.run.id)}</a></li>`).join('\n')}
</ul></nav>
<main>
<h2 id="coverage">Coverage</h2>
${campaign.groups.map((group) => coverageTable(group)).join('\n')}
<h2 id="failures">Failures</h2>
${failures.length === 0 ? '<p>No check failed.</p>' : `<ul>${failures.map(({ run, finding }) => `<li><a href="#${anchor('step', run.run.id, finding.position)}">${e(run.steps.find((step) => step.position === finding.position)?.sequenceId ?? '')}</a>: ${e(finding.message)}</li>`).join('\n')}</ul>`}
${exitSection(content)}
${issuesSection(content)}
`;
  for (const run of runs) yield* runSection(run);
  yield `</main>
</body>
</html>
`;
}

const signOffLine = (one: PackContent['signOffs'][number]): string =>
  `${e(one.person)}, ${time(one.at)}${one.current ? '' : ' (the evidence has moved on since)'}: ${e(one.statement)} <span class="quiet">Covers ${one.covers} events; public key <code>${e(one.publicKeySha256)}</code></span>`;

function coverageTable(group: PackContent['campaign']['groups'][number]): string {
  const rows = group.requirements.map(
    (one) =>
      `<tr><td><code>${e(one.id)}</code></td><td>${e(one.title)}</td><td>${outcome(one.status)}</td><td>${one.sequenceIds
        .map((id) =>
          one.lastRunId === null ? e(id) : `<a href="#${anchor('sequence', one.lastRunId, id)}">${e(id)}</a>`,
        )
        .join(', ')}</td><td class="quiet">${e(one.because ?? one.provenance)}</td></tr>`,
  );
  return `<table class="coverage"><caption>${e(group.name)}: ${group.proven} of ${group.requirements.length}</caption>
<thead><tr><th scope="col">Requirement</th><th scope="col">What is shown</th><th scope="col">Status</th><th scope="col">By</th><th scope="col">Why, or source</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

function* runSection(report: ReportRun): Generator<string> {
  const { run, steps } = report;
  yield `<h2 id="${anchor('run', run.id)}">Run ${e(run.id)}</h2>
<dl class="facts"><dt>Outcome</dt><dd>${outcome(run.outcome)}</dd><dt>Target</dt><dd>${e(run.target)}</dd><dt>Tester</dt><dd>${e(run.tester)}</dd><dt>Started</dt><dd>${time(run.createdAt)}</dd><dt>Finished</dt><dd>${time(run.finishedAt)}</dd></dl>
`;
  const findings = Map.groupBy(report.findings, (finding) => finding.position);
  const messages = Map.groupBy(report.messages, (one) => one.message.judgement?.position);
  for (const [id, members] of Map.groupBy(steps, (step) => step.sequenceId)) {
    yield `<h3 id="${anchor('sequence', run.id, id)}">${e(id)}</h3>\n`;
    for (const step of members)
      yield* stepSection(run.id, step, findings.get(step.position) ?? [], messages.get(step.position) ?? []);
  }
}

function* stepSection(
  runId: string,
  step: ReportRun['steps'][number],
  findings: ReportRun['findings'],
  messages: readonly ReportMessage[],
): Generator<string> {
  yield `<details class="step" id="${anchor('step', runId, step.position)}"${step.outcome === 'fail' || step.outcome === 'review' ? ' open' : ''}>
<summary>${outcome(step.outcome)} ${e(step.stepId)}: ${e(step.title)}</summary>
${step.requestId === null ? '' : `<p class="quiet">Request ID <code>${e(step.requestId)}</code></p>`}
${findings.length === 0 ? '' : findingsTable(findings)}
`;
  for (const message of messages) yield messageSection(message);
  yield '</details>\n';
}

function findingsTable(findings: ReportRun['findings']): string {
  const rows = findings.map(
    (one) =>
      `<tr><td>${outcome(one.outcome)}</td><td><code>${e(one.check)}</code></td><td>${e(one.message)}</td><td>${one.expected === undefined ? '' : `expected <code>${e(one.expected)}</code>`} ${one.actual === undefined ? '' : `actual <code>${e(one.actual)}</code>`}</td><td class="quiet">${e([...one.requirements, one.cause === undefined ? '' : `cause: ${one.cause}`].filter(Boolean).join(', '))}${one.cause === undefined ? '' : `<br>Call ${e(whoToCall[one.cause])}`}</td></tr>`,
  );
  return `<table class="findings"><caption>Findings</caption><thead><tr><th scope="col">Outcome</th><th scope="col">Check</th><th scope="col">What was seen</th><th scope="col">Expected and actual</th><th scope="col">Requirement, cause</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function exitSection({ exit }: PackContent): string {
  const rows = exit.map(
    (one) => `<tr><td>${outcome(one.met ? 'met' : 'unmet')}</td><td>${e(one.title)}</td><td>${e(one.detail)}</td></tr>`,
  );
  return `<h2 id="exit">Exit criteria</h2>
<table><caption>What the end of the tests is judged by</caption><thead><tr><th scope="col">Standing</th><th scope="col">Criterion</th><th scope="col">Why</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

/** Testing Issues and, of those that stay open, the work-off plan. */
function issuesSection({ issues, runs }: PackContent): string {
  if (issues.length === 0) return '<h2 id="issues">Issues</h2>\n<p>No Testing Issue was raised.</p>';
  const rows = issues.map((one) => {
    const links = one.links.map(({ runId, position, check }) =>
      runs.some(({ run }) => run.id === runId)
        ? `<a href="#${anchor('step', runId, position)}">${e(check)}</a>`
        : `${e(check)} in run ${e(runId)}`,
    );
    const plan =
      one.workOff === null ? '' : `${e(one.workOff.owner)}, by ${e(one.workOff.due)}: ${e(one.workOff.action)}`;
    return `<tr><td><code>${e(one.id)}</code></td><td>${one.severity}</td><td>${e(one.status)}</td><td>${e(one.title)}${one.description === '' ? '' : `<br><span class="quiet">${e(one.description)}</span>`}</td><td>${links.join(', ')}</td><td>${e(one.reference)}</td><td>${plan}</td></tr>`;
  });
  return `<h2 id="issues">Issues</h2>
<table><caption>Testing Issues, severity 1 (blocks testing) to 5 (cosmetic)</caption><thead><tr><th scope="col">Issue</th><th scope="col">Severity</th><th scope="col">Status</th><th scope="col">What</th><th scope="col">Findings</th><th scope="col">Reference</th><th scope="col">Work-off plan</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

const signatureWords = (verdict: string): string =>
  verdict === 'ours' ? 'signed by the User' : `signature ${e(verdict)}`;

/** Longer bodies are in their own file only, so that the report stays quick to open. */
const longestShown = 20_000;

function messageSection({ path, label, message, read }: ReportMessage): string {
  const { xml, gbcs, smets1 } = read();
  const judgement = message.judgement;
  const facts = [
    time(message.at),
    message.virtualAt === null || message.virtualAt === message.at ? '' : `target’s clock ${time(message.virtualAt)}`,
    message.httpStatus === null ? '' : `HTTP ${message.httpStatus}`,
    judgement?.responseCode ? `Response Code <code>${e(judgement.responseCode)}</code>` : '',
    judgement ? `${signatureWords(judgement.signatureVerdict)}, schema ${e(judgement.schemaVerdict)}` : '',
    judgement?.duplicateOf ? 'duplicate' : '',
  ].filter(Boolean);
  return `<details><summary><span class="mono">${message.direction === 'sent' ? '→' : '←'}</span> ${e(label)} <span class="quiet">${facts.join(' · ')}</span></summary>
<p>${path === null ? 'It had no body.' : `<a href="${e(path)}">${e(path)}</a>`}</p>
${xml === '' ? '' : xml.length > longestShown ? `<p class="quiet">${xml.length} characters; see the file.</p>` : `<pre>${e(xml)}</pre>`}
${decodedForm('Decoded GBCS', gbcs)}${decodedForm('What the SMETS1 Service Provider says', smets1)}
</details>
`;
}

const decodedForm = (title: string, content: unknown): string =>
  content === null || content === undefined
    ? ''
    : `<details><summary>${e(title)}</summary><pre>${e(cut(JSON.stringify(content, null, 1)))}</pre></details>`;

const cut = (text: string): string =>
  text.length > longestShown
    ? `${text.slice(0, longestShown)}\n… ${text.length - longestShown} more characters; decode the message to see them`
    : text;
