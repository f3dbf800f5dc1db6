import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonicalJson.ts';
import type { CampaignSummary } from '../../shared/contract/shapes.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { ChainEvent, EvidenceArchive, EvidenceStore } from '../application/ports.ts';
import type { PackContent, ReportMessage, ReportRun } from './packContent.ts';
import { findPersonalValues, makeRedaction, type Redaction, type Revealable } from './redaction.ts';
import { completionReport } from './report/completionReport.ts';
import { indexHtml } from './report/indexHtml.ts';
import { coverageCsv, ctrfJson, issuesCsv, junitXml } from './report/lists.ts';
import { sealManifest } from './seal.ts';
import type { PackSigner } from './signer.ts';
import { readVerifierPage } from './verifyFile.ts';
import { type PackFile, writePackZip } from './zip.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface PackRequest {
  campaign: CampaignSummary;
  /** The runs that count: the latest one of each sequence. */
  runIds: readonly string[];
  file: string;
  draft: boolean;
  /** A twin in which devices, MPxNs and addresses are tokens. */
  redact?: boolean;
  /** EUI-64s that stay in a redacted pack: organisations. */
  publicParties: readonly string[];
  signOffs: PackContent['signOffs'];
  /** Whose key signs the manifest; a throw-away key where there is none. */
  signer?: PackSigner | undefined;
  /** Name and version, for the report. */
  program: string;
}

export interface MadePack {
  file: string;
  size: number;
  sha256: string;
  chainHead: string;
  /** What the tokens of a redacted pack stand for; empty for any other. Whoever holds it can show them one by one. */
  revealable: readonly Revealable[];
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
  const named = nameMessages(store, request);
  const redaction = request.redact ? redactionOf(archive, events, own, named, request) : undefined;
  const shown = redaction ? new Set([...own].filter((seq) => !isPersonal(events, seq, archive, redaction))) : own;
  const blobs = referencedBlobs(events, shown);
  const content = contentOf(store, chain, named, request, redaction);
  const report = await completionReport(content);
  const text = (path: string, value: string): PackFile => {
    const bytes = Buffer.from(value);
    return { path, bytes: () => bytes };
  };
  const blob = (path: string, name: string): PackFile => ({ path, bytes: () => mustFind(archive, name) });
  const messageFiles = content.runs
    .flatMap(({ messages }) => messages)
    .sort((a, b) => a.message.id - b.message.id)
    .flatMap(({ path, xml, message }) =>
      path === null ? [] : [redaction ? text(path, xml) : blob(path, message.bodySha256)],
    );
  const files: PackFile[] = [
    text('index.html', indexHtml(content)),
    text('verify.html', await readVerifierPage()),
    text('coverage.csv', coverageCsv(content)),
    text('issues.csv', issuesCsv(content)),
    text('junit.xml', junitXml(content)),
    text('ctrf.json', ctrfJson(content)),
    { path: 'completion-report.pdf', bytes: () => report },
    text('evidence/chain.jsonl', events.map((event) => chainLine(event, shown)).join('')),
    ...[...blobs].map((name) => blob(`evidence/blobs/${name}`, name)),
    ...messageFiles,
  ];
  const listed = files.map((one) => {
    const bytes = one.bytes();
    return { path: one.path, sha256: sha256(bytes), size: bytes.length };
  });
  const sealed = await sealManifest(archive, content, listed, request.signer);
  await writePackZip(request.file, [
    ...files,
    text('manifest.json', sealed.manifest),
    { path: 'manifest.sig', bytes: () => sealed.signature },
    text('signer.pem', sealed.certificate),
  ]);
  const made = await hashFile(request.file);
  return { file: request.file, chainHead: chain.hash, revealable: redaction?.tokens ?? [], ...made };
}

function contentOf(
  store: EvidenceStore,
  chain: { hash: string; length: number },
  messages: ReadonlyMap<number, ReportMessage>,
  request: PackRequest,
  redaction: Redaction | undefined,
): PackContent {
  const content: PackContent = {
    campaign: request.campaign,
    runs: request.runIds.map((id) => reportRun(store, id, messages)),
    draft: request.draft,
    redacted: redaction !== undefined,
    signOffs: request.signOffs,
    chain: { head: chain.hash, length: chain.length },
    program: request.program,
  };
  return redaction === undefined ? content : { ...redaction.deep(content), chain: content.chain };
}

/** Finds what is personal in all that the campaign's messages and events say, and makes tokens for it. */
function redactionOf(
  archive: EvidenceArchive,
  events: readonly ChainEvent[],
  own: ReadonlySet<number>,
  messages: ReadonlyMap<number, ReportMessage>,
  { publicParties }: PackRequest,
): Redaction {
  const texts = function* () {
    for (const { xml } of messages.values()) yield xml;
    for (const event of events) if (own.has(event.seq)) yield event.body;
  };
  return makeRedaction(findPersonalValues(texts(), new Set(publicParties)), archive.secret('redaction'));
}

/** Whether an event, or the body that it names, holds what a redacted pack must not; then its hash alone is shown. */
function isPersonal(
  events: readonly ChainEvent[],
  seq: number,
  archive: EvidenceArchive,
  redaction: Redaction,
): boolean {
  const event = events[seq - 1];
  // What a photograph shows, nobody can tell.
  if (event === undefined || event.kind === 'attestation' || redaction.concerns(event.body)) return true;
  return blobsOf(event).some((name) => redaction.concerns(Buffer.from(mustFind(archive, name)).toString('utf8')));
}

/** The bodies that an event names: one, or the files of a person's word. */
function blobsOf({ body }: ChainEvent): string[] {
  const { blob, blobs = [] } = JSON.parse(body) as { blob?: string; blobs?: string[] };
  return blob === undefined ? blobs : [blob, ...blobs];
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
    for (const name of blobsOf(event)) names.add(name);
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
