import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonicalJson.ts';
import type { CampaignSummary } from '../../shared/contract/shapes.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { ChainEvent, EvidenceArchive, EvidenceStore } from '../application/ports.ts';
import type { PackContent, ReportMessage, ReportRun } from './packContent.ts';
import { completionReport } from './report/completionReport.ts';
import { indexHtml } from './report/indexHtml.ts';
import { coverageCsv, ctrfJson, issuesCsv, junitXml } from './report/lists.ts';
import { makeThrowAwaySigner } from './signer.ts';
import { readVerifierPage } from './verifyFile.ts';
import { type PackFile, writePackZip } from './zip.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface PackRequest {
  campaign: CampaignSummary;
  /** The runs that count: the latest one of each sequence. */
  runIds: readonly string[];
  file: string;
  draft: boolean;
  /** Name and version, for the report. */
  program: string;
}

export interface MadePack {
  file: string;
  size: number;
  sha256: string;
  chainHead: string;
}

/**
 * Makes a submission pack (uept-pack/1). The same workspace and arguments give the same bytes.
 *
 * @throws WorkbenchError `incomplete` with what is missing, unless it is a draft; `unwritable-file`, `disk-full`
 */
export async function makePack(
  store: EvidenceStore,
  archive: EvidenceArchive,
  request: PackRequest,
  hashFile: (file: string) => Promise<{ size: number; sha256: string }>,
): Promise<MadePack> {
  refuseIncomplete(request);
  const chain = archive.chainHead();
  if (!chain) throw new WorkbenchError('incomplete', 'The workspace holds no evidence yet; run the campaign first');
  const events = [...archive.listEvents()];
  const own = eventsOf(events, request.campaign.id);
  const blobs = referencedBlobs(events, own);
  const messages = nameMessages(store, request);
  const content: PackContent = {
    campaign: request.campaign,
    runs: request.runIds.map((id) => reportRun(store, id, messages)),
    draft: request.draft,
    chain: { head: chain.hash, length: chain.length },
    program: request.program,
  };
  const report = await completionReport(content);
  const text = (path: string, value: string): PackFile => {
    const bytes = Buffer.from(value);
    return { path, bytes: () => bytes };
  };
  const blob = (path: string, name: string): PackFile => ({ path, bytes: () => mustFind(archive, name) });
  const files: PackFile[] = [
    text('index.html', indexHtml(content)),
    text('verify.html', await readVerifierPage()),
    text('coverage.csv', coverageCsv(content)),
    text('issues.csv', issuesCsv(content)),
    text('junit.xml', junitXml(content)),
    text('ctrf.json', ctrfJson(content)),
    { path: 'completion-report.pdf', bytes: () => report },
    text('evidence/chain.jsonl', events.map((event) => chainLine(event, own)).join('')),
    ...[...blobs].map((name) => blob(`evidence/blobs/${name}`, name)),
    ...[...messages.values()].flatMap((one) => (one.path === null ? [] : [blob(one.path, one.message.bodySha256)])),
  ];
  const listed = files.map((one) => {
    const bytes = one.bytes();
    return { path: one.path, sha256: sha256(bytes), size: bytes.length };
  });
  const sealed = await sealManifest(archive, content, request, listed);
  await writePackZip(request.file, [
    ...files,
    text('manifest.json', sealed.manifest),
    { path: 'manifest.sig', bytes: () => sealed.signature },
    text('signer.pem', sealed.certificate),
  ]);
  return { file: request.file, chainHead: chain.hash, ...(await hashFile(request.file)) };
}

function refuseIncomplete({ campaign, draft }: PackRequest): void {
  if (draft) return;
  const missing = campaign.groups
    .flatMap((group) => group.requirements)
    .filter((one) => one.status !== 'passed' && one.status !== 'not applicable');
  if (missing.length === 0) return;
  const list = missing.map((one) => `${one.id} (${one.status})`).join(', ');
  throw new WorkbenchError(
    'incomplete',
    `The campaign is not complete: ${list}. Run what is missing, or make a draft with --draft`,
    {
      detail: { missing: missing.map((one) => ({ id: one.id, status: one.status })) },
    },
  );
}

/** Which events belong to the campaign: its own, and deliveries that were matched to it after they were stored. */
function eventsOf(events: readonly ChainEvent[], campaignId: string): Set<number> {
  const own = new Set<number>();
  for (const event of events) {
    if (event.campaignId !== campaignId) continue;
    own.add(event.seq);
    if (event.kind === 'message-judged') own.add((JSON.parse(event.body) as { messageId: number }).messageId);
  }
  return own;
}

function chainLine(event: ChainEvent, own: ReadonlySet<number>): string {
  const { body, ...sealed } = event;
  // An event of another campaign keeps its place and hash; what it says stays at home.
  const shown = own.has(event.seq) ? { ...sealed, body: JSON.parse(body) as unknown } : sealed;
  return `${canonicalJson(shown)}\n`;
}

