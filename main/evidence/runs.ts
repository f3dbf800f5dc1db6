import { existsSync, readFileSync } from 'node:fs';
import type { RunOutcome, RunStatus } from '../../shared/run.ts';
import type { RunState, StepState, StoredFinding } from '../application/ports.ts';
import { insertBlob } from './blobs.ts';
import { appendEvent } from './chain.ts';
import { type ReadableDb, statement, type WritableDb } from './database.ts';
import { listSteps } from './runQueries.ts';
import { inTransaction } from './transaction.ts';

/** Stores a run with its steps, and the exact campaign text it runs, before anything is sent. */
export function insertRun(db: WritableDb, run: RunState, definition: string, steps: readonly StepState[]): void {
  inTransaction(db, () => {
    const definitionSha256 = insertBlob(db, Buffer.from(definition));
    insertRunRow(db, run, definitionSha256, process.pid);
    for (const step of steps) upsertStep(db, run.id, step);
    appendEvent(db, {
      at: run.createdAt,
      kind: 'run-created',
      campaignId: run.campaignId,
      body: {
        run,
        blob: definitionSha256,
        steps: steps.map(({ sequenceId, stepId, title }) => ({ sequenceId, stepId, title })),
      },
    });
  });
}

/** Makes a run readable. @param ownerPid the process that carries it out */
export function insertRunRow(db: WritableDb, run: RunState, definitionSha256: string, ownerPid: number): void {
  statement(
    db,
    `INSERT INTO run (id, campaign_id, title, target, status, outcome, created_at, finished_at, tester, owner_pid, definition_sha256)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    run.id,
    run.campaignId,
    run.title,
    run.target,
    run.status,
    run.outcome,
    run.createdAt,
    run.finishedAt,
    run.tester,
    ownerPid,
    definitionSha256,
  );
}

/** Records a change of a run's status and, at its end, its outcome. */
export function updateRun(
  db: WritableDb,
  runId: string,
  change: { status: RunStatus; outcome?: RunOutcome; at: string },
): void {
  inTransaction(db, () => {
    const finished = change.status === 'finished' ? change.at : null;
    // Whoever changes a run is the process that carries it out: the one that resumed it, after another was gone.
    statement(
      db,
      'UPDATE run SET status = ?, outcome = coalesce(?, outcome), finished_at = ?, owner_pid = ? WHERE id = ?',
    ).run(change.status, change.outcome ?? null, finished, process.pid, runId);
    appendEvent(db, {
      at: change.at,
      kind: 'run-status',
      campaignId: campaignOf(db, runId),
      body: { runId, status: change.status, outcome: change.outcome ?? null },
    });
  });
}

/** Records a step's state as it now is. */
export function updateStep(db: WritableDb, runId: string, step: StepState, at: string): void {
  inTransaction(db, () => {
    upsertStep(db, runId, step);
    appendEvent(db, { at, kind: 'step', campaignId: campaignOf(db, runId), body: { runId, step } });
  });
}

/** Records how a step ended and what checks found, together: neither is ever there without the other. */
export function finishStep(
  db: WritableDb,
  runId: string,
  step: StepState,
  findings: readonly StoredFinding[],
  at: string,
): void {
  inTransaction(db, () => {
    insertFindings(db, runId, findings, at);
    updateStep(db, runId, step, at);
  });
}

/** Records what checks found; never edited afterwards. */
function insertFindings(db: WritableDb, runId: string, findings: readonly StoredFinding[], at: string): void {
  inTransaction(db, () => {
    const campaignId = campaignOf(db, runId);
    for (const finding of findings) {
      insertFindingRow(db, runId, finding);
      appendEvent(db, { at, kind: 'finding', campaignId, body: { runId, finding } });
    }
  });
}

/** Makes a finding readable. */
export function insertFindingRow(db: WritableDb, runId: string, finding: StoredFinding): void {
  statement(
    db,
    `INSERT INTO finding (run_id, position, message_id, check_id, outcome, message, expected, actual, cause, requirements)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    runId,
    finding.position,
    finding.messageId,
    finding.check,
    finding.outcome,
    finding.message,
    finding.expected ?? null,
    finding.actual ?? null,
    finding.cause ?? null,
    JSON.stringify(finding.requirements),
  );
}

/** Marks runs that say they are under way though their process is gone; returns their ids. */
export function markInterruptedRuns(db: WritableDb, at: string): string[] {
  const rows = statement<[], { id: string; owner_pid: number }>(
    db,
    "SELECT id, owner_pid FROM run WHERE status IN ('created', 'running', 'waiting')",
  ).all();
  const orphaned = rows.filter((row) => !isAlive(row.owner_pid)).map((row) => row.id);
  for (const id of orphaned) interruptRun(db, id, at);
  return orphaned;
}

/** Ends what was under way: the run, and its steps that had begun and not finished, so that it can be resumed. */
export function interruptRun(db: WritableDb, runId: string, at: string): void {
  inTransaction(db, () => {
    for (const step of listSteps(db, runId)) {
      if (step.status !== 'running' && step.status !== 'waiting') continue;
      updateStep(db, runId, { ...step, status: 'interrupted', waitingFor: null }, at);
    }
    updateRun(db, runId, { status: 'interrupted', at });
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM says that the process is there but is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return !isZombie(pid);
}

/** A process that was killed answers to its number until its parent has taken note; Linux says so in /proc (proc(5)). */
function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return false;
  const state = /^\d+ \(.*\) (\w)/s.exec(readFileSync(file, 'utf8'))?.[1];
  return state === 'Z' || state === 'X';
}

function campaignOf(db: ReadableDb, runId: string): string | null {
  return (
    statement<[string], { campaign_id: string }>(db, 'SELECT campaign_id FROM run WHERE id = ?').get(runId)
      ?.campaign_id ?? null
  );
}

/** Makes a step's state readable. */
export function upsertStep(db: WritableDb, runId: string, step: StepState): void {
  statement(
    db,
    `INSERT INTO run_step (run_id, position, sequence_id, step_id, title, status, outcome, request_id, waiting_for, started_at, finished_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET status = excluded.status, outcome = excluded.outcome, request_id = excluded.request_id,
       waiting_for = excluded.waiting_for, started_at = excluded.started_at, finished_at = excluded.finished_at`,
  ).run(
    runId,
    step.position,
    step.sequenceId,
    step.stepId,
    step.title,
    step.status,
    step.outcome,
    step.requestId,
    step.waitingFor,
    step.startedAt,
    step.finishedAt,
  );
}
