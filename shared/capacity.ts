import { z } from 'zod';

/** IOC, MOC and FOC: three Test Phases with the same entry and exit criteria (DCC's consultation on the SCTAD, 2019, section 3). */
export const PhaseName = z.enum(['IOC', 'MOC', 'FOC']);
export type PhaseName = z.infer<typeof PhaseName>;

export const Generation = z.enum(['SMETS1', 'SMETS2+']);
export type Generation = z.infer<typeof Generation>;

/** Latencies of an HDR histogram, in milliseconds. */
export const LatencySummary = z.object({
  count: z.int(),
  meanMs: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  p99Ms: z.number(),
  p999Ms: z.number(),
  maxMs: z.number(),
});
export type LatencySummary = z.infer<typeof LatencySummary>;

const Count = z.int().min(0);

/** What a stream of the volume model comes to. */
export const StreamRate = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  traffic: z.string(),
  /** `homes × smets1Share × …`, with the values in place of the names. */
  derivation: z.string(),
  /** In a real day at full volume. */
  perDay: z.number(),
  /** In this run: scaled, a whole number. */
  planned: Count,
  /** In the compressed day, per second: mean, and the busiest hour's. */
  meanPerSecond: z.number(),
  peakPerSecond: z.number(),
  /** Why it is not run: evidence of an earlier phase stands for it, or the target cannot make it. */
  leftOut: z.string().nullable(),
});
export type StreamRate = z.infer<typeof StreamRate>;

export const Volume = z.object({ name: z.string(), value: z.number(), unit: z.string(), provenance: z.string() });
export type Volume = z.infer<typeof Volume>;

/** What was measured of one service (or alert, or step) of one stream, for one generation of meters. */
export const ServiceResult = z.object({
  stream: z.string(),
  /** Service Reference Variant, alert code, or the name of a simulated step. */
  service: z.string(),
  generation: Generation,
  planned: Count,
  offered: Count,
  acknowledged: Count,
  completed: Count,
  /** Answered, but with a code that is not a success. */
  failed: Count,
  unanswered: Count,
  acknowledgement: LatencySummary,
  endToEnd: LatencySummary,
  /** Null where no level is set. */
  requisiteMs: z.number().nullable(),
  requisiteProvenance: z.string(),
  /** Of those offered, the share that succeeded within the requisite time. */
  withinShare: z.number(),
  outcome: z.enum(['pass', 'warning', 'fail', 'skipped']),
});
export type ServiceResult = z.infer<typeof ServiceResult>;

export const ComponentResult = z.object({
  name: z.string(),
  arrived: Count,
  refused: Count,
  failed: Count,
  /** Share of the busiest stretch, and of the whole run, in which its servers were at work. */
  peakUtilisation: z.number(),
  utilisation: z.number(),
  mostWaiting: Count,
  waitingTime: LatencySummary,
  passageTime: LatencySummary,
});
export type ComponentResult = z.infer<typeof ComponentResult>;

/** One second of the run. */
export const Sample = z.object({
  second: z.number(),
  planned: z.number(),
  offered: z.number(),
  completed: z.number(),
  inFlight: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  waiting: z.record(z.string(), z.number()),
  /** Share of the second in which each thread of ours was at work. */
  threads: z.record(z.string(), z.number()),
});
export type Sample = z.infer<typeof Sample>;

export const Bottleneck = z.object({
  /** A component of the DCC, or `this machine`. */
  name: z.string(),
  because: z.string(),
});
export type Bottleneck = z.infer<typeof Bottleneck>;

export const CriterionResult = z.object({
  id: z.string(),
  title: z.string(),
  /** Open: for a person to state. */
  standing: z.enum(['met', 'not met', 'open']),
  because: z.string(),
});
export type CriterionResult = z.infer<typeof CriterionResult>;

/** One level of a stepped run. */
export const Step = z.object({
  factor: z.number(),
  plannedPerSecond: z.number(),
  offeredPerSecond: z.number(),
  completedPerSecond: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  withinShare: z.number(),
  sustained: z.boolean(),
  because: z.string(),
});
export type Step = z.infer<typeof Step>;

export const Saturation = z.object({
  /** The highest rate that was sustained; null where the lowest step was not. */
  sustainedPerSecond: z.number().nullable(),
  /** The lowest that was not; null where every step was. */
  saturatedPerSecond: z.number().nullable(),
  bottleneck: Bottleneck.nullable(),
  steps: z.array(Step),
});
export type Saturation = z.infer<typeof Saturation>;