function referencedBlobs(events: readonly ChainEvent[], own: ReadonlySet<number>): Set<string> {
  const names = new Set<string>();
  for (const event of events) {
    if (!own.has(event.seq)) continue;
    const { blob } = JSON.parse(event.body) as { blob?: unknown };
    if (typeof blob === 'string') names.add(blob);
  }
  return names;
}

function mustFind(archive: EvidenceArchive, name: string): Uint8Array {
  const bytes = archive.findBlob(name);
  if (!bytes)
    throw new WorkbenchError(
      'workspace-damaged',
      `The evidence names the body ${name}, which the workspace does not hold`,
    );
  return bytes;
}

const kindWords: Readonly<Record<string, string>> = {
  serviceRequest: 'request',
  acknowledgement: 'acknowledgement',
  syncError: 'refusal',
  serviceResponse: 'response',
  nonDevice: 'response',
  dspScheduled: 'scheduled-response',
  preCommand: 'pre-command',
  signedPreCommand: 'signed-pre-command',
  deviceAlert: 'device-alert',
  dccAlert: 'dcc-alert',
};

function nameMessages(store: EvidenceStore, request: PackRequest): Map<number, ReportMessage> {
  const result = new Map<number, ReportMessage>();
  const all = request.runIds.flatMap((runId) => store.listMessages({ runId })).sort((a, b) => a.id - b.id);
  for (const [index, message] of all.entries()) {
    const found = store.findMessage(message.id);
    const variant = message.judgement?.serviceReferenceVariant ?? 'message';
    const kind = kindWords[message.judgement?.kind ?? ''] ?? message.judgement?.kind ?? 'unread';
    const empty = !found || found.body.length === 0;
    result.set(message.id, {
      path: empty ? null : `messages/${String(index + 1).padStart(4, '0')}-${variant}-${kind}.xml`,
      label: `${variant} ${kind.replaceAll('-', ' ')}`,
      xml: empty ? '' : Buffer.from(found.body).toString('utf8'),
      message,
      gbcs: (found?.detail as { gbcs?: unknown } | null)?.gbcs ?? null,
    });
  }
  return result;
}

function reportRun(store: EvidenceStore, id: string, messages: ReadonlyMap<number, ReportMessage>): ReportRun {
  const run = store.findRun(id);
  if (!run) throw new WorkbenchError('not-found', `There is no run ${id} in this workspace`);
  return {
    run,
    steps: store.listSteps(id),
    findings: store.listFindings(id),
    messages: [...messages.values()].filter((one) => one.message.judgement?.runId === id),
  };
}

interface SealedManifest {
  manifest: string;
  signature: Uint8Array;
  certificate: string;
}

async function sealManifest(
  archive: EvidenceArchive,
  content: PackContent,
  request: PackRequest,
  files: readonly { path: string; sha256: string; size: number }[],
): Promise<SealedManifest> {
  const packArguments = canonicalJson({ campaign: request.campaign.id, draft: request.draft, runs: request.runIds });
  const build = (certificate: string): string =>
    canonicalJson({
      format: 'uept-pack/1',
      draft: request.draft,
      program: request.program,
      campaign: {
        id: content.campaign.id,
        title: content.campaign.title,
        userRole: content.campaign.userRole,
        duisVersion: content.campaign.duisVersion,
      },
      runs: content.runs.map(({ run }) => ({
        id: run.id,
        target: run.target,
        status: run.status,
        outcome: run.outcome,
        createdAt: run.createdAt,
        finishedAt: run.finishedAt,
      })),
      chain: content.chain,
      signer: {
        kind: 'throw-away',
        subject: 'a key made for this pack and then forgotten: it shows that the pack is whole, not who made it',
        certificateSha256: sha256(Buffer.from(certificate)),
      },
      files,
    });
  const earlier = archive.findPackSignature(content.chain.head, packArguments);
  if (earlier) {
    const manifest = build(earlier.certificate);
    if (sha256(Buffer.from(manifest)) === earlier.manifestSha256) {
      return { manifest, signature: Buffer.from(earlier.signature, 'base64'), certificate: earlier.certificate };
    }
  }
  const lastRun = content.runs.at(-1)?.run;
  const signer = await makeThrowAwaySigner(new Date(lastRun?.createdAt ?? 0));
  const manifest = build(signer.certificate);
  const signature = await signer.sign(Buffer.from(manifest));
  archive.savePackSignature(content.chain.head, packArguments, {
    certificate: signer.certificate,
    manifestSha256: sha256(Buffer.from(manifest)),
    signature: Buffer.from(signature).toString('base64'),
  });
  return { manifest, signature, certificate: signer.certificate };
}
