import { z } from 'zod';
import {
  CampaignSummary,
  CatalogueEntry,
  DecodedGbcs,
  DocumentFinding,
  MessageDetail,
  MessageSummary,
  PackReadiness,
  PackVerdict,
  RunDetail,
  RunView,
  SignatureVerdict,
  WorkbenchStatus,
} from './shapes.ts';

const operation = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({ input, output });

const nothing = z.strictObject({});
/** What a person may paste or upload in one call: 64 MB of text. */
const Document = z.string().max(64 * 1024 * 1024);

/** Everything that a user can ask of the workbench. One name, one input, one output, both checked. */
export const contract = {
  'workbench.status': operation(nothing, WorkbenchStatus),

  'catalogue.list': operation(z.strictObject({ role: z.string().optional() }), z.array(CatalogueEntry)),
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
    z.object({ xml: z.string() }),
  ),
  'request.format': operation(z.strictObject({ xml: Document }), z.object({ xml: z.string() })),
  'request.validate': operation(
    z.strictObject({ xml: Document, schemaVersion: z.string().optional(), xsdOnly: z.boolean().default(false) }),
    z.object({ valid: z.boolean(), findings: z.array(DocumentFinding) }),
  ),
  'request.sign': operation(
    z.strictObject({ xml: Document, credential: z.string(), preserveCounter: z.boolean().default(true) }),
    z.object({ xml: z.string() }),
  ),
  /** Gives the request a fresh Originator Counter, signs it, sends it, and waits for what comes back. */
  'request.send': operation(
    z.strictObject({ xml: Document, waitMs: z.int().min(0).max(600_000).default(10_000) }),
    z.object({ requestId: z.string(), messages: z.array(MessageSummary) }),
  ),
  'signature.verify': operation(z.strictObject({ xml: Document }), SignatureVerdict),
  'gbcs.decode': operation(
    z.strictObject({ message: Document, keys: z.unknown().optional() }),
    z.object({ message: DecodedGbcs.nullable(), error: z.string().nullable() }),
  ),

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
