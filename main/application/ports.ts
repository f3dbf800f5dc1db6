import type { KeyObject } from 'node:crypto';
import type { AnomalySettings, QuarantinedRequest, QuarantineOrder } from '../../shared/anomalies.ts';
import type { Finding } from '../../shared/finding.ts';
import type { MigrationOrder, Smets1Installation } from '../../shared/migration.ts';
import type { RunOutcome, RunStatus } from '../../shared/run.ts';
import type { NetworkOrder, RegistrationOrder, Street, StreetDeviceDetail } from '../../shared/street.ts';
import type { ServiceReferenceVariant } from '../duis/catalogue.ts';
import type { RequestModel } from '../duis/model.ts';
import type { DuisSchema } from '../duis/schema.ts';
import type { GbcsKeys } from '../gbcs/keys.ts';
import type { MmcModel } from '../mmc/mmcModel.ts';
import type { SmkiCertificate } from '../smki/certificate.ts';
import type { ResolveCertificate, XmlSigner } from '../smki/xmlSignature.ts';

/** Names and values as they crossed the wire, in order. */
export type Headers = readonly (readonly [name: string, value: string])[];

export type WebService = 'transform' | 'sendCommand' | 'nonDevice' | 'receiveResponse';

/** A moment, twice: by the workbench's clock and, where the target has one of its own, by the target's. */
export interface Moment {
  /** ISO 8601 UTC with milliseconds. */
  at: string;
  virtualAt: string | null;
}

export interface MessageRecord extends Moment {
  service: WebService;
  peer: string;
  headers: Headers;
  httpStatus: number | null;
  body: Uint8Array;
}

export type Standing = 'expected' | 'late' | 'orphan';

/** What was made of a message after it was safe on disk. */
export interface Judgement {
  messageId: number;
  campaignId: string | null;
  runId: string | null;
  position: number | null;
  kind: string;
  serviceReferenceVariant: string | null;
  requestId: string | null;
  responseId: string | null;
  responseCode: string | null;
  /** SHA-256 of the canonical Body: two deliveries of one response share it though their signatures differ. */
  payloadSha256: string | null;
  /** The DSPScheduleID that it creates or comes from. */
  dspScheduleId: string | null;
  duplicateOf: number | null;
  standing: Standing;
  signatureVerdict: string;
  schemaVerdict: string;
  /** JSON: signature verdict, schema findings, parsed response, decoded GBCS, timing. */
  detail: unknown;
}

export interface StepState {
  position: number;
  sequenceId: string;
  stepId: string;
  title: string;
  status: RunStatus;
  outcome: RunOutcome | null;
  requestId: string | null;
  waitingFor: string | null;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface RunState {
  id: string;
  campaignId: string;
  title: string;
  target: string;
  status: RunStatus;
  outcome: RunOutcome | null;
  createdAt: string;
  finishedAt: string | null;
  tester: string;
}

export interface StoredFinding extends Finding {
  position: number;
  messageId: number | null;
}

export interface StoredMessage extends Moment {
  id: number;
  direction: 'sent' | 'received';
  exchange: number | null;
  service: WebService;
  peer: string;
  httpStatus: number | null;
  headers: Headers;
  bodySha256: string;
  judgement: Omit<Judgement, 'messageId' | 'detail'> | null;
}

/** A person's word for a manual step. */
export interface AttestedStep {
  outcome: 'pass' | 'fail' | 'review';
  note: string;
  person: string;
  attachments: readonly { name: string; mediaType: string; bytes: Uint8Array }[];
}

/** The workspace as the application sees it. Every call is durable when it returns. */
export interface EvidenceStore {
  recordSent(message: MessageRecord, campaignId: string | null): number;
  /** `exchange` is the request that this is the synchronous answer to. */
  recordReceived(message: MessageRecord, campaignId: string | null, exchange: number | null): number;
  recordJudgement(judgement: Judgement, at: string): void;
  nextOriginatorCounter(originator: string, target: string, nowMs: number): bigint;

  createRun(run: RunState, definition: string, steps: readonly StepState[]): void;
  updateRun(runId: string, change: { status: RunStatus; outcome?: RunOutcome; at: string }): void;
  updateStep(runId: string, step: StepState, at: string): void;
  /** Ends a step: its state and what was found, in one durable act. */
  finishStep(runId: string, step: StepState, findings: readonly StoredFinding[], at: string): void;
  /** Ends a run that cannot go on, with the step at work, so that it can be resumed. */
  interruptRun(runId: string, at: string): void;
  /** Marks runs whose process is gone as interrupted. */
  markInterruptedRuns(at: string): string[];

  /** What a person said of a manual step, with the files that go with it; durable when it returns. */
  recordAttestation(
    place: { campaignId: string; runId: string; position: number },
    said: AttestedStep,
    at: string,
  ): void;
  findAttestation(runId: string, position: number): { outcome: AttestedStep['outcome']; note: string } | undefined;

