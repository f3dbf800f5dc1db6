import { z } from 'zod';
import { DecodedGbcs } from './decoded.ts';

/** Where in a document a finding points: line and column count from 1. */
export const DocumentFinding = z.object({
  rule: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  line: z.int(),
  column: z.int(),
  xpath: z.string(),
});
export type DocumentFinding = z.infer<typeof DocumentFinding>;

/** A way to mend a finding: each edit replaces the text between two offsets (UTF-16 units). */
export const QuickFix = z.object({
  title: z.string(),
  edits: z.array(z.object({ from: z.int(), to: z.int(), text: z.string() })),
});
export type QuickFix = z.infer<typeof QuickFix>;

/** One field of a Pre-Command that is not what its Service Request asks for. */
export const Difference = z.object({
  /** As the decoded message names it. */
  path: z.string(),
  /** What the request asks for, and what the message holds; `absent` where there is no such field. */
  expected: z.string(),
  actual: z.string(),
  /** The place in the request that asks for it, where it is known. */
  requestPath: z.string().optional(),
});
export type Difference = z.infer<typeof Difference>;

/** What may stand at a place of a document; `cursor` counts the characters of `insert` before it. */
export const Completion = z.object({
  kind: z.enum(['element', 'value', 'end']),
  label: z.string(),
  insert: z.string(),
  cursor: z.int(),
  documentation: z.string(),
});
export type Completion = z.infer<typeof Completion>;

export const SchemaVersionView = z.object({
  version: z.string(),
  origin: z.enum(['bundled', 'own']),
  files: z.array(z.string()),
});
export type SchemaVersionView = z.infer<typeof SchemaVersionView>;

/** What one DUIS version changes against another, by Service Reference Variant; '' for what all services share. */
export const SchemaDifference = z.object({
  serviceReferenceVariant: z.string(),
  name: z.string(),
  changes: z.array(
    z.object({ path: z.string(), change: z.enum(['added', 'removed', 'changed']), message: z.string() }),
  ),
});
export type SchemaDifference = z.infer<typeof SchemaDifference>;

/** What a request will be on its way to the device, or why there is no such thing. */
export const CommandPreview = z.object({
  command: z
    .object({
      kind: z.enum(['command', 'preCommand']),
      useCase: z.string(),
      messageCode: z.string(),
      length: z.int(),
      message: DecodedGbcs,
      /** Fields that the request alone does not determine, and why. */
      undetermined: z.array(z.object({ field: z.string(), reason: z.string() })),
    })
    .nullable(),
  reason: z.string().nullable(),
});
export type CommandPreview = z.infer<typeof CommandPreview>;
