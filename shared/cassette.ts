import { z } from 'zod';

/** A body as it was received: text where it is UTF-8, else base64. */
const Body = z.union([z.strictObject({ text: z.string() }), z.strictObject({ base64: z.base64() })]);
export type RecordedBody = z.infer<typeof Body>;

/** Something that came from the DCC: its body, what its signature was worth, and what was encrypted in it, in order. */
const Received = z.strictObject({
  body: Body,
  signature: z.string(),
  mac: z.string(),
  /** What the signature of a SMETS1 Service Provider in it was worth; absent where there is none. */
  providerSignature: z.string().optional(),
  /** Hexadecimal. */
  plaintexts: z.array(z.string().regex(/^([0-9A-Fa-f]{2})*$/)),
});
export type RecordedMessage = z.infer<typeof Received>;

/** A request, the synchronous answer to it, and what was delivered afterwards because of it. */
const Exchange = z.strictObject({
  service: z.enum(['transform', 'sendCommand', 'nonDevice']),
  serviceReferenceVariant: z.string(),
  commandVariant: z.int(),
  /** EUI-64. */
  target: z.string(),
  /** Of the request as it was sent. */
  requestId: z.string(),
  /** null where nothing came back. */
  answer: Received.extend({ status: z.int() }).nullable(),
  /** After so many milliseconds of the target's clock. */
  deliveries: z.array(Received.extend({ afterMs: z.number().min(0) })),
});
export type RecordedExchange = z.infer<typeof Exchange>;

/** What the DCC said in a run, for an emulator to say again. */
export const Cassette = z.strictObject({
  format: z.literal('uept-cassette/1'),
  run: z.string(),
  title: z.string(),
  /** Where it was recorded. */
  recordedFrom: z.string(),
  /** The target's clock at the first request, ISO 8601 UTC. */
  startedAt: z.iso.datetime(),
  accessControlBroker: z.string(),
  user: z.strictObject({ eui64: z.string(), role: z.string() }),
  /** EUI-64s of those that requests went to or messages came from. */
  devices: z.array(z.string()),
  exchanges: z.array(Exchange),
});
export type Cassette = z.infer<typeof Cassette>;
