import { z } from 'zod';

/** How many requests of a service a User may send within a time before the next one is quarantined. */
const Threshold = z.strictObject({
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
const AttributeLimit = z.strictObject({
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
