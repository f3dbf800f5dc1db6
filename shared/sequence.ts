import { z } from 'zod';

/** A name that YAML authors give to a campaign, sequence, step or device; it appears in file names and reports. */
const Identifier = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'use letters, digits, dots, hyphens and underscores, starting with a letter or digit',
  );

/** The id of a sequence, or of one row of it. */
export const sequenceId = Identifier;

/** A duration in words: `30 s`, `90 minutes`, `2 h`, `1 day`. */
export const Duration = z
  .string()
  .regex(
    /^\d+(\.\d+)?\s*(ms|s|sec|seconds?|min|minutes?|h|hours?|d|days?)$/,
    'write a number and a unit, such as "30 s" or "2 h"',
  );

/** A body value: text, number or boolean; null takes an element of the template away; `{ from, to }` is short for StartDateTime and EndDateTime of a period. */
const SetValue: z.ZodType<SetValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.record(z.string(), SetValue)]),
);
export type SetValue = string | number | boolean | null | { [name: string]: SetValue };

const Expectation = z.strictObject({
  /** Response Code of the synchronous answer. */
  acknowledgement: z.string().optional(),
  /** The asynchronous Service Response, delivered to the Receive Response Service. */
  response: z.strictObject({ code: z.string(), within: Duration.default('30 s') }).optional(),
  /** How many deliveries of the same response are expected; more than one exercises idempotence. */
  deliveries: z.int().positive().optional(),
  /** Ids of checks whose findings must pass. */
  findings: z.array(z.string()).default([]),
  /** Facts about the result: a path into it and the value it must have. */
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});
export type Expectation = z.infer<typeof Expectation>;

const stepBase = {
  id: Identifier,
  title: z.string().optional(),
  requirements: z.array(z.string()).optional(),
  expect: Expectation.optional(),
  capture: z.record(Identifier, z.string()).optional(),
};

const SendStep = z.strictObject({
  ...stepBase,
  /** Service Reference Variant, for example 4.8.1. */
  send: z.string(),
  template: z.string().optional(),
  device: z.string().optional(),
  commandVariant: z.int().min(1).max(9).optional(),
  /** Send to this web service instead of the one that the Command Variant calls for (negative tests). */
  service: z.enum(['transform', 'sendCommand', 'nonDevice']).optional(),
  /** False ends a critical request (Command Variant 4) with its Pre-Command, unsigned. */
  signPreCommand: z.boolean().default(true),
  /** Send it so many times, one after the other: steps `id`, `id-2`, `id-3` … */
  repeat: z.int().min(2).max(1000).optional(),
  /** Re-use the Request ID of an earlier step (negative tests). */
  replay: Identifier.optional(),
  /** Make this request depend on the one of an earlier step by FirstInSequence and PrecedingServiceRequestID. */
  after: Identifier.optional(),
  schemaVersion: z.string().optional(),
  set: z.record(z.string(), SetValue).default({}),
  /** A fault for the emulator to apply to the answer or response of this step, as a fault file has it. */
  fault: z.looseObject({ kind: z.string() }).optional(),
});

const WaitStep = z.strictObject({
  ...stepBase,
  wait: z.union([
    z.strictObject({ response: Identifier, within: Duration }),
    z.strictObject({ scheduledResponse: z.string(), count: z.int().positive().default(1), within: Duration }),
    /** A Device Alert or DCC Alert that comes after the sequence has begun; of any code or device where none is named. */
    z.strictObject({
      alert: z.strictObject({ code: z.string().optional(), device: z.string().optional() }),
      count: z.int().positive().default(1),
      within: Duration,
    }),
    z.strictObject({ clock: z.string() }),
  ]),
});

const PauseStep = z.strictObject({
  ...stepBase,
  /** What a person is to do or to look at. */
  pause: z.string().min(1),
  /** Whether a file (a photograph, a log) must be kept with what they say. */
  attachment: z.enum(['optional', 'required']).default('optional'),
});

/** One act of a sequence: send a Service Request, wait for something, or have a person do something. */
export const Step = z.union([SendStep, WaitStep, PauseStep]);
export type Step = z.infer<typeof Step>;
export type SendStep = z.infer<typeof SendStep>;
export type WaitStep = z.infer<typeof WaitStep>;
export type PauseStep = z.infer<typeof PauseStep>;

