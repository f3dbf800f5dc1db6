import { z } from 'zod';
import { CapacityPlan, CapacityStanding, PhaseName, ProfileSummary } from '../capacity.ts';
import {
  CampaignSummary,
  CatalogueEntry,
  CodeEntry,
  Completion,
  CredentialPurpose,
  CredentialView,
  DecodedGbcs,
  Difference,
  DocumentFinding,
  MessageDetail,
  MessageSummary,
  MmcDocument,
  PackReadiness,
  PackVerdict,
  ProfileView,
  RunDetail,
  RunView,
  SchemaDifference,
  SchemaVersionView,
  SignatureVerdict,
  WorkbenchStatus,
} from './shapes.ts';

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
      /** Let a read period of the template be the day before the target's today. */
      recent: z.boolean().default(false),
    }),
    RemarkedDocument,
  ),
  'request.format': operation(z.strictObject({ xml: Document }), z.object({ xml: z.string() })),
  /** What may stand at an offset (UTF-16 units) of a request that is being typed; each replaces the text from `from` on. */
  'request.complete': operation(
    z.strictObject({ xml: Document, offset: z.int().min(0), schemaVersion: z.string().optional() }),
    z.object({ from: z.int(), completions: z.array(Completion) }),
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

  'campaign.get': operation(nothing, CampaignSummary),

  'run.start': operation(
    z.strictObject({ only: z.array(z.string()).optional(), failuresOf: z.string().optional() }),
    z.object({ runId: z.string() }),
  ),
  'run.stop': operation(z.strictObject({ runId: z.string() }), nothing),
  'run.list': operation(z.strictObject({ limit: z.int().positive().max(1000).default(50) }), z.array(RunView)),
  'run.get': operation(z.strictObject({ runId: z.string() }), RunDetail),

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

  'pack.readiness': operation(nothing, PackReadiness),
  'pack.make': operation(
    z.strictObject({ draft: z.boolean().default(false), file: z.string().optional() }),
    z.object({ file: z.string(), size: z.int(), sha256: z.string(), chainHead: z.string() }),
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
