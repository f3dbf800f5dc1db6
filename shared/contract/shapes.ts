import { z } from 'zod';
import { Finding } from '../finding.ts';
import { RunOutcome, RunStatus } from '../run.ts';

/** Values that cross the contract are JSON only: counters are decimal strings, bytes base64 or text, times ISO 8601 UTC. */
const Time = z.string();

export const CatalogueEntry = z.object({
  serviceReference: z.string(),
  serviceReferenceVariant: z.string(),
  name: z.string(),
  bodyElement: z.string(),
  critical: z.boolean(),
  commandVariants: z.array(z.int()),
  /** Command Variants that other evidence supports against the XSD's comment. */
  otherCommandVariants: z.object({ values: z.array(z.int()), provenance: z.string() }).optional(),
  onDemand: z.boolean(),
  schedulable: z.boolean(),
  futureDated: z.string(),
  useCases: z.array(z.string()),
  eligibleRoles: z.array(
    z.object({
      role: z.string(),
      provenance: z.string(),
      note: z.string().optional(),
      deviceGenerations: z.array(z.string()).optional(),
    }),
  ),
  keyAgreementCertificate: z.boolean(),
  targetResponseTime: z.object({ text: z.string(), provenance: z.string() }).optional(),
  deviceTypes: z.object({ values: z.array(z.string()), provenance: z.string() }),
  /** Begins with "own entry" where the user's own catalogue file changes the row. */
  provenance: z.string(),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** Where in a document a finding points: line and column count from 1. */
export const DocumentFinding = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  line: z.int(),
  column: z.int(),
  xpath: z.string(),
});
export type DocumentFinding = z.infer<typeof DocumentFinding>;

/** A way to mend a finding: each edit replaces the text between two offsets (UTF-16 units). */
export const QuickFix = z.object({
  title: z.string(),
  edits: z.array(z.object({ from: z.int(), to: z.int(), text: z.string() })),
});
export type QuickFix = z.infer<typeof QuickFix>;

export const SignatureVerdict = z.object({
  verdict: z.enum(['valid', 'invalid', 'absent', 'unknown-signer']),
  reason: z.string().optional(),
  signer: z
    .object({
      serialNumber: z.string(),
      issuerName: z.string(),
      subject: z.string().optional(),
      eui64: z.string().optional(),
      notBefore: Time.optional(),
      notAfter: Time.optional(),
    })
    .optional(),
  /** SHA-256 of the canonical document without its signature, base64. */
  digest: z.string(),
});
export type SignatureVerdict = z.infer<typeof SignatureVerdict>;

/** The verdict on the signature of a SMETS1 Service Provider inside a message of the DSP. */
const InnerSignatureVerdict = SignatureVerdict.extend({ element: z.string(), xpath: z.string() });

/** What a SMETS1 Service Provider tells of a device: a response by the MMC's element, or a Device Alert. */
const Smets1View = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('response'),
    element: z.string(),
    isSuccess: z.boolean(),
    errors: z.array(z.string()),
    tree: z.unknown(),
    data: z.unknown().optional(),
  }),
  z.object({
    kind: z.literal('alert'),
    alertCode: z.string().optional(),
    description: z.string(),
    time: z.string().optional(),
  }),
]);
export type Smets1View = z.infer<typeof Smets1View>;
/** What a signature is about: the canonical text, its digest, and what the signer's key signed. */
export const SignatureExplanation = z.object({
  canonical: z.string(),
  length: z.int(),
  digest: z.string(),
  signature: z
    .object({
      digest: z.string(),
      signedInfo: z.string(),
      value: z.string(),
      issuerName: z.string(),
      serialNumber: z.string(),
    })
    .optional(),
});
export type SignatureExplanation = z.infer<typeof SignatureExplanation>;

export const CodeMeaning = z.object({
  code: z.string(),
  meaning: z.string(),
  cause: z.string().optional(),
  nextStep: z.string().optional(),
  provenance: z.string(),
});
export type CodeMeaning = z.infer<typeof CodeMeaning>;

/** A code of one of the three lists: Response Codes, DCC Alerts, and the alerts of Devices (GBCS). */
export const CodeEntry = CodeMeaning.extend({
  kind: z.enum(['responseCode', 'dccAlert', 'deviceAlert']),
  severity: z.enum(['information', 'warning', 'error']).optional(),
  family: z.string().optional(),
  bodyElement: z.string().optional(),
  /** How the bundled emulator is brought to give it: by its causes, then by fault rules. */
  inEmulator: z.array(z.string()).optional(),
});
export type CodeEntry = z.infer<typeof CodeEntry>;

