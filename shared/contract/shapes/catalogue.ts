import { z } from 'zod';

export const CatalogueEntry = z.object({
  serviceReference: z.string(),
  serviceReferenceVariant: z.string(),
  name: z.string(),
  bodyElement: z.string(),
  critical: z.boolean(),
  commandVariants: z.array(z.int()),
  /** Command Variants that other evidence supports against the XSD's comment. */
  otherCommandVariants: z.object({ values: z.array(z.int()), provenance: z.string() }).optional(),
  onDemand: z.boolean(),
  schedulable: z.boolean(),
  futureDated: z.string(),
  useCases: z.array(z.string()),
  eligibleRoles: z.array(
    z.object({
      role: z.string(),
      provenance: z.string(),
      note: z.string().optional(),
      deviceGenerations: z.array(z.string()).optional(),
    }),
  ),
  keyAgreementCertificate: z.boolean(),
  targetResponseTime: z.object({ text: z.string(), provenance: z.string() }).optional(),
  deviceTypes: z.object({ values: z.array(z.string()), provenance: z.string() }),
  /** Begins with "own entry" where the user's own catalogue file changes the row. */
  provenance: z.string(),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

export const CodeMeaning = z.object({
  code: z.string(),
  meaning: z.string(),
  cause: z.string().optional(),
  nextStep: z.string().optional(),
  provenance: z.string(),
});
export type CodeMeaning = z.infer<typeof CodeMeaning>;

/** A code of one of the three lists: Response Codes, DCC Alerts, and the alerts of Devices (GBCS). */
export const CodeEntry = CodeMeaning.extend({
  kind: z.enum(['responseCode', 'dccAlert', 'deviceAlert']),
  severity: z.enum(['information', 'warning', 'error']).optional(),
  family: z.string().optional(),
  bodyElement: z.string().optional(),
  /** How the bundled emulator is brought to give it: by its causes, then by fault rules. */
  inEmulator: z.array(z.string()).optional(),
});
export type CodeEntry = z.infer<typeof CodeEntry>;