/**
 * Rows of data that a sequence is run with, once for each: a CSV file relative to the file that names it, or the rows in
 * place. `columns` gives the names that steps use to columns that are called otherwise.
 */
const Rows = z.union([
  z.string(),
  z.strictObject({ file: z.string(), columns: z.record(Identifier, z.string()).default({}) }),
  z.array(z.record(Identifier, z.string())).min(1),
]);

/** Ordered steps that prove one or more requirements. */
export const Sequence = z.strictObject({
  id: Identifier,
  title: z.string(),
  group: z.string().optional(),
  requirements: z.array(z.string()).min(1),
  /** Steps use a value as `${row.column}`; a column `id` names the runs of the sequence, their number does without. */
  rows: Rows.optional(),
  steps: z.array(Step).min(1),
});
export type Sequence = z.infer<typeof Sequence>;

/** A sequence as it is run: one of those with rows is as many, each of which names the one that it is a row of. */
export type LoadedSequence = Omit<Sequence, 'rows'> & { rowOf?: string };

/** Something that the Party must show, and where it is written. */
export const Requirement = z.strictObject({
  id: z.string().min(1),
  title: z.string().min(1),
  group: z.string(),
  provenance: z.string(),
  /** Why this Party need not show it. */
  notApplicable: z.string().min(1).optional(),
  /** Sequences that prove it, beside those that name it. */
  sequences: z.array(z.string()).optional(),
});
export type Requirement = z.infer<typeof Requirement>;

/** A condition that only a person can state. */
const StatedCriterion = z.strictObject({ id: Identifier, title: z.string().min(1) });

const mostOpen = z.int().min(0).optional();

/** When testing may begin, and when it is done. The SEC's test documents each set their own thresholds. */
export const Criteria = z.strictObject({
  /** How many issues of a severity may be open at the end; as many as there are where a severity is not named. */
  openIssues: z
    .strictObject({ 1: mostOpen, 2: mostOpen, 3: mostOpen, 4: mostOpen, 5: mostOpen })
    .default({ 1: 0, 2: 0 }),
  /** Whether an issue that stays open needs an owner, an action and a date. */
  workOffPlan: z.enum(['required', 'optional']).default('required'),
  entry: z.array(StatedCriterion).default([]),
  exit: z.array(StatedCriterion).default([]),
});
export type Criteria = z.infer<typeof Criteria>;

/** What is usual where a campaign says nothing: no open issue of severity 1 or 2, a plan for the rest (recollection of SEC practice). */
export const usualCriteria: Criteria = Criteria.parse({});

/** Everything that defines one UEPT submission; one shareable file. */
export const Campaign = z.strictObject({
  id: Identifier,
  title: z.string(),
  party: z.string().default('Demonstration Party'),
  userRole: z.enum(['IS', 'GS', 'ES', 'ED', 'GT', 'RSA', 'OU', 'MDR']),
  duisVersion: z.string(),
  /** The fleet that the emulator inside plays for it; one home where none is named. Other targets have their own. */
  fleet: Identifier.optional(),
  /** Whether a pack needs a second person's signature under the evidence. */
  signOff: z.enum(['optional', 'required']).default('optional'),
  criteria: Criteria.optional(),
  devices: z.record(
    Identifier,
    z.strictObject({
      deviceId: z.string(),
      mpxn: z.string().optional(),
      /** Which generation it is of; some roles may use a service on one of them alone. */
      generation: z.enum(['SMETS1', 'SMETS2+']).optional(),
    }),
  ),
  /** Requirements in place, or the path of a requirement set (CSV) relative to this file. */
  requirements: z.union([z.array(Requirement).min(1), z.string()]),
  /** Sequences in place, or paths of sequence files relative to this file. */
  sequences: z.array(z.union([Sequence, z.string()])).min(1),
});
export type Campaign = z.infer<typeof Campaign>;

/** A campaign with all its sequence files read in. */
export type LoadedCampaign = Omit<Campaign, 'sequences' | 'requirements'> & {
  requirements: Requirement[];
  sequences: LoadedSequence[];
};
