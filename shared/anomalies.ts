import { z } from 'zod';

/** How many requests of a service a User may send within a time before the next one is quarantined. */
export const Threshold = z.strictObject({
  /** A User sets thresholds for itself; the DCC sets its own, for each User alike. */
  setBy: z.enum(['user', 'dcc']),
  /** EUI-64 of the User that it is for; every User's where it is left out. */
  originator: z.string().optional(),
  serviceReferenceVariant: z.string(),
  count: z.int().min(0),
  withinHours: z.number().positive().default(24),
});
export type Threshold = z.infer<typeof Threshold>;

/** What a value of a request may be at most: a price of £100 a kWh is taken for a mistake. */
export const AttributeLimit = z.strictObject({
  serviceReferenceVariant: z.string(),
  /** The element's name in the XSD, wherever it stands in the request's body. */
  element: z.string(),
  atMost: z.number(),
});
export type AttributeLimit = z.infer<typeof AttributeLimit>;

/** What the DCC's anomaly detection looks for (SEC Section G6; the form of the settings is ours). */
export const AnomalySettings = z.strictObject({
  thresholds: z.array(Threshold).default([]),
  attributeLimits: z.array(AttributeLimit).default([]),
});
export type AnomalySettings = z.infer<typeof AnomalySettings>;

/** Which of the three a request breached, as the XSD's QuarantinedRequest has it. */
export const Breach = z.enum(['ADUserThresholdBreach', 'ADDCCThresholdBreach', 'ADAttributeLimitsBreach']);
export type Breach = z.infer<typeof Breach>;

/** A request that was acknowledged and goes no further until somebody has looked at it. */
export const QuarantinedRequest = z.object({
  /** QuarantineEventRef: up to 20 digits. */
  reference: z.int(),
  breach: Breach,
  /** Since when, ISO 8601 UTC, by the emulator's clock. */
  at: z.string(),
  requestId: z.string(),
  serviceReferenceVariant: z.string(),
  /** EUI-64s. */
  originator: z.string(),
  target: z.string(),
});
export type QuarantinedRequest = z.infer<typeof QuarantinedRequest>;

/** What becomes of it: it is sent on, or thrown away. */
export const QuarantineDecision = z.strictObject({ action: z.enum(['release', 'discard']) });
export type QuarantineDecision = z.infer<typeof QuarantineDecision>;

export const QuarantineOrder = QuarantineDecision.extend({ reference: z.int() });
export type QuarantineOrder = z.infer<typeof QuarantineOrder>;
