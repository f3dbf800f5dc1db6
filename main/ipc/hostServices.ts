import type { WorkbenchEvent } from '../../shared/contract/events.ts';
import type { CampaignSummary, EmulatedDevice, PackVerdict, SignatureVerdict } from '../../shared/contract/shapes.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import type { Core } from '../application/core.ts';
import type { DuisMaterial, UserIdentity } from '../application/ports.ts';

export interface MadePack {
  file: string;
  size: number;
  sha256: string;
  chainHead: string;
}

/** An open workspace with a live target. */
export interface HostSession {
  core: Core;
  workspace: string;
  campaign: LoadedCampaign;
  receiveResponseUrl: string;
  devices: EmulatedDevice[];
  organisations: { eui64: string; name: string; roles: string[] }[];
  chainHead(): { hash: string; length: number } | undefined;
  drafts: { save(name: string, value: string): void; find(name: string): string | undefined };
  /** Makes the campaign's pack. @throws WorkbenchError `incomplete` and what writing a file may bring */
  makePack(
    campaign: CampaignSummary,
    runIds: readonly string[],
    file: string | undefined,
    draft: boolean,
  ): Promise<MadePack>;
  /** Runs under way, and how to stop them. */
  runs: Map<string, AbortController>;
}

/** What the handlers need of whoever hosts them. */
export interface HostServices {
  version: string;
  /** Milliseconds since 1970-01-01T00:00:00Z by the target's clock, or by this machine's where none is open. */
  now(): number;
  material(): Promise<DuisMaterial>;
  /** Opens the workspace and its target at the first call; the same one ever after. */
  session(): Promise<HostSession>;
  announce(event: WorkbenchEvent): void;
  /** A signing credential by the name that `--credential` takes. @throws WorkbenchError `credential-unavailable` */
  credential(name: string): Promise<UserIdentity['signing']>;
  /** Verifies against every certificate that is known: the target's where one is open, and DCC Boxed's test PKI. */
  verifySignature(xml: string): Promise<SignatureVerdict>;
  verifyPackFile(file: string): Promise<PackVerdict>;
  verifyPackBytes(bytes: Uint8Array): Promise<PackVerdict>;
  report(error: unknown): void;
}
