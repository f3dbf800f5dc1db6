import { setImmediate } from 'node:timers/promises';
import type { EvidenceArchive, EvidenceStore } from '../application/ports.ts';
import { findMissing } from './findMissing.ts';
import { gatherContent, mustFindChain, type ReportRequest } from './gatherContent.ts';
import { nameMessages } from './nameMessages.ts';
import { indexHtml } from './report/indexHtml.ts';

/** Characters between two breaths: a few milliseconds of work. */
const breath = 250_000;

/**
 * The index.html that a pack would hold if it were made now: a draft's for as long as anything is missing.
 *
 * @throws WorkbenchError `incomplete` where there is no evidence at all
 */
export async function previewReport(
  store: EvidenceStore,
  archive: EvidenceArchive,
  request: Omit<ReportRequest, 'draft'>,
): Promise<{ html: string; draft: boolean }> {
  const chain = mustFindChain(archive);
  const { missing, unmet } = findMissing(request);
  const draft = missing.length > 0 || unmet.length > 0;
  const content = gatherContent(store, chain, nameMessages(store, request.runIds), { ...request, draft });
  const pieces: string[] = [];
  let sinceBreath = 0;
  for (const piece of indexHtml(content)) {
    pieces.push(piece);
    sinceBreath += piece.length;
    // A window has this thread too: what else is asked meanwhile is answered in between.
    if (sinceBreath > breath) {
      await setImmediate();
      sinceBreath = 0;
    }
  }
  return { html: pieces.join(''), draft };
}
