import { z } from 'zod';
import { AnomalySettings, QuarantinedRequest, QuarantineOrder } from '../anomalies.ts';
import { CampaignFile, CampaignSource, OutlineSequence, SequenceChange, SourceFinding } from '../campaignSource.ts';
import { CapacityPlan, CapacityStanding, PhaseName, ProfileSummary } from '../capacity.ts';
import { Criterion, Issue, IssueFacts, IssueRevision, NewIssue, OpenFinding } from '../issue.ts';
import { MigrationOrder, Smets1Installation } from '../migration.ts';
import { Duration } from '../sequence.ts';
import { NetworkOrder, RegistrationOrder, Street, StreetDeviceDetail } from '../street.ts';
import { CampaignEntry, CampaignSummary, RequirementChanges } from './shapes/campaigns.ts';
import { CatalogueEntry, CodeEntry } from './shapes/catalogue.ts';
import { CertificateChoice } from './shapes/certificates.ts';
import { CredentialPurpose, CredentialView } from './shapes/credentials.ts';
import { DecodedGbcs } from './shapes/decoded.ts';
import { RequestForm } from './shapes/form.ts';
import { MessageDetail, MessageSummary, MmcDocument } from './shapes/messages.ts';
import { PackReadiness, PackVerdict, SignOffView } from './shapes/pack.ts';
import { ProfileView } from './shapes/profile.ts';
import {
  CommandPreview,
  Completion,
  Difference,
  DocumentFinding,
  QuickFix,
  SchemaDifference,
  SchemaVersionView,
} from './shapes/requests.ts';
import { AttestedOutcome, RunComparison, RunDetail, RunView } from './shapes/runs.ts';
import { SignatureExplanation, SignatureVerdict } from './shapes/signatures.ts';
import { EmulatorView, PreflightReport, TargetEntry } from './shapes/targets.ts';
import { WorkbenchStatus, WorkspaceEntry } from './shapes/workbench.ts';

const operation = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

const nothing = z.strictObject({});
/** What a person may paste or upload in one call: 64 MB of text. */
const Document = z.string().max(64 * 1024 * 1024);
/** A document, and what its user ought to know about it, a sentence each. */
const RemarkedDocument = z.object({ xml: z.string(), remarks: z.array(z.string()) });
const Passphrase = z.string().max(1024);
const CredentialName = z.string().max(64);

