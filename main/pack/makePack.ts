import { WorkbenchError } from '../../shared/errors.ts';
import type { EvidenceArchive, EvidenceStore } from '../application/ports.ts';
import { blobsOf, chainLine, eventsOf, eventsUpTo, isPersonal } from './campaignEvents.ts';
import { findMissing } from './findMissing.ts';
import { gatherContent, mustFindChain, type ReportRequest } from './gatherContent.ts';
import { mustFindBlob } from './mustFindBlob.ts';
import { nameMessages } from './nameMessages.ts';
import type { PackContent, ReportMessage } from './packContent.ts';
import { findPersonalValues, makeRedaction, type Redaction, type Revealable } from './redaction.ts';
import { completionReport } from './report/completionReport.ts';
import { indexHtml } from './report/indexHtml.ts';
import { coverageCsv, ctrfJson, issuesCsv, junitXml } from './report/lists.ts';
import { sealManifest } from './seal.ts';
import type { PackSigner } from './signer.ts';
import { readVerifierPage } from './verifyFile.ts';
import { type PackFile, type WrittenFile, writePackZip } from './zip.ts';

export interface PackRequest extends ReportRequest {
  file: string;
  /** A twin in which devices, MPxNs and addresses are tokens. */
  redact?: boolean;
  /** EUI-64s that stay in a redacted pack: organisations. */
  publicParties: readonly string[];
  /** Whose key signs the manifest; a throw-away key where there is none. */
  signer?: PackSigner | undefined;
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
 * Makes a submission pack (uept-pack/1). The same workspace and arguments give the same bytes. Bodies are read as they
 * are written: how much memory it takes does not depend on how much evidence there is, but for the names of it.
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
  const chain = mustFindChain(archive);
  const events = () => eventsUpTo(archive, chain.length);
  const own = eventsOf(events(), request.campaign.id);
  const named = nameMessages(store, request.runIds);
  const redaction = request.redact ? redactionOf(archive, own, named, chain.length, request) : undefined;
  const shown = new Set<number>();
  const blobs = new Set<string>();
  for (const event of events()) {
    if (!own.has(event.seq) || (redaction && isPersonal(event, archive, redaction))) continue;
    shown.add(event.seq);
    for (const name of blobsOf(event)) blobs.add(name);
  }
  const content = gatherContent(store, chain, named, request, redaction);
  const files = packFiles(archive, content, {
    report: await completionReport(content),
    verifierPage: await readVerifierPage(),
    blobs,
    *chainLines() {
      for (const event of events()) yield chainLine(event, shown);
    },
  });
  await writePackZip(request.file, async (add) => {
    const listed: WrittenFile[] = [];
    for (const file of files) listed.push(await add(file));
    const sealed = await sealManifest(archive, content, listed, request.signer);
    await add({ path: 'manifest.json', chunks: () => [sealed.manifest] });
    await add({ path: 'manifest.sig', chunks: () => [sealed.signature] });
    await add({ path: 'signer.pem', chunks: () => [sealed.certificate] });
  });
  const made = await hashFile(request.file);
  return { file: request.file, chainHead: chain.hash, revealable: redaction?.tokens ?? [], ...made };
}

/** What the manifest lists, in the order of the pack. */
function* packFiles(
  archive: EvidenceArchive,
  content: PackContent,
  made: {
    report: Uint8Array;
    verifierPage: string;
    blobs: ReadonlySet<string>;
    chainLines(): Iterable<string>;
  },
): Generator<PackFile> {
  yield { path: 'index.html', chunks: () => indexHtml(content) };
  yield { path: 'verify.html', chunks: () => [made.verifierPage] };
  yield { path: 'coverage.csv', chunks: () => [coverageCsv(content)] };
  yield { path: 'issues.csv', chunks: () => [issuesCsv(content)] };
  yield { path: 'junit.xml', chunks: () => [junitXml(content)] };
  yield { path: 'ctrf.json', chunks: () => [ctrfJson(content)] };
  yield { path: 'completion-report.pdf', chunks: () => [made.report] };
  yield { path: 'evidence/chain.jsonl', chunks: made.chainLines };
  for (const name of made.blobs) yield { path: `evidence/blobs/${name}`, chunks: () => [mustFindBlob(archive, name)] };
  const messages = content.runs.flatMap((run) => run.messages).sort((a, b) => a.message.id - b.message.id);
  for (const { path, message, read } of messages) {
    if (path === null) continue;
    // The exact bytes, which need not be UTF-8; a redacted message is text that was made from them.
    const bytes = () => (content.redacted ? read().xml : mustFindBlob(archive, message.bodySha256));
    yield { path, chunks: () => [bytes()] };
  }
}

/** Finds what is personal in all that the campaign's messages and events say, and makes tokens for it. */
function redactionOf(
  archive: EvidenceArchive,
  own: ReadonlySet<number>,
  messages: readonly ReportMessage[],
  length: number,
  { publicParties }: PackRequest,
): Redaction {
  const texts = function* () {
    for (const { read } of messages) yield read().xml;
    for (const event of eventsUpTo(archive, length)) if (own.has(event.seq)) yield event.body;
  };
  return makeRedaction(findPersonalValues(texts(), new Set(publicParties)), archive.secret('redaction'));
}

function refuseIncomplete(request: PackRequest): void {
  if (request.draft) return;
  const { missing, unmet } = findMissing(request);
  if (missing.length === 0 && unmet.length === 0) return;
  const list = [
    ...missing.map((one) => `${one.id} (${one.status})`),
    ...unmet.map((one) => `${one.title} (${one.detail})`),
  ].join(', ');
  throw new WorkbenchError(
    'incomplete',
    `The campaign is not complete: ${list}. See to what is missing, or make a draft with --draft`,
    { detail: { missing, unmet } },
  );
}