/** One field of a Pre-Command that is not what its Service Request asks for. */
export const Difference = z.object({
  /** As the decoded message names it. */
  path: z.string(),
  /** What the request asks for, and what the message holds; `absent` where there is no such field. */
  expected: z.string(),
  actual: z.string(),
  /** The place in the request that asks for it, where it is known. */
  requestPath: z.string().optional(),
});
export type Difference = z.infer<typeof Difference>;

/** What may stand at a place of a document; `cursor` counts the characters of `insert` before it. */
export const Completion = z.object({
  kind: z.enum(['element', 'value', 'end']),
  label: z.string(),
  insert: z.string(),
  cursor: z.int(),
  documentation: z.string(),
});
export type Completion = z.infer<typeof Completion>;

/** A message as the Message Mapping Catalogue's XML, or why it has none. */
export const MmcDocument = z.object({
  xml: z.string().nullable(),
  reason: z.string().nullable(),
  /** What the message says and the catalogue has no place for. */
  uncovered: z.array(z.string()),
});
export type MmcDocument = z.infer<typeof MmcDocument>;

export const SchemaVersionView = z.object({
  version: z.string(),
  origin: z.enum(['bundled', 'own']),
  files: z.array(z.string()),
});
export type SchemaVersionView = z.infer<typeof SchemaVersionView>;

/** What one DUIS version changes against another, by Service Reference Variant; '' for what all services share. */
export const SchemaDifference = z.object({
  serviceReferenceVariant: z.string(),
  name: z.string(),
  changes: z.array(
    z.object({ path: z.string(), change: z.enum(['added', 'removed', 'changed']), message: z.string() }),
  ),
});
export type SchemaDifference = z.infer<typeof SchemaDifference>;

export const CredentialPurpose = z.enum(['xmlSigning', 'digitalSignature', 'keyAgreement']);

/** A credential without its private key, which never leaves the keystore. */
export const CredentialView = z.object({
  name: z.string(),
  /** `zaz1`: of DCC Boxed's test PKI, public and worthless elsewhere. */
  origin: z.enum(['own', 'zaz1']),
  standing: z.enum(['ready', 'awaiting certificate', 'certificate only']),
  hasPrivateKey: z.boolean(),
  purpose: CredentialPurpose.nullable(),
  eui64: z.string().nullable(),
  role: z.object({ number: z.int(), name: z.string() }).nullable(),
  subject: z.string().nullable(),
  issuerName: z.string().nullable(),
  serialNumber: z.string().nullable(),
  notBefore: Time.nullable(),
  notAfter: Time.nullable(),
  /** SHA-256 of the certificate, hex. */
  fingerprint: z.string().nullable(),
  /** SHA-256 of the public key (SubjectPublicKeyInfo), hex: it ties a request to its certificate. */
  publicKeyFingerprint: z.string().nullable(),
  problems: z.array(z.object({ rule: z.string(), severity: z.enum(['error', 'warning']), message: z.string() })),
});
export type CredentialView = z.infer<typeof CredentialView>;

export const RequirementCoverage = z.object({
  id: z.string(),
  title: z.string(),
  provenance: z.string(),
  status: z.enum(['not run', 'running', 'passed', 'failed', 'review', 'not applicable']),
  sequenceIds: z.array(z.string()),
  lastRunId: z.string().nullable(),
  lastRunAt: Time.nullable(),
  /** The finding that decided, in a sentence; null where there is none yet. */
  because: z.string().nullable(),
});
export type RequirementCoverage = z.infer<typeof RequirementCoverage>;

/** What laying another requirement set over a campaign's changes, by requirement id. */
export const RequirementChanges = z.object({
  total: z.int(),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  changed: z.array(z.string()),
  /** To be shown, and proven by no sequence of the campaign. */
  unproven: z.array(z.string()),
  /** Where the set is kept; null where nothing was changed yet. */
  file: z.string().nullable(),
});
export type RequirementChanges = z.infer<typeof RequirementChanges>;

export const CoverageGroup = z.object({
  name: z.string(),
  proven: z.int(),
  requirements: z.array(RequirementCoverage),
  sequenceIds: z.array(z.string()),
});
export type CoverageGroup = z.infer<typeof CoverageGroup>;