  findRun(runId: string): RunState | undefined;
  findRunDefinition(runId: string): string | undefined;
  listRuns(campaignId?: string): RunState[];
  listSteps(runId: string): StepState[];
  listFindings(runId: string): StoredFinding[];
  /** The step that sent a request, newest run first. */
  findStepByRequest(requestId: string): { runId: string; position: number; campaignId: string } | undefined;
  findStepBySchedule(dspScheduleId: string): { runId: string; position: number; campaignId: string } | undefined;
  /** Whether we sent a request of this Request ID, in a run or by hand. */
  wasSent(requestId: string): boolean;
  /** The first message with the same Response ID, kind and payload. */
  findFirstDelivery(responseId: string, kind: string, payloadSha256: string): number | undefined;
  listMessages(filter: { runId?: string; requestId?: string; limit?: number }): StoredMessage[];
  /** Messages that were received and, as their process ended, never judged; oldest first. */
  listUnjudged(): StoredMessage[];
  /** Messages that hold every word of a query, the newest first, and how many there are in all, counted up to 10,000. */
  searchMessages(query: string, limit: number): { total: number; isMore: boolean; messages: StoredMessage[] };
  findMessage(id: number): { message: StoredMessage; body: Uint8Array; detail: unknown } | undefined;
}

/** A clock that tells the time of the target: the workbench's own, or the emulator's virtual one. */
export interface TargetClock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** What came back on the connection of a request. */
export interface SynchronousAnswer {
  status: number;
  headers: Headers;
  body: Uint8Array;
  peer: string;
  /** Milliseconds from the first byte sent to the last byte received. */
  durationMs: number;
}

/** Sends signed XML to one of DCC's three web services. @throws WorkbenchError `target-unreachable` */
export type SendToDcc = (service: Exclude<WebService, 'receiveResponse'>, xml: string) => Promise<SynchronousAnswer>;

/** What the engine may ask of an emulated target and of no other. */
export interface EmulatorControl {
  /** Moves the virtual clock, working through all that falls due on the way. */
  advanceClock(toMs: number): Promise<void>;
  /** When something falls due next, in milliseconds of the virtual clock. */
  nextDue(): Promise<number | undefined>;
  /** Virtual seconds for each real one; 0 pauses it. */
  setSpeed(speed: number): Promise<void>;
  /** Puts a rule of a fault file in force. @throws WorkbenchError `invalid-argument` saying what is wrong with it */
  addRule(rule: unknown): Promise<void>;
  /** The rules in force, as in a fault file. */
  listRules(): Promise<unknown[]>;
  /** Takes one of the rules away, by its place in the list. */
  removeRule(place: number): Promise<void>;
  clearRules(): Promise<void>;
  /** Homes, devices, regions and what waits, as they stand now. */
  street(): Promise<Street>;
  /** Builds a home, as a fleet file describes one. @throws WorkbenchError `invalid-argument`, `conflict` */
  addHome(premises: unknown): Promise<void>;
  /** Changes a device's status or firmware, breaks or repairs it. @throws WorkbenchError `invalid-argument`, `not-found` */
  changeDevice(deviceId: string, change: unknown): Promise<void>;
  /** @throws WorkbenchError `not-found` */
  removeDevice(deviceId: string): Promise<void>;
  /** Changes who holds a role for an MPxN, at once or from a moment of its clock on. @throws WorkbenchError `invalid-argument`, `not-found` */
  changeRegistration(change: RegistrationOrder): Promise<void>;
  /** An outage of a region, or the power and coverage of a home. @throws WorkbenchError `invalid-argument`, `not-found` */
  changeNetwork(change: NetworkOrder): Promise<void>;
  /** The SMETS1 installations that wait for their migration, or have begun it since the emulator started. */
  migrations(): Promise<Smets1Installation[]>;
  /** Begins the migration of one, or begins one that failed again. @throws WorkbenchError `not-found` */
  migrate(order: MigrationOrder): Promise<void>;
  /** What the DCC's anomaly detection looks for. */
  anomalyDetection(): Promise<AnomalySettings>;
  /** Has it look for this from now on, and for nothing else. */
  setAnomalyDetection(settings: AnomalySettings): Promise<void>;
  /** The requests that it keeps back, the oldest first. */
  quarantine(): Promise<QuarantinedRequest[]>;
  /** Sends one of them on, or throws it away. @throws WorkbenchError `not-found` */
  decideQuarantine(order: QuarantineOrder): Promise<void>;
  /** @throws WorkbenchError `not-found` where there is no such device */
  device(deviceId: string): Promise<StreetDeviceDetail>;
}

/** One link of the evidence chain, as stored. */
export interface ChainEvent {
  seq: number;
  at: string;
  kind: string;
  campaignId: string | null;
  /** Canonical JSON. */
  body: string;
  bodySha256: string;
  previous: string;
  hash: string;
}

/** Kinds of events that hold what a person said. */
export type SpokenKind = 'attestation' | 'signed-off' | 'issue-recorded' | 'criterion-stated';

export interface PackSignature {
  /** PEM. */
  certificate: string;
  manifestSha256: string;
  /** DER ECDSA-Sig-Value, base64. */
  signature: string;
}

/** The evidence as the pack maker reads it. */
export interface EvidenceArchive {
  chainHead(): { hash: string; length: number } | undefined;
  listEvents(): Iterable<ChainEvent>;
  /** The events of one kind of a campaign, oldest first. */
  listEventsOf(kind: SpokenKind, campaignId: string): ChainEvent[];
  findBlob(sha256: string): Uint8Array | undefined;
  /** The signature once made over this chain head with these arguments: a signature is never the same twice. */
  findPackSignature(chainHead: string, packArguments: string): PackSignature | undefined;
  /** Appends an event that is no message and of no run, such as a sign-off. */
  appendEvent(event: { at: string; kind: string; campaignId: string | null; body: unknown }): ChainEvent;
  /** A secret of this workspace, made at first use; in no pack. */
  secret(name: string): string;
  savePackSignature(chainHead: string, packArguments: string, signature: PackSignature): void;
}

/** Who the workbench acts as towards a target. */
export interface UserIdentity {
  /** Canonical EUI-64. */
  deviceId: string;
  role: string;
  signing: XmlSigner;
  /** DER in base64; undefined where the User has none, and so can read no encrypted data. */
  keyAgreementCertificate: string | undefined;
  /** The same, of the key that signs critical commands. */
  digitalSignatureCertificate?: string | undefined;
  /** The User's own keys, for decoding; a device's and the ACB's public points where they are known. */
  gbcsKeys: GbcsKeys;
}

/** Where requests go, and on whose behalf. */
export interface Target {
  name: string;
  title: string;
  kind: 'emulator' | 'dcc-boxed' | 'uit';
  baseUrl: string;
  send: SendToDcc;
  clock: TargetClock & { readonly speed: number };
  emulator: EmulatorControl | undefined;
  user: UserIdentity;
  /** The EUI-64 that Non-Device requests are addressed to. */
  accessControlBroker: string;
  /** Remote parties that devices of the target know; any other User is an Unknown Remote Party to them. */
  rolesKnownToDevices: readonly string[];
  resolveCertificate: ResolveCertificate;
  /** What is known of the certificates of an organisation or a device, by its canonical EUI-64. */
  certificatesOf(eui64: string): readonly SmkiCertificate[];
}

/** One DUIS version at hand. */
export interface SchemaVersion {
  version: string;
  /** `bundled` with DCC's npm packages, or `own`: imported by the user. */
  origin: 'bundled' | 'own';
  files: string[];
}

/** DCC's published material: templates, schemas and the catalogue, with what the user laid over them. */
export interface DuisMaterial {
  /** The DUIS versions at hand, the newest last. */
  schemaVersions(): SchemaVersion[];
  /** The schema of a version; where that one is not at hand, the next one, or else the newest. */
  schema(version: string): DuisSchema;
  /** What a request of a version may hold; chosen as {@link schema} is. */
  model(version: string): RequestModel;
  /** The Message Mapping Catalogue of a version; chosen as {@link schema} is. */
  mmcModel(version: string): MmcModel;
  /** Checks the files of a version as DCC publishes them, and keeps them. @throws WorkbenchError */
  importSchema(published: ReadonlyMap<string, Uint8Array>): { imported: SchemaVersion; replaced: boolean };
  /** The 129 rows; those of the user's own file have a provenance that begins with "own entry". */
  catalogue: readonly ServiceReferenceVariant[];
  /**
   * The named template of an SRV, or its usual one; undefined where DCC publishes none for it.
   * @throws WorkbenchError `not-found` where there is none of that name
   */
  template(serviceReferenceVariant: string, name?: string): { name: string; xml: string } | undefined;
  templates(serviceReferenceVariant: string): { name: string; title: string }[];
}

/** A credential as it is kept: everything but the private key in the clear. */
export interface KeptCredential {
  name: string;
  /** ISO 8601 UTC. */
  createdAt: string;
  /** Undefined until the certificate that was asked for has been issued and imported. */
  certificate: SmkiCertificate | undefined;
  /** Certificates that came along, such as those of the issuing authorities. */
  others: SmkiCertificate[];
  /** PKCS #10, PEM. */
  requestPem: string | undefined;
  /** SubjectPublicKeyInfo, PEM, of the private key. */
  publicKeyPem: string | undefined;
  /** PKCS #8, PEM, always encrypted. */
  encryptedPrivateKey: string | undefined;
}

/** Private keys and certificates at rest. */
export interface Keystore {
  list(): KeptCredential[];
  find(name: string): KeptCredential | undefined;
  /** Keeps it in place of one of the same name. @throws WorkbenchError `unwritable-file`, `invalid-argument` (name) */
  save(credential: KeptCredential): void;
  /** @throws WorkbenchError `wrong-password`, `credential-unavailable` where there is no private key */
  openPrivateKey(name: string, passphrase: string): KeyObject;
  /** @returns whether there was one */
  remove(name: string): boolean;
}
