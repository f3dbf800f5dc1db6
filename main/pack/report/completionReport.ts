import PdfDocument from 'pdfkit';
import type { PackContent } from '../packContent.ts';

const page = { size: 'A4', margins: { top: 56, bottom: 56, left: 56, right: 56 } } as const;
const quiet = '#57606a';
const ink = '#1b1f24';
const colours: Readonly<Record<string, string>> = { passed: '#1a7f37', failed: '#c62828' };

type Document = InstanceType<typeof PdfDocument>;

/** The standard fonts know Latin-1 alone: what lies beyond becomes its nearest plain form. */
const plain = (text: string): string =>
  text
    .replaceAll('’', "'")
    .replaceAll('–', '-')
    .replaceAll('—', '-')
    .replace(/[^\u0020-\u00ff\n]/g, '?');

function heading(pdf: Document, text: string): void {
  pdf.moveDown(1.2).font('Helvetica-Bold').fontSize(13).fillColor(ink).text(plain(text)).moveDown(0.4);
}

function fact(pdf: Document, name: string, value: string): void {
  pdf
    .font('Helvetica')
    .fontSize(9.5)
    .fillColor(quiet)
    .text(`${plain(name)}: `, { continued: true })
    .fillColor(ink)
    .text(plain(value));
}

function draftMark(pdf: Document): void {
  const { x, y } = pdf;
  pdf
    .font('Helvetica-Bold')
    .fontSize(9)
    .fillColor('#c62828')
    .text('DRAFT - not complete, not for submission', 56, 28, { lineBreak: false });
  pdf.x = x;
  pdf.y = Math.max(y, 56);
}

/** Keeps a row together with what names it. */
function room(pdf: Document, height: number): void {
  if (pdf.y + height > pdf.page.height - page.margins.bottom) pdf.addPage();
}

function coverage(pdf: Document, { campaign }: PackContent): void {
  for (const group of campaign.groups) {
    room(pdf, 48);
    pdf
      .moveDown(0.6)
      .font('Helvetica-Bold')
      .fontSize(10)
      .fillColor(ink)
      .text(plain(`${group.name}: ${group.proven} of ${group.requirements.length}`))
      .moveDown(0.2);
    for (const one of group.requirements) {
      room(pdf, 30);
      pdf
        .font('Helvetica')
        .fontSize(9)
        .fillColor(colours[one.status] ?? quiet)
        .text(one.status.toUpperCase(), { continued: true })
        .fillColor(ink)
        .text(plain(`  ${one.id}  ${one.title}`));
      if (one.because !== null) pdf.fontSize(8.5).fillColor(quiet).text(plain(one.because), { indent: 12 });
    }
  }
}

function runs(pdf: Document, content: PackContent): void {
  for (const { run, steps, findings, messages } of content.runs) {
    room(pdf, 60);
    pdf.moveDown(0.4).font('Helvetica-Bold').fontSize(10).fillColor(ink).text(plain(run.id));
    fact(pdf, 'Target', run.target);
    fact(pdf, 'Tester', run.tester);
    fact(pdf, 'Started and finished', `${run.createdAt} to ${run.finishedAt ?? 'not finished'}`);
    const failed = findings.filter((finding) => finding.outcome === 'fail').length;
    fact(
      pdf,
      'Steps, findings, messages',
      `${steps.length}, ${findings.length} of which ${failed} failed, ${messages.length}`,
    );
  }
}

function exitCriteria(pdf: Document, { exit }: PackContent): void {
  for (const { title, met, detail } of exit) {
    room(pdf, 30);
    pdf
      .font('Helvetica')
      .fontSize(9)
      .fillColor(met ? '#1a7f37' : '#c62828')
      .text(met ? 'MET' : 'NOT MET', { continued: true })
      .fillColor(ink)
      .text(plain(`  ${title}`));
    pdf.fontSize(8.5).fillColor(quiet).text(plain(detail), { indent: 12 });
  }
}

function issues(pdf: Document, { issues: all }: PackContent): void {
  if (all.length === 0) fact(pdf, 'Testing Issues', 'none was raised');
  for (const { id, severity, status, title, reference, workOff } of all) {
    room(pdf, 44);
    fact(pdf, `${id}, severity ${severity}, ${status}`, `${title}${reference === '' ? '' : ` (${reference})`}`);
    if (workOff !== null)
      pdf
        .fontSize(8.5)
        .fillColor(quiet)
        .text(plain(`Work-off plan: ${workOff.owner}, by ${workOff.due}: ${workOff.action}`), { indent: 12 });
  }
}

function signOff(pdf: Document, { signOffs }: PackContent): void {
  room(pdf, 130);
  heading(pdf, 'Sign-off');
  for (const one of signOffs) {
    fact(pdf, one.person, `${one.at}${one.current ? '' : ' (the evidence has moved on since)'}: ${one.statement}`);
    fact(pdf, 'Public key, SHA-256', one.publicKeySha256);
    fact(pdf, 'Covers', `the first ${one.covers} events of the evidence chain`);
  }
  pdf
    .font('Helvetica')
    .fontSize(9.5)
    .fillColor(quiet)
    .text('For the Party and for the reviewer, where a signature on paper is asked for.')
    .moveDown(1.5);
  for (const who of ['For the Party', 'Reviewer']) {
    pdf.fillColor(ink).text(`${who}: ________________________    Date: ______________`).moveDown(1.5);
  }
}

/**
 * completion-report.pdf: what was shown, by which runs, and what was not. The same content gives the same bytes: dates
 * come from the evidence, and streams are not compressed, because zlib's output differs between its versions.
 */
export async function completionReport(content: PackContent): Promise<Uint8Array> {
  const { campaign, draft, redacted, chain, program, runs: allRuns } = content;
  const made = new Date(allRuns.at(-1)?.run.finishedAt ?? allRuns.at(-1)?.run.createdAt ?? 0);
  const title = `${campaign.title}: Test Completion Report`;
  const pdf = new PdfDocument({
    ...page,
    compress: false,
    pdfVersion: '1.7',
    lang: 'en-GB',
    displayTitle: true,
    info: {
      Title: plain(title),
      Author: plain(campaign.party),
      Producer: program,
      Creator: program,
      CreationDate: made,
      ModDate: made,
    },
  });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  if (draft) {
    draftMark(pdf);
    pdf.on('pageAdded', () => draftMark(pdf));
  }
  pdf
    .font('Helvetica-Bold')
    .fontSize(20)
    .fillColor(ink)
    .text(plain(campaign.title))
    .fontSize(13)
    .fillColor(quiet)
    .text('Test Completion Report')
    .moveDown(1);
  fact(pdf, 'Party', campaign.party);
  fact(pdf, 'User Role', campaign.userRole);
  fact(pdf, 'DUIS version', campaign.duisVersion);
  fact(pdf, 'Standing', `${campaign.proven} of ${campaign.total} requirements proven`);
  if (redacted) fact(pdf, 'Redacted', 'devices, MPxNs and addresses are tokens');
  fact(pdf, 'Evidence chain', `${chain.length} events, head ${chain.head}`);
  fact(pdf, 'Made with', program);
  heading(pdf, 'Coverage');
  coverage(pdf, content);
  heading(pdf, 'Exit criteria');
  exitCriteria(pdf, content);
  heading(pdf, 'Issues');
  issues(pdf, content);
  heading(pdf, 'Runs');
  runs(pdf, content);
  signOff(pdf, content);
  pdf.end();
  await finished;
  return Buffer.concat(chunks);
}
