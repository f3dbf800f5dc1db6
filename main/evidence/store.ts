import type { EvidenceStore } from '../application/ports.ts';
import { findAttestation, insertAttestation } from './attestations.ts';
import { nextOriginatorCounter } from './counters.ts';
import {
  findFirstDelivery,
  findMessage,
  insertJudgement,
  insertMessage,
  listMessages,
  listUnjudged,
  wasSent,
} from './messages.ts';
import {
  findRun,
  findRunDefinition,
  findStepByRequest,
  findStepBySchedule,
  listFindings,
  listRuns,
  listSteps,
} from './runQueries.ts';
import { finishStep, insertRun, interruptRun, markInterruptedRuns, updateRun, updateStep } from './runs.ts';
import { indexMessage, searchMessages } from './search.ts';
import { inTransaction } from './transaction.ts';
import type { Workspace } from './workspace.ts';

/** The workspace behind the application's port. */
export function evidenceStore({ db }: Workspace): EvidenceStore {
  return {
    recordSent: (message, campaignId) => insertMessage(db, 'sent', message, campaignId, null),
    recordReceived: (message, campaignId, exchange) => insertMessage(db, 'received', message, campaignId, exchange),
    recordJudgement: (judgement, at) =>
      inTransaction(db, () => {
        insertJudgement(db, judgement, at);
        indexMessage(db, judgement.messageId);
      }),
    nextOriginatorCounter: (originator, target, nowMs) => nextOriginatorCounter(db, originator, target, nowMs),
    createRun: (run, definition, steps) => insertRun(db, run, definition, steps),
    updateRun: (runId, change) => updateRun(db, runId, change),
    updateStep: (runId, step, at) => updateStep(db, runId, step, at),
    finishStep: (runId, step, findings, at) => finishStep(db, runId, step, findings, at),
    interruptRun: (runId, at) => interruptRun(db, runId, at),
    markInterruptedRuns: (at) => markInterruptedRuns(db, at),
    recordAttestation: (place, said, at) => insertAttestation(db, place, said, at),
    findAttestation: (runId, position) => findAttestation(db, runId, position),
    findRun: (runId) => findRun(db, runId),
    findRunDefinition: (runId) => findRunDefinition(db, runId),
    listRuns: (campaignId) => listRuns(db, campaignId),
    listSteps: (runId) => listSteps(db, runId),
    listFindings: (runId) => listFindings(db, runId),
    findStepByRequest: (requestId) => findStepByRequest(db, requestId),
    findStepBySchedule: (dspScheduleId) => findStepBySchedule(db, dspScheduleId),
    wasSent: (requestId) => wasSent(db, requestId),
    findFirstDelivery: (responseId, kind, payload) => findFirstDelivery(db, responseId, kind, payload),
    listMessages: (filter) => listMessages(db, filter),
    listUnjudged: () => listUnjudged(db),
    searchMessages: (query, limit) => searchMessages(db, query, limit),
    findMessage: (id) => findMessage(db, id),
  };
}