export const CampaignSummary = z.object({
  id: z.string(),
  title: z.string(),
  party: z.string(),
  userRole: z.string(),
  duisVersion: z.string(),
  /** The target whose runs count: what another one answers proves nothing of it. */
  target: z.string(),
  sequences: z.array(
    z.object({ id: z.string(), title: z.string(), requirements: z.array(z.string()), steps: z.int() }),
  ),
  groups: z.array(CoverageGroup),
  proven: z.int(),
  total: z.int(),
  /** One sentence: where you stand, and the one next step. */
  standing: z.string(),
});
export type CampaignSummary = z.infer<typeof CampaignSummary>;

export const AttestedOutcome = z.enum(['pass', 'fail', 'review']);
export type AttestedOutcome = z.infer<typeof AttestedOutcome>;

export const StepView = z.object({
  position: z.int(),
  sequenceId: z.string(),
  stepId: z.string(),
  title: z.string(),
  status: RunStatus,
  outcome: RunOutcome.nullable(),
  requestId: z.string().nullable(),
  waitingFor: z.string().nullable(),
  startedAt: Time.nullable(),
  finishedAt: Time.nullable(),
  /** It waits for a person to say how it went. */
  awaitsPerson: z.boolean(),
});
export type StepView = z.infer<typeof StepView>;

export const RunView = z.object({
  id: z.string(),
  campaignId: z.string(),
  title: z.string(),
  target: z.string(),
  status: RunStatus,
  outcome: RunOutcome.nullable(),
  createdAt: Time,
  finishedAt: Time.nullable(),
  tester: z.string(),
});
export type RunView = z.infer<typeof RunView>;

export const MessageSummary = z.object({
  id: z.int(),
  at: Time,
  virtualAt: Time.nullable(),
  direction: z.enum(['sent', 'received']),
  service: z.string(),
  peer: z.string(),
  httpStatus: z.int().nullable(),
  /** serviceRequest, acknowledgement, serviceResponse, dspScheduled, deviceAlert …; null before it was judged. */
  kind: z.string().nullable(),
  position: z.int().nullable(),
  serviceReferenceVariant: z.string().nullable(),
  requestId: z.string().nullable(),
  responseId: z.string().nullable(),
  responseCode: z.string().nullable(),
  duplicateOf: z.int().nullable(),
  standing: z.string().nullable(),
  signatureVerdict: z.string().nullable(),
  schemaVerdict: z.string().nullable(),
});
export type MessageSummary = z.infer<typeof MessageSummary>;

export const StepFinding = Finding.extend({ position: z.int(), messageId: z.int().nullable() });
export type StepFinding = z.infer<typeof StepFinding>;

