import type { CampaignFile, CampaignSource } from '../../shared/campaignSource.ts';
import type { CapacityPlan, CapacityStanding, PhaseName, ProfileSummary } from '../../shared/capacity.ts';
import type { Cassette } from '../../shared/cassette.ts';
import type { OperationOutput } from '../../shared/contract/contract.ts';
import type { WorkbenchEvent } from '../../shared/contract/events.ts';
import type { CampaignEntry } from '../../shared/contract/shapes/campaigns.ts';
import type { PackVerdict } from '../../shared/contract/shapes/pack.ts';
import type { SignatureVerdict } from '../../shared/contract/shapes/signatures.ts';
import type { EmulatedDevice, PreflightReport, TargetEntry } from '../../shared/contract/shapes/targets.ts';
import type { WorkspaceEntry } from '../../shared/contract/shapes/workbench.ts';
import type { LoadedCampaign } from '../../shared/sequence.ts';
import type { Core } from '../application/core.ts';
import type { DuisMaterial, EvidenceArchive, Keystore, Target, UserIdentity } from '../application/ports.ts';
import type { RunControl } from '../application/runControl.ts';
import type { SmkiCertificate } from '../smki/certificate.ts';
import type { CampaignStanding } from './campaignStanding.ts';

export interface MadePack {
  file: string;
  size: number;
  sha256: string;
  chainHead: string;
  /** What the tokens of a redacted pack stand for; its holder keeps it. */
  revealFile: string | null;
}

export interface PackChoice {
  file: string | undefined;
  draft: boolean;
  redact: boolean;
  /** A credential whose key signs the manifest. */
  signer: string | undefined;
  passphrase: string | undefined;
}

/** An open workspace with a live target. */
export interface HostSession {
  core: Core;
  workspace: string;
  campaign: LoadedCampaign;
  /** The target whose runs count: the open one, unless another was chosen to look at its evidence. */
  evidenceOf: string;
  receiveResponseUrl: string;
  devices: EmulatedDevice[];
  organisations: { eui64: string; name: string; roles: string[] }[];
  drafts: { save(name: string, value: string): void; find(name: string): string | undefined };
  /** Makes the campaign's pack. @throws WorkbenchError `incomplete` and what writing a file may bring */
  makePack(standing: CampaignStanding, choice: PackChoice): Promise<MadePack>;
  /** The report that the campaign's pack would hold if it were made now. @throws WorkbenchError `incomplete` */
  previewReport(standing: CampaignStanding): Promise<{ html: string; draft: boolean }>;
  /** The evidence chain, for what is put under it. */
  archive: EvidenceArchive;
  /** Makes a cassette the target of a run in the same workspace. */
  openReplay(cassette: Cassette): Promise<{ core: Core; close(): Promise<void> }>;
  /** Runs under way, and how they are steered. */
  runs: Map<string, RunControl>;
  /** What ended runs here that could not go on, by run; they are marked as interrupted as soon as that can be kept. */
  troubles: Map<string, { message: string; settled: boolean }>;
}

/** What signs, and whose it is. */
export interface SigningCredential {
  signer: UserIdentity['signing'];
  certificate: SmkiCertificate;
  /** What is not as it should be and yet no reason to refuse. */
  remarks: string[];
}

/** Load runs, one at a time. */
export interface CapacityDesk {
  list(): ProfileSummary[];
  /** @throws WorkbenchError naming what is wrong in the profile */
  plan(choice: CapacityChoice): CapacityPlan;
  /** @throws WorkbenchError `conflict` where one is under way */
  start(choice: CapacityChoice & { withSteps: boolean }): void;
  /** @throws WorkbenchError `conflict` where none is under way */
  stop(): void;
  standing(): CapacityStanding;
}

export type CampaignCheck = OperationOutput<'campaign.check'>;

export interface CapacityChoice {
  file: string;
  phase?: PhaseName | undefined;
  scale?: number | undefined;
}

/** The files of the open campaign. */
export interface CampaignDesk {
  source(): CampaignSource;
  /** What would be wrong with it with these files, as {@link CampaignSource} names them. */
  check(files: readonly Omit<CampaignFile, 'seen'>[]): CampaignCheck;
  /** Copies a bundled one and opens the copy. @throws WorkbenchError `conflict`, `unwritable-file` */
  copy(): Promise<CampaignSource>;
  /** @throws WorkbenchError `invalid-document`, `conflict`, `unwritable-file` */
  save(files: readonly CampaignFile[]): Promise<CampaignSource>;
}

