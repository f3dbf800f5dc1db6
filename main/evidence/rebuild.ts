import type { ChainEvent, Judgement, MessageRecord, RunState, StepState, StoredFinding } from '../application/ports.ts';
import { findBlob } from './blobs.ts';
import { statement, type WritableDb } from './database.ts';
import { insertJudgementRow, insertMessageRow } from './messages.ts';
import { insertFindingRow, insertRunRow, upsertStep } from './runs.ts';
import { indexMessage } from './search.ts';

/**
 * Writes what an event stands for into the tables that are read: messages, judgements, runs, steps, findings. The
 * chain says everything that they hold, so that they can be made again from it alone.
 */
export function applyEvent(db: WritableDb, event: ChainEvent): void {
  const body = JSON.parse(event.body) as never;
  appliers[event.kind]?.(db, event, body);
}

type Applier = (db: WritableDb, event: ChainEvent, body: never) => void;

interface MessageBody extends Omit<MessageRecord, 'at' | 'body'> {
  exchange: number | null;
  blob: string;
}

const message =
  (direction: 'sent' | 'received') =>
  (db: WritableDb, event: ChainEvent, { exchange, blob, ...record }: MessageBody): void =>
    insertMessageRow(db, event.seq, direction, { ...record, at: event.at }, exchange, blob);

function judged(db: WritableDb, _: ChainEvent, { blob, ...judgement }: Omit<Judgement, 'detail'> & { blob: string }) {
  insertJudgementRow(db, judgement, blob);
  const message = statement<[number], { body_sha256: string }>(db, 'SELECT body_sha256 FROM message WHERE id = ?').get(
    judgement.messageId,
  );
  // Without its bytes there are no words to be found by.
  if (message && findBlob(db, message.body_sha256) !== undefined) indexMessage(db, judgement.messageId);
}

interface RunCreated {
  run: RunState;
  blob: string;
  /** Titles are there since the fourth format of the workspace. */
  steps: { sequenceId: string; stepId: string; title?: string }[];
}

/** Nobody carries it out any more: no process has this number. */
const nobody = 0;

function runCreated(db: WritableDb, _: ChainEvent, { run, blob, steps }: RunCreated): void {
  insertRunRow(db, run, blob, nobody);
  for (const [position, { sequenceId, stepId, title = stepId }] of steps.entries())
    upsertStep(db, run.id, {
      position,
      sequenceId,
      stepId,
      title,
      status: 'created',
      outcome: null,
      requestId: null,
      waitingFor: null,
      startedAt: null,
      finishedAt: null,
    });
}

function runStatus(
  db: WritableDb,
  event: ChainEvent,
  { runId, status, outcome }: { runId: string; status: RunState['status']; outcome: RunState['outcome'] },
): void {
  statement(
    db,
    'UPDATE run SET status = ?, outcome = coalesce(?, outcome), finished_at = ?, owner_pid = ? WHERE id = ?',
  ).run(status, outcome, status === 'finished' ? event.at : null, nobody, runId);
}

const step = (db: WritableDb, _: ChainEvent, body: { runId: string; step: StepState }): void =>
  upsertStep(db, body.runId, body.step);

const finding = (db: WritableDb, _: ChainEvent, body: { runId: string; finding: StoredFinding }): void =>
  insertFindingRow(db, body.runId, body.finding);

const appliers: Readonly<Record<string, Applier>> = {
  'message-sent': message('sent'),
  'message-received': message('received'),
  'message-judged': judged,
  'run-created': runCreated,
  'run-status': runStatus,
  step,
  finding,
};
