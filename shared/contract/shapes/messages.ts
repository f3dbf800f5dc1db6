import { z } from 'zod';
import { CodeMeaning } from './catalogue.ts';
import { DecodedGbcs } from './decoded.ts';
import { DocumentFinding } from './requests.ts';
import { InnerSignatureVerdict, SignatureVerdict } from './signatures.ts';
import { Time } from './time.ts';

/** What a SMETS1 Service Provider tells of a device: a response by the MMC's element, or a Device Alert. */
const Smets1View = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('response'),
    element: z.string(),
    isSuccess: z.boolean(),
    errors: z.array(z.string()),
    tree: z.unknown(),
    data: z.unknown().optional(),
  }),
  z.object({
    kind: z.literal('alert'),
    alertCode: z.string().optional(),
    description: z.string(),
    time: z.string().optional(),
  }),
]);
export type Smets1View = z.infer<typeof Smets1View>;

/** A message as the Message Mapping Catalogue's XML, or why it has none. */
export const MmcDocument = z.object({
  xml: z.string().nullable(),
  reason: z.string().nullable(),
  /** What the message says and the catalogue has no place for. */
  uncovered: z.array(z.string()),
});
export type MmcDocument = z.infer<typeof MmcDocument>;

export const MessageSummary = z.object({
  id: z.int(),
  at: Time,
  virtualAt: Time.nullable(),
  direction: z.enum(['sent', 'received']),
  service: z.string(),
  peer: z.string(),
  httpStatus: z.int().nullable(),
  /** serviceRequest, acknowledgement, serviceResponse, dspScheduled, deviceAlert …; null before it was judged. */
  kind: z.string().nullable(),
  position: z.int().nullable(),
  serviceReferenceVariant: z.string().nullable(),
  requestId: z.string().nullable(),
  responseId: z.string().nullable(),
  responseCode: z.string().nullable(),
  duplicateOf: z.int().nullable(),
  standing: z.string().nullable(),
  signatureVerdict: z.string().nullable(),
  schemaVerdict: z.string().nullable(),
});
export type MessageSummary = z.infer<typeof MessageSummary>;

export const MessageDetail = MessageSummary.extend({
  runId: z.string().nullable(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  sha256: z.string(),
  /** The exact bytes as text, where they are UTF-8; of a very large message the beginning. */
  xml: z.string(),
  isCut: z.boolean(),
  length: z.int(),
  signature: SignatureVerdict.nullable(),
  schemaFindings: z.array(DocumentFinding),
  codeMeaning: CodeMeaning.nullable(),
  gbcs: DecodedGbcs.nullable(),
  gbcsError: z.string().nullable(),
  smets1: Smets1View.nullable(),
  /** Empty where no S1SP signed anything in it. */
  innerSignatures: z.array(InnerSignatureVerdict),
  durationMs: z.number().nullable(),
});
export type MessageDetail = z.infer<typeof MessageDetail>;
