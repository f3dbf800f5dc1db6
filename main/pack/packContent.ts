import type { CampaignSummary } from '../../shared/contract/shapes/campaigns.ts';
import type { SignOffView } from '../../shared/contract/shapes/pack.ts';
import type { Criterion, Issue } from '../../shared/issue.ts';
import type { RunState, StepState, StoredFinding, StoredMessage } from '../application/ports.ts';

/** A message as the report shows it. */
export interface ReportMessage {
  /** Its file in the pack, `messages/0007-4.8.1-response.xml`; null where it had no body. */
  path: string | null;
  label: string;
  message: StoredMessage;
  /** Its text and decoded form, fetched when they are written: evidence may be larger than memory. */
  read(): { xml: string; gbcs: unknown; smets1: unknown };
}

/** One run, or the part of it that counts, as the report shows it. */
export interface ReportRun {
  run: RunState;
  steps: StepState[];
  findings: StoredFinding[];
  messages: ReportMessage[];
}

/** Everything that the report and the lists are made from. */
export interface PackContent {
  campaign: CampaignSummary;
  runs: ReportRun[];
  draft: boolean;
  /** Devices, MPxNs and addresses are tokens. */
  redacted: boolean;
  /** Who else has looked at the evidence and put their name to it. */
  signOffs: readonly SignOffView[];
  issues: readonly Issue[];
  /** The conditions for ending the tests. */
  exit: readonly Criterion[];
  chain: { head: string; length: number };
  program: string;
}
