import type { CauseClass, FindingOutcome } from '../../shared/finding.ts';
import type { RunOutcome, RunStatus } from '../../shared/run.ts';
import type { RunState, StepState, StoredFinding } from '../application/ports.ts';
import { type ReadableDb, statement } from './database.ts';

interface RunRow {
  id: string;
  campaign_id: string;
  title: string;
  target: string;
  status: RunStatus;
  outcome: RunOutcome | null;
  created_at: string;
  finished_at: string | null;
  tester: string;
}

const runFromRow = (row: RunRow): RunState => ({
  id: row.id,
  campaignId: row.campaign_id,
  title: row.title,
  target: row.target,
  status: row.status,
  outcome: row.outcome,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
  tester: row.tester,
});

export function findRun(db: ReadableDb, runId: string): RunState | undefined {
  const row = statement<[string], RunRow>(db, 'SELECT * FROM run WHERE id = ?').get(runId);
  return row && runFromRow(row);
}

/** The campaign text that a run was started with. */
export function findRunDefinition(db: ReadableDb, runId: string): string | undefined {
  const row = statement<[string], { bytes: Uint8Array }>(
    db,
    'SELECT bytes FROM run JOIN blob ON blob.sha256 = run.definition_sha256 WHERE run.id = ?',
  ).get(runId);
  return row && Buffer.from(row.bytes).toString('utf8');
}

/** Runs, newest first by the order in which they were begun, whatever the clock said; of one campaign where one is named. */
export function listRuns(db: ReadableDb, campaignId?: string): RunState[] {
  const rows =
    campaignId === undefined
      ? statement<[], RunRow>(db, 'SELECT * FROM run ORDER BY rowid DESC').all()
      : statement<[string], RunRow>(db, 'SELECT * FROM run WHERE campaign_id = ? ORDER BY rowid DESC').all(campaignId);
  return rows.map(runFromRow);
}

interface StepRow {
  position: number;
  sequence_id: string;
  step_id: string;
  title: string;
  status: RunStatus;
  outcome: RunOutcome | null;
  request_id: string | null;
  waiting_for: string | null;
  started_at: string | null;
  finished_at: string | null;
}

/** The steps of a run in order. */
export function listSteps(db: ReadableDb, runId: string): StepState[] {
  return statement<[string], StepRow>(db, 'SELECT * FROM run_step WHERE run_id = ? ORDER BY position')
    .all(runId)
    .map((row) => ({
      position: row.position,
      sequenceId: row.sequence_id,
      stepId: row.step_id,
      title: row.title,
      status: row.status,
      outcome: row.outcome,
      requestId: row.request_id,
      waitingFor: row.waiting_for,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
    }));
}

interface FindingRow {
  position: number;
  message_id: number | null;
  check_id: string;
  outcome: FindingOutcome;
  message: string;
  expected: string | null;
  actual: string | null;
  cause: CauseClass | null;
  requirements: string;
}

/** The findings of a run in the order in which they were made. */
export function listFindings(db: ReadableDb, runId: string): StoredFinding[] {
  return statement<[string], FindingRow>(db, 'SELECT * FROM finding WHERE run_id = ? ORDER BY id')
    .all(runId)
    .map((row) => ({
      position: row.position,
      messageId: row.message_id,
      check: row.check_id,
      outcome: row.outcome,
      message: row.message,
      requirements: JSON.parse(row.requirements) as string[],
      ...(row.expected === null ? {} : { expected: row.expected }),
      ...(row.actual === null ? {} : { actual: row.actual }),
      ...(row.cause === null ? {} : { cause: row.cause }),
    }));
}

type StepLocation = { runId: string; position: number; campaignId: string };
const location = (
  row: { run_id: string; position: number; campaign_id: string } | undefined,
): StepLocation | undefined => row && { runId: row.run_id, position: row.position, campaignId: row.campaign_id };

/** The step that sent a request; the latest, should a Request ID have been replayed on purpose. */
export function findStepByRequest(db: ReadableDb, requestId: string): StepLocation | undefined {
  return location(
    statement<[string], { run_id: string; position: number; campaign_id: string }>(
      db,
      `SELECT run_step.run_id, position, campaign_id FROM run_step JOIN run ON run.id = run_step.run_id
         WHERE request_id = ? ORDER BY run_step.rowid LIMIT 1`,
    ).get(requestId),
  );
}

/** The step whose answer was this DSPScheduleID, by the judgement of that answer. */
export function findStepBySchedule(db: ReadableDb, dspScheduleId: string): StepLocation | undefined {
  return location(
    statement<[string], { run_id: string; position: number; campaign_id: string }>(
      db,
      `SELECT run_id, position, campaign_id FROM judgement
         WHERE dsp_schedule_id = ? AND kind = 'nonDevice' AND service_reference_variant = '5.1' AND run_id IS NOT NULL
         ORDER BY message_id DESC LIMIT 1`,
    ).get(dspScheduleId),
  );
}