export const Reuse = z.object({
  streams: z.array(z.string()),
  from: PhaseName,
  reason: z.string(),
  /** SHA-256 of the earlier report, and when it was made. */
  report: z.string(),
  at: z.string(),
  /** By how much the planned volume differs from that of the earlier phase, by stream. */
  difference: z.record(z.string(), z.number()),
});
export type Reuse = z.infer<typeof Reuse>;

export const ComparisonRow = z.object({
  service: z.string(),
  measure: z.string(),
  before: z.number(),
  after: z.number(),
  change: z.number(),
});

export const Comparison = z.object({
  report: z.string(),
  title: z.string(),
  phase: PhaseName,
  at: z.string(),
  rows: z.array(ComparisonRow),
});
export type Comparison = z.infer<typeof Comparison>;

/** The report of a load run, as a program reads it. */
export const CapacityReport = z.object({
  format: z.literal('uept-capacity/1'),
  id: z.string(),
  title: z.string(),
  objective: z.string(),
  phase: PhaseName,
  phaseTitle: z.string(),
  at: z.string(),
  program: z.string(),
  verdict: z.enum(['met', 'not met', 'stopped']),
  conclusion: z.string(),
  environment: z.record(z.string(), z.string()),
  remarks: z.array(z.string()),
  scope: z.object({ included: z.array(z.string()), excluded: z.array(z.string()) }),
  scale: z.number(),
  daySeconds: z.number(),
  volumes: z.array(Volume),
  streams: z.array(StreamRate),
  totals: z.object({
    planned: Count,
    offered: Count,
    acknowledged: Count,
    completed: Count,
    failed: Count,
    unanswered: Count,
    duplicates: Count,
    unexpected: Count,
    badSignatures: Count,
    plannedPerSecond: z.number(),
    offeredPerSecond: z.number(),
    completedPerSecond: z.number(),
    mostInFlight: Count,
  }),
  /** How late the generator sent what it sent. */
  lateness: LatencySummary,
  services: z.array(ServiceResult),
  errors: z.array(z.object({ service: z.string(), code: z.string(), meaning: z.string(), count: Count })),
  components: z.array(ComponentResult),
  bottleneck: Bottleneck.nullable(),
  series: z.array(Sample),
  entry: z.array(CriterionResult),
  exit: z.array(CriterionResult),
  reused: z.array(Reuse),
  saturation: Saturation.nullable(),
  comparison: Comparison.nullable(),
});
export type CapacityReport = z.infer<typeof CapacityReport>;

/** A profile that can be run, and its phases. */
export const ProfileSummary = z.object({
  /** Names it in `capacity.plan` and `capacity.start`. */
  file: z.string(),
  isBundled: z.boolean(),
  id: z.string(),
  title: z.string(),
  objective: z.string(),
  scale: z.number(),
  daySeconds: z.number(),
  phases: z.array(z.object({ name: PhaseName, title: z.string() })),
  /** What is wrong with the file, and where; nothing else is known of it then but its name. */
  problem: z.string().nullable(),
});
export type ProfileSummary = z.infer<typeof ProfileSummary>;

/** What a profile comes to in a phase. */
export const CapacityPlan = z.object({
  phase: PhaseName,
  phaseTitle: z.string(),
  scale: z.number(),
  daySeconds: z.number(),
  volumes: z.array(Volume),
  streams: z.array(StreamRate),
});
export type CapacityPlan = z.infer<typeof CapacityPlan>;

/** A load run as it goes, and as it ended. */
export const CapacityStanding = z.object({
  state: z.enum(['idle', 'starting', 'running', 'finished', 'failed']),
  title: z.string(),
  phase: PhaseName.nullable(),
  part: z.enum(['day', 'steps']),
  /** Seconds from the beginning of the part; below 0 while warming up. */
  second: z.number(),
  endSecond: z.number(),
  planned: Count,
  offered: Count,
  completed: Count,
  failed: Count,
  inFlight: Count,
  series: z.array(Sample),
  /** Why it could not be carried out. */
  problem: z.string().nullable(),
  report: CapacityReport.nullable(),
  /** Where the report was written. */
  folder: z.string().nullable(),
});
export type CapacityStanding = z.infer<typeof CapacityStanding>;
