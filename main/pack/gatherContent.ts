import type { CampaignSummary } from '../../shared/contract/shapes/campaigns.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { Criterion, Issue } from '../../shared/issue.ts';
import type { EvidenceArchive, EvidenceStore } from '../application/ports.ts';
import type { PackContent, ReportMessage } from './packContent.ts';
import type { Redaction } from './redaction.ts';

/** What a report is asked for with. */
export interface ReportRequest {
  campaign: CampaignSummary;
  /** The runs that count: the latest one of each sequence. */
  runIds: readonly string[];
  draft: boolean;
  signOffs: PackContent['signOffs'];
  issues: readonly Issue[];
  /** What the end of the tests is judged by; a pack that is no draft needs all of it. */
  exit: readonly Criterion[];
  /** Name and version, for the report. */
  program: string;
}

/** The head of the evidence chain. @throws WorkbenchError `incomplete` where there is no evidence at all */
export function mustFindChain(archive: EvidenceArchive): { hash: string; length: number } {
  const chain = archive.chainHead();
  if (!chain) throw new WorkbenchError('incomplete', 'The workspace holds no evidence yet; run the campaign first');
  return chain;
}

/** Everything that the report and the lists are made from, as the evidence has it; with tokens where it is redacted. */
export function gatherContent(
  store: EvidenceStore,
  chain: { hash: string; length: number },
  messages: readonly ReportMessage[],
  request: ReportRequest,
  redaction?: Redaction,
): PackContent {
  const byRun = Map.groupBy(messages, ({ message }) => message.judgement?.runId);
  const content: PackContent = {
    campaign: request.campaign,
    runs: request.runIds.map((id) => {
      const run = store.findRun(id);
      if (!run) throw new WorkbenchError('not-found', `There is no run ${id} in this workspace`);
      return { run, steps: store.listSteps(id), findings: store.listFindings(id), messages: byRun.get(id) ?? [] };
    }),
    draft: request.draft,
    redacted: redaction !== undefined,
    signOffs: request.signOffs,
    issues: request.issues,
    exit: request.exit,
    chain: { head: chain.hash, length: chain.length },
    program: request.program,
  };
  return redaction === undefined ? content : { ...redaction.deep(content), chain: content.chain };
}
