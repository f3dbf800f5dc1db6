import { z } from 'zod';

/** The User Roles of the SEC; MDR (Meter Data Retriever) is the newest. */
export const userRoles = ['IS', 'GS', 'ES', 'ED', 'GT', 'RSA', 'OU', 'MDR'] as const;
export const UserRole = z.enum(userRoles);
export type UserRole = z.infer<typeof UserRole>;

/**
 * One row of the catalogue. Every `provenance` begins with one of: official XSD, DCC published code, third party,
 * our reading, recollection, own entry.
 */
export const ServiceReferenceVariant = z.strictObject({
  serviceReference: z.string(),
  serviceReferenceVariant: z.string(),
  name: z.string(),
  bodyElement: z.string(),
  critical: z.boolean(),
  /** As the comments of the XSD give them. */
  commandVariants: z.array(z.int().min(1).max(8)),
  /** Command Variants that other evidence supports against the XSD's comment. */
  otherCommandVariants: z.strictObject({ values: z.array(z.int().min(1).max(8)), provenance: z.string() }).optional(),
  onDemand: z.boolean(),
  futureDated: z.enum(['Device', 'DSP', 'DSP & Device', 'No']),
  schedulable: z.boolean(),
  eligibleRoles: z.array(
    z.strictObject({
      role: UserRole,
      provenance: z.string(),
      note: z.string().optional(),
      /** Where the role is eligible for Devices of some generations only. */
      deviceGenerations: z.array(z.enum(['SMETS1', 'SMETS2+'])).optional(),
    }),
  ),
  /** The body may carry the key agreement certificate of an Unknown Remote Party. */
  keyAgreementCertificate: z.boolean(),
  useCases: z.array(z.string()),
  targetResponseTime: z.strictObject({ text: z.string(), provenance: z.string() }).optional(),
  deviceTypes: z.strictObject({ values: z.array(z.string()), provenance: z.string() }),
  provenance: z.string(),
});
export type ServiceReferenceVariant = z.infer<typeof ServiceReferenceVariant>;
