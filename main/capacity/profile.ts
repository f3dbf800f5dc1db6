import { z } from 'zod';
import { Generation, PhaseName } from '../../shared/capacity.ts';
import { findServiceReferenceVariant, UserRole } from '../duis/catalogue.ts';
import { dccAlertCodeList } from '../duis/codes.ts';
import { Component, componentNames } from '../emulator/components/componentModel.ts';

const Identifier = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/, 'use letters, digits and hyphens, starting with a lower-case letter');

/** A Service Reference Variant. YAML takes 2.2 for a number and 4.10 for 4.1, so both need their quotation marks. */
const Variant = z
  .string('write a Service Reference Variant in quotation marks: "2.2"')
  .refine((name) => findServiceReferenceVariant(name) !== undefined, {
    error: ({ input }) =>
      `there is no Service Reference Variant ${String(input)}; the command "catalogue" lists all 129`,
  });

const Weight = z.number().positive('a weight is above 0');
const Amount = z.number().min(0, 'a volume cannot be negative');

/** A factor of a volume: a number, the name of a volume, or `1 - name` for the rest of a share. */
const Factor = z.union([
  Amount,
  z.string().regex(/^(1 - )?[a-z][A-Za-z0-9]*$/, 'write a number, the name of a volume, or "1 - name"'),
]);

const streamBase = {
  id: Identifier,
  title: z.string(),
  /** One of the three kinds of load that System Capacity Testing asks for (consultation on the SCTAD, section 3). */
  traffic: z.enum(['migration', 'installation', 'daily']),
  generation: z.union([Generation, z.literal('all')]).default('all'),
  /** Messages in a real day, as a product. */
  perDay: z.array(Factor).min(1),
  /** A named curve, or the shares of 24 hours. */
  curve: z.union([z.string(), z.array(Amount).length(24, 'a curve has 24 hours')]),
};

const notEmpty = 'the mix is empty; name at least one service with a weight';

/** Requests of a User over its own connection: signed, sent, acknowledged, answered. */
const RequestStream = z.strictObject({
  ...streamBase,
  kind: z.literal('request'),
  as: UserRole,
  mix: z
    .array(
      z.strictObject({
        send: Variant,
        weight: Weight,
        template: z.string().optional(),
        /** Values in the body; relative dates and the placeholders of prepareRequest.ts are filled in. */
        set: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
      }),
    )
    .min(1, notEmpty),
});

/** Reads that the DSP makes for the User's schedules. */
const ScheduledStream = z.strictObject({
  ...streamBase,
  kind: z.literal('scheduled'),
  as: UserRole,
  mix: z.array(z.strictObject({ read: Variant, weight: Weight })).min(1, notEmpty),
});

/** DCC Alerts to the User. */
const AlertStream = z.strictObject({
  ...streamBase,
  kind: z.literal('alert'),
  as: UserRole,
  mix: z
    .array(
      z.strictObject({
        alert: z.string().refine((code) => dccAlertCodeList.includes(code), 'this is not one of the DCC Alert codes'),
        weight: Weight,
      }),
    )
    .min(1, notEmpty),
});

/** Messages of a SMETS1 migration, which reach no User: load on the DCC's systems alone, simulated. */
const MigrationStream = z.strictObject({
  ...streamBase,
  kind: z.literal('migration'),
  mix: z.array(z.strictObject({ step: z.string(), weight: Weight })).min(1, notEmpty),
});

export const Stream = z.discriminatedUnion('kind', [RequestStream, ScheduledStream, AlertStream, MigrationStream]);
export type Stream = z.infer<typeof Stream>;

const Phase = z.strictObject({
  title: z.string(),
  /** Volumes that differ in this phase. */
  volumes: z.record(z.string(), Amount).default({}),
  /** Streams for which the evidence of an earlier phase stands, where volumes are broadly as predicted. */
  reuses: z
    .array(z.strictObject({ streams: z.array(Identifier).min(1), from: PhaseName, reason: z.string().min(10) }))
    .default([]),
});

/** A criterion that only a person can state: who did, when, and on what ground. */
const Statement = z.strictObject({ by: z.string(), on: z.string(), evidence: z.string() });

/** A load profile: the volume model of a System Capacity Testing approach, and what it is run on. */
export const LoadProfile = z.strictObject({
  id: Identifier,
  title: z.string(),
  objective: z.string(),
  volumes: z.record(
    z.string().regex(/^[a-z][A-Za-z0-9]*$/),
    z.strictObject({ value: Amount, unit: z.string(), provenance: z.string() }),
  ),
  phases: z
    .partialRecord(PhaseName, Phase)
    .refine((phases) => Object.keys(phases).length > 0, 'name at least one phase: IOC, MOC or FOC'),
  /** The part of the volume that is run. */
  scale: z.number().positive('the scale is above 0').default(1),
  day: z
    .strictObject({
      /** Into how many seconds the 24 hours are compressed. */
      seconds: z.number().min(5).max(86_400).default(60),
      /** How long to wait for answers after the day. */
      drainSeconds: z.number().min(1).max(7200).default(15),
    })
    .prefault({}),
  seed: z.int().default(1),
  schemaVersion: z.string().default('5.1'),
  population: z.strictObject({
    homes: z.int().min(1).max(20_000),
    models: z
      .array(
        z.strictObject({
          /** How SMETS1 testing names a set of devices that work together. */
          deviceModelCombination: z.string(),
          generation: Generation,
          region: z.enum(['North', 'Central', 'South']).default('South'),
          share: Weight,
        }),
      )
      .min(1, 'the population has no Device Model Combination'),
  }),
  /** What differs from the component model that is bundled. */
  components: z.partialRecord(z.enum(componentNames), Component.partial()).default({}),
  streams: z.array(Stream).min(1, 'the profile has no stream'),
  statements: z.record(z.string(), Statement).default({}),
});
export type LoadProfile = z.infer<typeof LoadProfile>;

/** The name of one entry of a mix. */
export function serviceOf(entry: Stream['mix'][number]): string {
  if ('send' in entry) return entry.send;
  if ('read' in entry) return entry.read;
  return 'alert' in entry ? entry.alert : entry.step;
}