export const RunDetail = RunView.extend({
  /** What ended it here before it was finished; null where nothing did. */
  trouble: z.string().nullable(),
  /** Whether it waits for a person to let it go on. */
  paused: z.boolean(),
  /** An estimate by how long its steps took the last time; null where nothing tells, or nothing is left. */
  timeLeftMs: z.number().nullable(),
  steps: z.array(StepView),
  findings: z.array(StepFinding),
  messages: z.array(MessageSummary),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** One step of two runs: how each ended, and what differs; null where a run has no such step. */
export const StepComparison = z.object({
  sequenceId: z.string(),
  stepId: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  findings: z.array(z.object({ check: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  fields: z.array(
    z.object({
      path: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      beforeMessage: z.int().nullable(),
      afterMessage: z.int().nullable(),
    }),
  ),
});
export type StepComparison = z.infer<typeof StepComparison>;

export const RunComparison = z.object({
  before: RunView,
  after: RunView,
  steps: z.array(StepComparison),
  /** Every step of both runs ended alike, by checks that found alike. */
  sameVerdicts: z.boolean(),
});
export type RunComparison = z.infer<typeof RunComparison>;

export interface DecodedField {
  path: string;
  hex: string;
  value?: string | undefined;
}

const isDecodedField = (one: Partial<DecodedField> | null): boolean =>
  typeof one?.path === 'string' &&
  typeof one.hex === 'string' &&
  (one.value === undefined || typeof one.value === 'string');

/** Looked at, not copied: a year of half-hours has 38,000 of them, and passes here twice before it is seen. */
const DecodedFields = z.custom<DecodedField[]>((value) => Array.isArray(value) && value.every(isDecodedField));

export const DecodedGbcs = z.looseObject({
  messageCode: z.string(),
  useCase: z.string(),
  cra: z.string(),
  originatorCounter: z.string(),
  originator: z.string(),
  recipient: z.string(),
  mac: z.string(),
  signature: z.string(),
  fields: DecodedFields,
  decrypted: z.array(z.object({ hex: z.string(), fields: DecodedFields })),
  data: z.unknown().optional(),
});
export type DecodedGbcs = z.infer<typeof DecodedGbcs>;

export const MessageDetail = MessageSummary.extend({
  runId: z.string().nullable(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  sha256: z.string(),
  /** The exact bytes as text, where they are UTF-8; of a very large message the beginning. */
  xml: z.string(),
  isCut: z.boolean(),
  length: z.int(),
  signature: SignatureVerdict.nullable(),
  schemaFindings: z.array(DocumentFinding),
  codeMeaning: CodeMeaning.nullable(),
  gbcs: DecodedGbcs.nullable(),
  gbcsError: z.string().nullable(),
  smets1: Smets1View.nullable(),
  /** Empty where no S1SP signed anything in it. */
  innerSignatures: z.array(InnerSignatureVerdict),
  durationMs: z.number().nullable(),
});
export type MessageDetail = z.infer<typeof MessageDetail>;

const HalfHourRun = z.object({ from: z.string(), to: z.string(), length: z.int() });

/** One column of half-hourly data that a step received; times are ISO 8601 UTC, each the end of its half-hour. */
export const ProfileView = z.object({
  runId: z.string(),
  sequenceId: z.string(),
  stepId: z.string(),
  messageId: z.int(),
  serviceReferenceVariant: z.string().nullable(),
  column: z.string(),
  unit: z.string(),
  values: z.array(z.object({ time: z.string(), value: z.number() })),
  analysis: z.object({
    from: z.string().nullable(),
    to: z.string().nullable(),
    entries: z.int(),
    expected: z.int(),
    missing: z.array(z.string()),
    duplicated: z.array(z.string()),
    outOfOrder: z.array(z.string()),
    zeroRuns: z.array(HalfHourRun),
    flatRuns: z.array(HalfHourRun),
    days: z.array(
      z.object({
        date: z.string(),
        expected: z.int(),
        present: z.int(),
        total: z.number(),
        clockChange: z.enum(['forward', 'back']).nullable(),
      }),
    ),
    total: z.number(),
  }),
});
export type ProfileView = z.infer<typeof ProfileView>;

export const PackReadiness = z.object({
  ready: z.boolean(),
  items: z.array(z.object({ title: z.string(), done: z.boolean(), detail: z.string() })),
});
export type PackReadiness = z.infer<typeof PackReadiness>;

export const PackVerdict = z.object({
  ok: z.boolean(),
  /** The first bad item and what is wrong with it; null when all is well. */
  problem: z.object({ item: z.string(), reason: z.string() }).nullable(),
  files: z.int(),
  events: z.int(),
  chainHead: z.string().nullable(),
  signer: z.string().nullable(),
  campaign: z.string().nullable(),
  draft: z.boolean(),
  redacted: z.boolean(),
  /** Whose sign-offs are in the evidence, each with a signature that fits. */
  signOffs: z.array(z.string()),
});
export type PackVerdict = z.infer<typeof PackVerdict>;

export const TargetView = z.object({
  name: z.string(),
  kind: z.enum(['emulator', 'dcc-boxed', 'uit']),
  title: z.string(),
  baseUrl: z.string().nullable(),
});
export type TargetView = z.infer<typeof TargetView>;

export const EmulatedDevice = z.object({
  deviceId: z.string(),
  deviceType: z.string(),
  status: z.string(),
  mpxns: z.array(z.string()),
});
export type EmulatedDevice = z.infer<typeof EmulatedDevice>;

/** An emulator as its user sees it. */
export const EmulatorView = z.object({
  /** Its virtual clock, and how many of its seconds pass in one of ours. */
  clock: z.object({ at: Time, speed: z.number(), nextDue: Time.nullable() }),
  organisations: z.array(z.object({ eui64: z.string(), name: z.string(), roles: z.array(z.string()) })),
  devices: z.array(EmulatedDevice),
  /** Fault rules in force, as a fault file has them. */
  faults: z.array(z.record(z.string(), z.unknown())),
});
export type EmulatorView = z.infer<typeof EmulatorView>;

export const WorkbenchStatus = z.object({
  version: z.string(),
  workspace: z.string(),
  target: TargetView,
  /** The target's own clock, ISO 8601 UTC, and how many of its seconds pass in one of ours. */
  clock: z.object({ at: Time, speed: z.number() }),
  receiveResponseService: z.object({ url: z.string().nullable() }),
  waiting: z.int(),
  chain: z.object({ head: z.string().nullable(), length: z.int() }),
  organisations: z.array(z.object({ eui64: z.string(), name: z.string(), roles: z.array(z.string()) })),
  devices: z.array(EmulatedDevice),
});
export type WorkbenchStatus = z.infer<typeof WorkbenchStatus>;

/** A workspace that was opened on this machine. */
export const WorkspaceEntry = z.object({
  file: z.string(),
  /** The file's name without its ending. */
  name: z.string(),
  usedAt: Time,
  isOpen: z.boolean(),
  /** Why it cannot be opened. */
  problem: z.string().nullable(),
});
export type WorkspaceEntry = z.infer<typeof WorkspaceEntry>;

/** A campaign that can be opened. */
export const CampaignEntry = z.object({
  id: z.string(),
  title: z.string(),
  userRole: z.string(),
  origin: z.enum(['bundled', 'own']),
  /** Why it cannot be opened. */
  problem: z.string().nullable(),
});
export type CampaignEntry = z.infer<typeof CampaignEntry>;

/** Where requests can go. */
export const TargetEntry = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['emulator', 'dcc-boxed', 'uit', 'unreadable']),
  origin: z.enum(['bundled', 'own']),
  url: z.string().nullable(),
  /** Why it cannot be used. */
  problem: z.string().nullable(),
});
export type TargetEntry = z.infer<typeof TargetEntry>;

/** One thing that was looked at before a run, and how to mend it where it is not as it should be. */
export const PreflightFinding = z.object({
  check: z.string(),
  outcome: z.enum(['pass', 'warning', 'fail', 'skipped']),
  message: z.string(),
  mend: z.string().optional(),
});
export type PreflightFinding = z.infer<typeof PreflightFinding>;

export const PreflightReport = z.object({
  target: z.string(),
  /** Nothing failed; there may be warnings. */
  ready: z.boolean(),
  findings: z.array(PreflightFinding),
});
export type PreflightReport = z.infer<typeof PreflightReport>;

/** A second person's name under a campaign, signed with their own key. */
export const SignOffView = z.object({
  person: z.string(),
  statement: z.string(),
  at: Time,
  /** SHA-256 of the PEM of the public key, to compare with what the person gave by another way. */
  publicKeySha256: z.string(),
  /** How many events of the chain it speaks of. */
  covers: z.int(),
  /** No run has moved on since. */
  current: z.boolean(),
});
export type SignOffView = z.infer<typeof SignOffView>;

const FormValue = z.object({
  base: z.string(),
  enumerations: z.array(z.string()),
  patterns: z.array(z.string()),
  limits: z.partialRecord(z.string(), z.string()),
  placeholder: z.string(),
  text: z.string(),
});

const FormAddition = z.object({
  name: z.string(),
  path: z.string(),
  documentation: z.string().optional(),
  /** Whether the request is incomplete without it. */
  isMissing: z.boolean(),
  /** What goes when it comes: the other alternatives of a choice. */
  replaces: z.array(z.string()),
});
export type FormAddition = z.infer<typeof FormAddition>;

/** An element of a request as a form shows it. */
export interface FormField {
  name: string;
  path: string;
  documentation?: string | undefined;
  isOptional: boolean;
  attributes: { name: string; text: string }[];
  value?: z.infer<typeof FormValue> | undefined;
  fields: FormField[];
  addable: FormAddition[];
}
const FormField: z.ZodType<FormField> = z.lazy(() =>
  z.object({
    name: z.string(),
    path: z.string(),
    documentation: z.string().optional(),
    isOptional: z.boolean(),
    attributes: z.array(z.object({ name: z.string(), text: z.string() })),
    value: FormValue.optional(),
    fields: z.array(FormField),
    addable: z.array(FormAddition),
  }),
);

/** The body of a request as a form, by the XSD of its DUIS version. */
export const RequestForm = z.object({
  serviceReferenceVariant: z.string(),
  bodyElement: z.string(),
  /** EUI-64s of who sends it and of whom it is addressed to. */
  originator: z.string(),
  target: z.string(),
  fields: z.array(FormField),
  addable: z.array(FormAddition),
});
export type RequestForm = z.infer<typeof RequestForm>;

/** What a request will be on its way to the device, or why there is no such thing. */
export const CommandPreview = z.object({
  command: z
    .object({
      kind: z.enum(['command', 'preCommand']),
      useCase: z.string(),
      messageCode: z.string(),
      length: z.int(),
      message: DecodedGbcs,
      /** Fields that the request alone does not determine, and why. */
      undetermined: z.array(z.object({ field: z.string(), reason: z.string() })),
    })
    .nullable(),
  reason: z.string().nullable(),
});
export type CommandPreview = z.infer<typeof CommandPreview>;
