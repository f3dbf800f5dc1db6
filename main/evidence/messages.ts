import { WorkbenchError } from '../../shared/errors.ts';
import type { Headers, Judgement, MessageRecord, StoredMessage, WebService } from '../application/ports.ts';
import { insertBlob } from './blobs.ts';
import { appendEvent } from './chain.ts';
import { type ReadableDb, statement, type WritableDb } from './database.ts';
import { inTransaction } from './transaction.ts';

/** Stores exact bytes, headers and times, and the event that says so, in one durable step. Returns the message's id. */
export function insertMessage(
  db: WritableDb,
  direction: 'sent' | 'received',
  message: MessageRecord,
  campaignId: string | null,
  exchange: number | null,
): number {
  return inTransaction(db, () => {
    const bodySha256 = insertBlob(db, message.body);
    const { at, virtualAt, service, peer, headers, httpStatus } = message;
    const event = appendEvent(db, {
      at,
      kind: `message-${direction}`,
      campaignId,
      body: { virtualAt, service, peer, headers, httpStatus, exchange, blob: bodySha256, length: message.body.length },
    });
    insertMessageRow(db, event.seq, direction, message, exchange, bodySha256);
    return event.seq;
  });
}

/** Makes a message readable under the number of its event. */
export function insertMessageRow(
  db: WritableDb,
  id: number,
  direction: 'sent' | 'received',
  { at, virtualAt, service, peer, headers, httpStatus }: Omit<MessageRecord, 'body'>,
  exchange: number | null,
  bodySha256: string,
): void {
  statement(
    db,
    'INSERT INTO message (id, at, virtual_at, direction, exchange, service, peer, http_status, headers, body_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(id, at, virtualAt, direction, exchange, service, peer, httpStatus, JSON.stringify(headers), bodySha256);
}

/** Stores what was made of a message: verdicts, identity, decoded form. */
export function insertJudgement(db: WritableDb, judgement: Judgement, at: string): void {
  inTransaction(db, () => {
    const { detail, ...summary } = judgement;
    const blob = insertBlob(db, Buffer.from(JSON.stringify(detail)));
    appendEvent(db, {
      at,
      kind: 'message-judged',
      campaignId: judgement.campaignId,
      body: { ...summary, blob },
    });
    insertJudgementRow(db, summary, blob);
  });
}

/** Makes a judgement readable; `detail` is the name of its body. */
export function insertJudgementRow(db: WritableDb, judgement: Omit<Judgement, 'detail'>, detail: string): void {
  statement(
    db,
    `INSERT INTO judgement (message_id, campaign_id, run_id, position, kind, service_reference_variant, request_id,
       response_id, response_code, payload_sha256, dsp_schedule_id, duplicate_of, standing, signature_verdict, schema_verdict, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    judgement.messageId,
    judgement.campaignId,
    judgement.runId,
    judgement.position,
    judgement.kind,
    judgement.serviceReferenceVariant,
    judgement.requestId,
    judgement.responseId,
    judgement.responseCode,
    judgement.payloadSha256,
    judgement.dspScheduleId,
    judgement.duplicateOf,
    judgement.standing,
    judgement.signatureVerdict,
    judgement.schemaVerdict,
    detail,
  );
}

interface MessageRow {
  id: number;
  at: string;
  virtual_at: string | null;
  direction: 'sent' | 'received';
  exchange: number | null;
  service: WebService;
  peer: string;
  http_status: number | null;
  headers: string;
  body_sha256: string;
  judged: number | null;
  campaign_id: string | null;
  run_id: string | null;
  position: number | null;
  kind: string;
  service_reference_variant: string | null;
  request_id: string | null;
  response_id: string | null;
  response_code: string | null;
  payload_sha256: string | null;
  dsp_schedule_id: string | null;
  duplicate_of: number | null;
  standing: 'expected' | 'late' | 'orphan';
  signature_verdict: string;
  schema_verdict: string;
}

const select =
  'SELECT message.*, judgement.*, judgement.message_id AS judged FROM message LEFT JOIN judgement ON judgement.message_id = message.id';

function fromRow(row: MessageRow): StoredMessage {
  return {
    id: row.id,
    at: row.at,
    virtualAt: row.virtual_at,
    direction: row.direction,
    exchange: row.exchange,
    service: row.service,
    peer: row.peer,
    httpStatus: row.http_status,
    headers: JSON.parse(row.headers) as Headers,
    bodySha256: row.body_sha256,
    judgement:
      row.judged === null
        ? null
        : {
            campaignId: row.campaign_id,
            runId: row.run_id,
            position: row.position,
            kind: row.kind,
            serviceReferenceVariant: row.service_reference_variant,
            requestId: row.request_id,
            responseId: row.response_id,
            responseCode: row.response_code,
            payloadSha256: row.payload_sha256,
            dspScheduleId: row.dsp_schedule_id,
            duplicateOf: row.duplicate_of,
            standing: row.standing,
            signatureVerdict: row.signature_verdict,
            schemaVerdict: row.schema_verdict,
          },
  };
}

/** Messages in the order in which they were stored: of one run, or the newest of all. */
export function listMessages(
  db: ReadableDb,
  filter: { runId?: string; requestId?: string; limit?: number },
): StoredMessage[] {
  const limit = filter.limit ?? 100_000;
  if (filter.runId !== undefined) {
    return statement<[string, number], MessageRow>(
      db,
      `${select} WHERE judgement.run_id = ? ORDER BY message.id LIMIT ?`,
    )
      .all(filter.runId, limit)
      .map(fromRow);
  }
  if (filter.requestId !== undefined) {
    return statement<[string, number], MessageRow>(
      db,
      `${select} WHERE judgement.request_id = ? ORDER BY message.id LIMIT ?`,
    )
      .all(filter.requestId, limit)
      .map(fromRow);
  }
  return statement<[number], MessageRow>(db, `${select} ORDER BY message.id DESC LIMIT ?`)
    .all(limit)
    .map(fromRow)
    .reverse();
}

/** Received messages without a judgement: their process ended between the two. */
export function listUnjudged(db: ReadableDb): StoredMessage[] {
  return statement<[], MessageRow>(
    db,
    `${select} WHERE message.direction = 'received' AND judgement.message_id IS NULL ORDER BY message.id`,
  )
    .all()
    .map(fromRow);
}

/**
 * One message with its exact bytes and what was made of it (null before it was judged).
 *
 * @throws WorkbenchError `workspace-damaged` where its bytes are gone
 */
export function findMessage(
  db: ReadableDb,
  id: number,
): { message: StoredMessage; body: Uint8Array; detail: unknown } | undefined {
  const row = statement<[number], MessageRow>(db, `${select} WHERE message.id = ?`).get(id);
  if (!row) return undefined;
  const bodies = statement<[number], { body: Uint8Array | null; detail: Uint8Array | null }>(
    db,
    `SELECT b.bytes AS body, d.bytes AS detail FROM message
         LEFT JOIN blob b ON b.sha256 = message.body_sha256
         LEFT JOIN judgement ON judgement.message_id = message.id
         LEFT JOIN blob d ON d.sha256 = judgement.detail
       WHERE message.id = ?`,
  ).get(id);
  if (!bodies?.body)
    throw new WorkbenchError('workspace-damaged', `The bytes of message ${id} (SHA-256 ${row.body_sha256}) are lost`);
  const detail: unknown = bodies.detail ? JSON.parse(Buffer.from(bodies.detail).toString('utf8')) : null;
  return { message: fromRow(row), body: bodies.body, detail };
}

/** The first message with the same Response ID, kind and payload (DUIS 2.4: the User may receive duplicates). */
export function findFirstDelivery(
  db: ReadableDb,
  responseId: string,
  kind: string,
  payloadSha256: string,
): number | undefined {
  return statement<[string, string, string], { message_id: number }>(
    db,
    'SELECT message_id FROM judgement WHERE response_id = ? AND kind = ? AND payload_sha256 = ? ORDER BY message_id LIMIT 1',
  ).get(responseId, kind, payloadSha256)?.message_id;
}

/** Whether a Service Request of this Request ID was sent from this workspace. */
export function wasSent(db: ReadableDb, requestId: string): boolean {
  return (
    statement<[string], { message_id: number }>(
      db,
      "SELECT message_id FROM judgement WHERE request_id = ? AND kind = 'serviceRequest' LIMIT 1",
    ).get(requestId) !== undefined
  );
}