/** The workspaces of this machine, for a host that can go from one to another. */
export interface WorkspaceDesk {
  list(): WorkspaceEntry[];
  /**
   * @param isNew whether it is made
   * @throws WorkbenchError `conflict`, `not-found`, `invalid-argument`, and why it could not be opened
   */
  open(file: string, isNew: boolean): Promise<void>;
  forget(file: string): void;
}

/** What the handlers need of whoever hosts them. */
export interface HostServices {
  version: string;
  /** Milliseconds since 1970-01-01T00:00:00Z by the target's clock, or by this machine's where none is open. */
  now(): number;
  material(): Promise<DuisMaterial>;
  /** Opens the workspace and its target at the first call; the same one ever after. */
  session(): Promise<HostSession>;
  /**
   * Closes what is open and opens another campaign, another target, or both. A choice that cannot be opened leaves the
   * earlier one.
   * @param choice.confirmation what was typed to let requests leave for UIT
   * @param choice.evidenceOf the target whose runs count, which is not opened
   * @throws WorkbenchError `conflict` while a run is under way, `not-found`, `target-refused` and what opening may bring
   */
  open(choice: {
    campaign?: string | undefined;
    target?: string | undefined;
    confirmation?: string | undefined;
    evidenceOf?: string | undefined;
  }): Promise<HostSession>;
  /** The open campaign as it would be with another requirement set (CSV). @throws WorkbenchError `invalid-document` */
  campaignWith(csv: string): LoadedCampaign;
  /**
   * Lays a requirement set (CSV) over that of the open campaign, and opens it again with the new one.
   * @returns where it is kept
   * @throws WorkbenchError `conflict` while a run is under way, `unwritable-file`
   */
  layRequirements(csv: string): Promise<string>;
  /** The campaigns at hand: bundled ones, and those of the user's own folders. */
  listCampaigns(): CampaignEntry[];
  /** The emulator inside, and every profile; one that cannot be read says why. */
  listTargets(): TargetEntry[];
  /** Looks at everything that a run against a target needs, and sends nothing. Of the chosen one where none is named. */
  preflight(target: string | undefined): Promise<PreflightReport>;
  /** The target of the open session, who is there, and its campaign's DUIS version; undefined where none is open. */
  live(): { target: Target; duisVersion: string; organisations: HostSession['organisations'] } | undefined;
  announce(event: WorkbenchEvent): void;
  keystore: Keystore;
  /** Asks whoever sits at the host, where it can; undefined where it cannot. */
  askPassphrase(question: string): Promise<string | undefined>;
  /**
   * A signing credential: `zaz1:<EUI-64>`, or one of the keystore by its name, EUI-64 or serial number.
   * @throws WorkbenchError `credential-unavailable`, `wrong-password`
   */
  credential(name: string, passphrase: string | undefined): Promise<SigningCredential>;
  /** Certificates with keys of DCC Boxed's test PKI, by the names that `credential` takes. */
  listTestCredentials(): { name: string; certificate: SmkiCertificate }[];
  /** The next one, durable in the workspace; by the clock alone, with a remark, where the usual workspace cannot be used. */
  nextOriginatorCounter(originator: string, target: string): Promise<{ counter: bigint; remarks: string[] }>;
  /** The XSDs and DTDs of a folder or zip. @throws WorkbenchError `unreadable-file` */
  readSchemaFiles(path: string): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Verifies against every certificate that is known: the target's where one is open, and DCC Boxed's test PKI. */
  verifySignature(xml: string): Promise<SignatureVerdict>;
  capacity(): Promise<CapacityDesk>;
  campaignDesk(): CampaignDesk;
  workspaces: WorkspaceDesk;
  verifyPackFile(file: string): Promise<PackVerdict>;
  verifyPackBytes(bytes: Uint8Array): Promise<PackVerdict>;
  /**
   * Shows a file in the file manager of whoever sits at the host.
   * @throws WorkbenchError `not-found` where it is gone, `target-refused` where it can be shown to nobody
   */
  showInFolder(file: string): Promise<void>;
  report(error: unknown): void;
}