/** Everything that a user can ask of the workbench. One name, one input, one output, both checked. */
export const contract = {
  'workbench.status': operation(nothing, WorkbenchStatus),

  'catalogue.list': operation(z.strictObject({ role: z.string().optional() }), z.array(CatalogueEntry)),
  /** Every code with its meaning, or those of one name. */
  'code.list': operation(z.strictObject({ code: z.string().optional() }), z.array(CodeEntry)),
  /** The checks that sequences can name in `findings`, and what each rests on. */
  'check.list': operation(
    nothing,
    z.array(z.object({ id: z.string(), title: z.string(), rests: z.string(), provenance: z.string() })),
  ),
  'template.list': operation(
    z.strictObject({ serviceReferenceVariant: z.string() }),
    z.array(z.object({ name: z.string(), title: z.string() })),
  ),

  'request.build': operation(
    z.strictObject({
      serviceReferenceVariant: z.string(),
      template: z.string().optional(),
      originator: z.string().optional(),
      target: z.string().optional(),
      counter: z.string().optional(),
      commandVariant: z.int().optional(),
      schemaVersion: z.string().optional(),
      set: z.array(z.strictObject({ path: z.string(), value: z.string() })).default([]),
      /** Fill in what the target calls for: yesterday as the read period, tomorrow as the start of a schedule, and the User's certificate where devices do not know it. */
      recent: z.boolean().default(false),
    }),
    RemarkedDocument,
  ),
  'request.format': operation(z.strictObject({ xml: Document }), z.object({ xml: z.string() })),
  /** The body as a form: what it has, what each value may be, what may be added. */
  'request.form': operation(z.strictObject({ xml: Document }), RequestForm),
  /**
   * Changes a request as its form does: a value by its path, null to take an element away, or an element to be added
   * with all that it must hold. Gives the XML back laid out.
   */
  'request.edit': operation(
    z.strictObject({
      xml: Document,
      change: z.union([
        z.strictObject({ path: z.string(), value: z.string().nullable() }),
        z.strictObject({ add: z.string() }),
        /** Whom it is addressed to: EUI-64 of a Device, or of the Access Control Broker. */
        z.strictObject({ target: z.string() }),
      ]),
    }),
    z.object({ xml: z.string() }),
  ),
  /** The GBCS command or Pre-Command that the DCC would make of a request. */
  'request.preview': operation(z.strictObject({ xml: Document }), CommandPreview),
  /**
   * The certificates that can stand in a request: those of the target's organisations, of its User and its Access
   * Control Broker, and of a device.
   */
  'certificate.list': operation(
    z.strictObject({ device: z.string().max(40).optional(), usage: z.string().max(40).optional() }),
    z.array(CertificateChoice),
  ),
  /** What may stand at an offset (UTF-16 units) of a request that is being typed; each replaces the text from `from` on. */
  'request.complete': operation(
    z.strictObject({ xml: Document, offset: z.int().min(0), schemaVersion: z.string().optional() }),
    z.object({ from: z.int(), completions: z.array(Completion) }),
  ),
  /** What stands at an offset (UTF-16 units) means: the XSD's documentation, and the meaning of a code or a service. */
  'request.explain': operation(
    z.strictObject({ xml: Document, offset: z.int().min(0) }),
    z.object({ from: z.int(), to: z.int(), lines: z.array(z.string()) }).nullable(),
  ),
  /** Ways to mend each finding of a request, in their order; only those that leave fewer errors than there are. */
  'request.fixes': operation(
    z.strictObject({ xml: Document, findings: z.array(DocumentFinding).max(1000) }),
    z.array(z.array(QuickFix)),
  ),
  'request.validate': operation(
    z.strictObject({
      xml: Document,
      schemaVersion: z.string().optional(),
      xsdOnly: z.boolean().default(false),
      /** The User Roles of the originator; those of the live target's User where none are given. */
      userRoles: z.array(z.string()).optional(),
    }),
    z.object({ valid: z.boolean(), findings: z.array(DocumentFinding) }),
  ),
  /** Takes out white space, comments and an earlier signature; gives it the next Originator Counter, unless told not to. */
  'request.prepare': operation(
    z.strictObject({ xml: Document, preserveCounter: z.boolean().default(true) }),
    RemarkedDocument,
  ),
  /** Prepares and signs it. `passphrase` opens a credential of the keystore. */
  'request.sign': operation(
    z.strictObject({
      xml: Document,
      credential: z.string(),
      preserveCounter: z.boolean().default(true),
      passphrase: Passphrase.optional(),
    }),
    RemarkedDocument,
  ),
  /**
   * Gives the request a fresh Originator Counter, signs it, sends it, and waits for what comes back. A Pre-Command that
   * does what the request asked is signed and sent on the way.
   */
  'request.send': operation(
    z.strictObject({ xml: Document, waitMs: z.int().min(0).max(600_000).default(10_000) }),
    z.object({
      requestId: z.string(),
      messages: z.array(MessageSummary),
      /** Why the Pre-Command of a critical request was not signed. */
      differences: z.array(Difference),
    }),
  ),
  /** Does a Pre-Command (hexadecimal or base64) do what its Service Request asks? */
  'preCommand.correlate': operation(
    z.strictObject({ xml: Document, preCommand: Document }),
    z.object({ agrees: z.boolean(), differences: z.array(Difference) }),
  ),
  'signature.verify': operation(z.strictObject({ xml: Document }), SignatureVerdict),
  /** The way from a document to its signature, step by step, whether or not it holds. */
  'signature.explain': operation(z.strictObject({ xml: Document }), SignatureExplanation),
  'schema.list': operation(nothing, z.array(SchemaVersionView)),
  /** Takes in a DUIS version as DCC publishes it: a folder or zip on the workbench's own disk, or its files (base64). */
  'schema.import': operation(
    z.union([
      z.strictObject({ path: z.string() }),
      z.strictObject({ files: z.array(z.strictObject({ name: z.string(), bytes: z.string() })).max(1000) }),
    ]),
    z.object({ imported: SchemaVersionView, replaced: z.boolean() }),
  ),
  'schema.diff': operation(z.strictObject({ before: z.string(), after: z.string() }), z.array(SchemaDifference)),

  'credential.list': operation(
    z.strictObject({ includeTestCredentials: z.boolean().default(false) }),
    z.array(CredentialView),
  ),
  /**
   * Keeps a credential out of its files (base64): PEM, DER, PKCS #8, PKCS #12. A certificate alone completes the
   * credential of its name that awaits it. `filePassphrase` opens the files; `passphrase` protects the key from now on.
   */
  'credential.import': operation(
    z.strictObject({
      name: CredentialName,
      files: z.array(z.string()).min(1).max(20),
      filePassphrase: Passphrase.optional(),
      passphrase: Passphrase.optional(),
      replace: z.boolean().default(false),
    }),
    CredentialView,
  ),
  /** Makes a key, keeps it, and gives the certificate signing request (PKCS #10, PEM) to send to the SMKI. */
  'credential.generate': operation(
    z.strictObject({
      name: CredentialName,
      purpose: CredentialPurpose,
      eui64: z.string(),
      /** Of the certificate asked for: 2 supplier, 3 network operator, 127 other; XML signing is 135 by itself. */
      remotePartyRole: z.int().min(0).max(255),
      commonName: z.string().max(64).optional(),
      passphrase: Passphrase.optional(),
    }),
    z.object({ credential: CredentialView, requestPem: z.string() }),
  ),
  'credential.remove': operation(z.strictObject({ name: CredentialName }), nothing),

  'gbcs.decode': operation(
    z.strictObject({ message: Document, keys: z.unknown().optional() }),
    z.object({ message: DecodedGbcs.nullable(), error: z.string().nullable() }),
  ),

  /** Half-hourly data by run, or by sequence, step or `sequence/step` of the newest run that has it. */
  'profile.analyse': operation(z.strictObject({ name: z.string() }), z.array(ProfileView)),

  /** A response or alert, hexadecimal or base64, as the Message Mapping Catalogue's XML. */
  'gbcs.mmc': operation(
    z.strictObject({
      message: Document,
      keys: z.unknown().optional(),
      serviceReferenceVariant: z.string().optional(),
      schemaVersion: z.string().optional(),
    }),
    MmcDocument,
  ),
  /** The same of a message of the workspace, as decoded when it came in. */
  'message.mmc': operation(z.strictObject({ id: z.int() }), MmcDocument),

  /** The requirement set of the campaign as CSV: id, title, group, sequences, notApplicable, provenance. */
  'requirement.export': operation(nothing, z.object({ csv: z.string() })),
  /**
   * Lays a requirement set (CSV), such as DCC's Common Test Scenarios for the role, over the campaign's own; without
   * `apply`, only says what that would change.
   */
  'requirement.import': operation(
    z.strictObject({ csv: Document, apply: z.boolean().default(false) }),
    RequirementChanges,
  ),
  'campaign.get': operation(nothing, CampaignSummary),
  'campaign.list': operation(nothing, z.array(CampaignEntry)),
  /** The files of the campaign that is open, as they are on disk. */
  'campaign.source': operation(nothing, CampaignSource),
  /** What the campaign would be with some of its files as given: its sequences, and what is wrong. Nothing is kept. */
  'campaign.check': operation(
    z.strictObject({ files: z.array(CampaignFile.omit({ seen: true })).max(1000) }),
    z.object({
      sequences: z.array(OutlineSequence),
      findings: z.array(SourceFinding),
      /** What a step can name: the campaign's devices, the checks there are, its requirements. */
      devices: z.array(z.string()),
      checks: z.array(z.string()),
      requirements: z.array(z.string()),
    }),
  ),
  /** Copies a bundled campaign to the user's own `campaigns` folder and goes on with the copy; its runs stay. */
  'campaign.copy': operation(nothing, CampaignSource),
  /**
   * Writes files of an own campaign, all or none, and goes on with it. @throws WorkbenchError `invalid-document` where
   * it could not run, `conflict` where a file has changed on disk since it was `seen`
   */
  'campaign.save': operation(z.strictObject({ files: z.array(CampaignFile).min(1).max(1000) }), CampaignSource),
  /** Makes one change in the text of a file; comments and everything else stay. Nothing is kept. */
  'sequence.edit': operation(
    z.strictObject({ text: CampaignFile.shape.text, sequence: z.string(), change: SequenceChange }),
    z.object({ text: z.string() }),
  ),
  /** The workspaces that were opened last, the newest first. */
  'workspace.list': operation(nothing, z.array(WorkspaceEntry)),
  /**
   * Goes on in another workspace, by its whole path; `isNew` makes it. One that cannot be opened leaves the earlier one.
   * @throws WorkbenchError `conflict` while a run is under way, or where the new one is there already, `not-found`,
   * `workspace-newer`, `workspace-damaged`, `workspace-busy`, `target-refused` where the host has only one
   */
  'workspace.open': operation(
    z.strictObject({ file: z.string().max(4096), isNew: z.boolean().default(false) }),
    z.array(WorkspaceEntry),
  ),
  /** Takes one off the list; its file stays. */
  'workspace.forget': operation(z.strictObject({ file: z.string().max(4096) }), z.array(WorkspaceEntry)),
  /** Opens another campaign (by id), another target (by name), or both, in this workspace. */
  'workbench.open': operation(
    z.strictObject({
      campaign: z.string().optional(),
      target: z.string().optional(),
      /** The target's name as the person typed it: UIT is not reached without. */
      confirmation: z.string().optional(),
      /** The target whose runs count, where it is another one; it is not opened, and nothing is sent to it. */
      evidenceOf: z.string().optional(),
    }),
    WorkbenchStatus,
  ),
  /** What the emulator of the target is doing. @throws WorkbenchError `target-refused` where the target is none */
  'emulator.get': operation(nothing, EmulatorView),
  /** Moves its virtual clock on to a moment, working through all that falls due, or sets its pace; 0 pauses it. */
  'emulator.clock': operation(
    z.union([
      z.strictObject({ advanceTo: z.iso.datetime() }),
      z.strictObject({ speed: z.number().min(0).max(1_000_000) }),
    ]),
    EmulatorView,
  ),
  /** Puts a fault rule in force, as a fault file has it. */
  'emulator.addFault': operation(z.strictObject({ rule: z.record(z.string(), z.unknown()) }), EmulatorView),
  /** Takes one away, by its place in the view's list. */
  'emulator.removeFault': operation(z.strictObject({ place: z.int().min(0) }), EmulatorView),
  /** The homes with their devices as they stand now, the WAN by region, and what waits. */
  'emulator.street': operation(nothing, Street),
  /** One device: its registers, the credentials that it holds, its log. @throws WorkbenchError `not-found` */
  'emulator.device': operation(z.strictObject({ deviceId: z.string().max(40) }), StreetDeviceDetail),
  /** Builds a home on the street, as a fleet file describes one; its devices answer from now on. */
  'emulator.addHome': operation(z.strictObject({ premises: z.record(z.string(), z.unknown()) }), EmulatorView),
  /** Changes a device by hand: status, firmware, make; `broken` makes it keep silent, and false repairs it. */
  'emulator.changeDevice': operation(
    z.strictObject({ deviceId: z.string(), change: z.record(z.string(), z.unknown()) }),
    EmulatorView,
  ),
  'emulator.removeDevice': operation(z.strictObject({ deviceId: z.string() }), EmulatorView),
  /** Tells the DCC who holds a role for an MPxN, at once or from a moment of its clock on. */
  'emulator.changeRegistration': operation(RegistrationOrder, EmulatorView),
  /** Puts the network of a region out or back, or takes power or coverage from a home. */
  'emulator.changeNetwork': operation(NetworkOrder, EmulatorView),
  /** The SMETS1 installations that wait for their migration, or have begun it since the emulator started. */
  'emulator.migrations': operation(nothing, z.array(Smets1Installation)),
  /** Begins the migration of one; the virtual clock takes it on from there. @throws WorkbenchError `not-found` */
  'emulator.migrate': operation(MigrationOrder, EmulatorView),
  /** The thresholds and limits by which requests are put into quarantine. */
  'emulator.anomalyDetection': operation(nothing, AnomalySettings),
  /** Puts others in their place; what was counted until now is forgotten. */
  'emulator.setAnomalyDetection': operation(AnomalySettings, EmulatorView),
  /** The requests that anomaly detection keeps back, the oldest first. */
  'emulator.quarantine': operation(nothing, z.array(QuarantinedRequest)),
  /** Sends one of them on its way, or throws it away. @throws WorkbenchError `not-found` */
  'emulator.decideQuarantine': operation(QuarantineOrder, EmulatorView),
  'emulator.clearFaults': operation(nothing, EmulatorView),
  'target.list': operation(nothing, z.array(TargetEntry)),
  /** Pre-flight: certificates, clock, counters, ports, role against service, schema version. Nothing is sent. */
  'target.check': operation(z.strictObject({ name: z.string().optional() }), PreflightReport),

  'run.start': operation(
    z.strictObject({
      only: z.array(z.string()).optional(),
      failuresOf: z.string().optional(),
      /** The least time between two requests, so that a target is not pressed. */
      pace: Duration.optional(),
    }),
    z.object({ runId: z.string() }),
  ),
  /** Takes an interrupted run up where it stopped; no request is sent twice. */
  'run.resume': operation(
    z.strictObject({ runId: z.string(), pace: Duration.optional() }),
    z.object({ runId: z.string() }),
  ),
  /** Lets the step at work end and begins no other, until it is continued. */
  'run.pause': operation(z.strictObject({ runId: z.string() }), nothing),
  'run.continue': operation(z.strictObject({ runId: z.string() }), nothing),
  /** A person says how a manual step of a run under way went; files (base64) are kept with it as evidence. */
  'run.attest': operation(
    z.strictObject({
      runId: z.string(),
      position: z.int().min(0),
      outcome: AttestedOutcome,
      note: z.string().max(10_000).default(''),
      attachments: z
        .array(z.strictObject({ name: z.string().max(255), mediaType: z.string().max(100), bytes: Document }))
        .max(20)
        .default([]),
    }),
    nothing,
  ),
  'run.stop': operation(z.strictObject({ runId: z.string() }), nothing),
  'run.list': operation(z.strictObject({ limit: z.int().positive().max(1000).default(50) }), z.array(RunView)),
  'run.get': operation(z.strictObject({ runId: z.string() }), RunDetail),
  /**
   * Carries a finished run out once more against what was recorded of it: the DCC says what it said then, under keys of
   * the emulator; nothing leaves this machine. Held against the first by `run.compare`, it shows what our own changes did.
   */
  'run.replay': operation(z.strictObject({ runId: z.string() }), z.object({ runId: z.string() })),
  /** Two runs step by step: outcomes, findings, and every field of what was received. */
  'run.compare': operation(z.strictObject({ before: z.string(), after: z.string() }), RunComparison),

  'message.list': operation(
    z.strictObject({ limit: z.int().positive().max(10_000).default(200) }),
    z.array(MessageSummary),
  ),
  'message.get': operation(z.strictObject({ id: z.int() }), MessageDetail),

  'draft.save': operation(z.strictObject({ name: z.string().max(200), value: Document }), nothing),
  'draft.get': operation(z.strictObject({ name: z.string().max(200) }), z.object({ value: z.string().nullable() })),

  /** Load profiles: the bundled ones, and those in the folder `capacity` beside the workspace. */
  'capacity.list': operation(nothing, z.array(ProfileSummary)),
  'capacity.plan': operation(
    z.strictObject({ file: z.string(), phase: PhaseName.optional(), scale: z.number().positive().optional() }),
    CapacityPlan,
  ),
  /** Runs a profile against an emulator that is started for it; one at a time. */
  'capacity.start': operation(
    z.strictObject({
      file: z.string(),
      phase: PhaseName.optional(),
      scale: z.number().positive().optional(),
      /** Look for the saturation point after the day. */
      withSteps: z.boolean().default(false),
    }),
    nothing,
  ),
  'capacity.stop': operation(nothing, nothing),
  'capacity.get': operation(nothing, CapacityStanding),

  /** The Testing Issues of the campaign, and what failed or is for review and has none. */
  'issue.list': operation(nothing, z.object({ issues: z.array(Issue), withoutIssue: z.array(OpenFinding) })),
  /** Every state that an issue has been in, oldest first. */
  'issue.history': operation(z.strictObject({ id: z.string() }), z.array(IssueRevision)),
  'issue.raise': operation(NewIssue, Issue),
  /** What is left out stays; `seen` is the `changedAt` of what its changer looked at. */
  'issue.change': operation(
    z.strictObject({
      id: z.string(),
      facts: IssueFacts.partial(),
      note: z.string().max(4000).default(''),
      seen: z.string().optional(),
    }),
    Issue,
  ),
  /** The conditions for beginning and for ending the tests, and which are met now. */
  'criterion.list': operation(nothing, z.object({ entry: z.array(Criterion), exit: z.array(Criterion) })),
  /** A person says whether a criterion that the campaign leaves to people is met. */
  'criterion.state': operation(
    z.strictObject({ criterion: z.string(), met: z.boolean(), note: z.string().max(4000).default('') }),
    z.object({ entry: z.array(Criterion), exit: z.array(Criterion) }),
  ),

  'pack.readiness': operation(nothing, PackReadiness),
  /** The index.html that the pack would hold if it were made now: a draft's for as long as it is not ready. */
  'pack.preview': operation(nothing, z.object({ html: z.string(), draft: z.boolean() })),
  /**
   * Makes the campaign's pack, or its redacted twin; for a twin, `revealFile` is where the holder finds what its tokens
   * stand for. `signer` names the credential whose key signs the manifest; a throw-away key does where it is left out.
   */
  'pack.make': operation(
    z.strictObject({
      draft: z.boolean().default(false),
      redact: z.boolean().default(false),
      file: z.string().optional(),
      signer: z.string().optional(),
      passphrase: Passphrase.optional(),
    }),
    z.object({
      file: z.string(),
      size: z.int(),
      sha256: z.string(),
      chainHead: z.string(),
      revealFile: z.string().nullable(),
    }),
  ),
  /** Shows a file that `pack.make` answered, and no other, in the system's file manager. */
  'pack.show': operation(z.strictObject({ file: z.string() }), nothing),
  /** A second person puts their name to the campaign as it stands, with a key of the keystore or a private key (PEM). */
  'campaign.signOff': operation(
    z.strictObject({
      person: z.string().min(1).max(200),
      statement: z.string().max(4000).default('I have reviewed the evidence of this campaign.'),
      key: z.union([
        z.strictObject({ credential: CredentialName }),
        z.strictObject({ pem: z.string().max(64 * 1024) }),
      ]),
      passphrase: Passphrase.optional(),
    }),
    z.array(SignOffView),
  ),
  'campaign.signOffs': operation(nothing, z.array(SignOffView)),
  /** Messages of the workspace that hold every word of a query, the newest first. */
  'message.search': operation(
    z.strictObject({ query: z.string().max(500), limit: z.int().positive().max(1000).default(100) }),
    z.object({
      total: z.int(),
      /** There are more than were counted. */
      isMore: z.boolean(),
      messages: z.array(MessageSummary),
    }),
  ),
  /** Verifies a pack on the workbench's own disk, or one that was dropped on the window (base64). */
  'pack.verify': operation(
    z.union([z.strictObject({ file: z.string() }), z.strictObject({ bytes: z.string() })]),
    PackVerdict,
  ),
} as const;

export type Contract = typeof contract;
export type OperationName = keyof Contract;
export type OperationInput<N extends OperationName> = z.input<Contract[N]['input']>;
export type OperationOutput<N extends OperationName> = z.output<Contract[N]['output']>;

/** The workbench as its callers see it. */
export type Workbench = { [N in OperationName]: (input: OperationInput<N>) => Promise<OperationOutput<N>> };

type Awaitable<T> = T | Promise<T>;
/** The workbench as its implementation sees it: input parsed, output still to be checked. */
export type Handlers = {
  [N in OperationName]: (input: z.output<Contract[N]['input']>) => Awaitable<z.input<Contract[N]['output']>>;
};

/** The one answer to any call. */
export const Reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string(), detail: z.record(z.string(), z.unknown()) }),
  }),
]);
export type Reply = z.infer<typeof Reply>;
