import { z } from 'zod';

/** The systems of the DCC that a message passes on its way; the first four are those that System Capacity Testing covers. */
export const componentNames = ['DSP', 'CP', 'DCO', 'S1SP', 'CSP North', 'CSP C&S'] as const;
export type ComponentName = (typeof componentNames)[number];

const Milliseconds = z.number().min(0).max(600_000);

/** How long a component works on one message. */
const ServiceTime = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('constant'), ms: Milliseconds }),
  z.strictObject({ distribution: z.literal('exponential'), meanMs: Milliseconds }),
  z
    .strictObject({ distribution: z.literal('uniform'), fromMs: Milliseconds, toMs: Milliseconds })
    .refine(({ fromMs, toMs }) => fromMs <= toMs, 'fromMs must not be above toMs'),
  /** `spread` is the standard deviation of the logarithm: 0.3 puts two in three between 0.74 and 1.35 times the median. */
  z.strictObject({ distribution: z.literal('lognormal'), medianMs: Milliseconds, spread: z.number().min(0).max(3) }),
]);
export type ServiceTime = z.infer<typeof ServiceTime>;

/** One component as a queue with servers (M/G/c/K in Kendall's notation). */
export const Component = z.strictObject({
  /** How many messages it works on at once. */
  concurrency: z.int().min(1).max(100_000),
  serviceTime: ServiceTime,
  /** How many messages may wait; one that finds the queue full is refused. */
  queueBound: z.int().min(0).max(1_000_000),
  /** The share of messages that it fails to serve after having worked on them. */
  failureRate: z.number().min(0).max(1).default(0),
  provenance: z.string(),
});
export type Component = z.infer<typeof Component>;

/** The ways through the DCC. Every request passes `request` before it is answered; what goes to a device, one more. */
export const routeNames = [
  'request',
  'smets2North',
  'smets2CentralSouth',
  'smets1',
  'smets1Critical',
  'alert',
  'migration',
] as const;
export type RouteName = (typeof routeNames)[number];

/** The components and the order in which messages pass them. */
export const ComponentModel = z.strictObject({
  components: z.record(z.enum(componentNames), Component),
  routes: z.record(
    z.enum(routeNames),
    z.strictObject({ passes: z.array(z.enum(componentNames)).min(1), provenance: z.string() }),
  ),
});
export type ComponentModel = z.infer<typeof ComponentModel>;
