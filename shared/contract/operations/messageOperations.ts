import { z } from 'zod';
import { DecodedGbcs } from '../shapes/decoded.ts';
import { MessageDetail, MessageSummary, MmcDocument } from '../shapes/messages.ts';
import { ProfileView } from '../shapes/profile.ts';
import { Document, operation } from './operation.ts';

/** Messages as they were kept, and what is in them. */
export const messageOperations = {
  'gbcs.decode': operation(
    z.strictObject({ message: Document, keys: z.unknown().optional() }),
    z.object({ message: DecodedGbcs.nullable(), error: z.string().nullable() }),
  ),
  /** Half-hourly data by run, or by sequence, step or `sequence/step` of the newest run that has it. */
  'profile.analyse': operation(z.strictObject({ name: z.string() }), z.array(ProfileView)),
  /** A response or alert, hexadecimal or base64, as the Message Mapping Catalogue's XML. */
  'gbcs.mmc': operation(
    z.strictObject({
      message: Document,
      keys: z.unknown().optional(),
      serviceReferenceVariant: z.string().optional(),
      schemaVersion: z.string().optional(),
    }),
    MmcDocument,
  ),
  /** The same of a message of the workspace, as decoded when it came in. */
  'message.mmc': operation(z.strictObject({ id: z.int() }), MmcDocument),
  'message.list': operation(
    z.strictObject({ limit: z.int().positive().max(10_000).default(200) }),
    z.array(MessageSummary),
  ),
  'message.get': operation(z.strictObject({ id: z.int() }), MessageDetail),
  /** Messages of the workspace that hold every word of a query, the newest first. */
  'message.search': operation(
    z.strictObject({ query: z.string().max(500), limit: z.int().positive().max(1000).default(100) }),
    z.object({
      total: z.int(),
      /** There are more than were counted. */
      isMore: z.boolean(),
      messages: z.array(MessageSummary),
    }),
  ),
};
