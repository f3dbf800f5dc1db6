import type { RunComparison, StepComparison } from '../../shared/contract/shapes/runs.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import { parseServiceResponse, type ServiceResponse } from '../duis/parse.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import type { InnerVerdict } from '../smki/innerSignature.ts';
import type { EvidenceStore, RunState, StepState, StoredFinding, StoredMessage } from './ports.ts';

type Source = Pick<EvidenceStore, 'findRun' | 'listSteps' | 'listFindings' | 'listMessages' | 'findMessage'>;

interface ReadRun {
  run: RunState;
  steps: StepState[];
  findings: StoredFinding[];
  messages: StoredMessage[];
}

/**
 * Holds two runs against each other, step by step: outcomes, what checks found, and every field of what was received,
 * but for what differs between any two runs (Request IDs, counters, times, signatures).
 *
 * @throws WorkbenchError `not-found`
 */
export function compareRuns(store: Source, beforeId: string, afterId: string): RunComparison {
  const [before, after] = [readRun(store, beforeId), readRun(store, afterId)];
  const keys = [...new Set([...before.steps, ...after.steps].map(keyOf))];
  const steps = keys.map((key): StepComparison => {
    const [one, other] = [before, after].map(({ steps: own }) => own.find((step) => keyOf(step) === key));
    const step = one ?? other;
    return {
      sequenceId: step?.sequenceId ?? '',
      stepId: step?.stepId ?? '',
      before: standingOf(one),
      after: standingOf(other),
      findings: one && other ? differentFindings(findingsOf(before, one), findingsOf(after, other)) : [],
      fields: one && other ? differentFields(store, messagesOf(before, one), messagesOf(after, other)) : [],
    };
  });
  return {
    before: before.run,
    after: after.run,
    steps,
    sameVerdicts: steps.every(({ before: was, after: is, findings }) => was === is && findings.length === 0),
  };
}

function readRun(store: Source, runId: string): ReadRun {
  const run = store.findRun(runId);
  if (!run) throw new WorkbenchError('not-found', `There is no run ${runId} in this workspace; see runs`);
  const [steps, findings, messages] = [
    store.listSteps(runId),
    store.listFindings(runId),
    store.listMessages({ runId }),
  ];
  return { run, steps, findings, messages };
}

const keyOf = ({ sequenceId, stepId }: StepState): string => `${sequenceId}/${stepId}`;
const standingOf = (step: StepState | undefined): string | null => (step && (step.outcome ?? step.status)) || null;

const findingsOf = ({ findings }: ReadRun, { position }: StepState): StoredFinding[] =>
  findings.filter((one) => one.position === position);

/** What was received for a step, the synchronous answers first: deliveries may overtake them. */
const messagesOf = ({ messages }: ReadRun, { position }: StepState): StoredMessage[] =>
  messages
    .filter(({ direction, judgement }) => direction === 'received' && judgement?.position === position)
    .sort((a, b) => Number(a.service === 'receiveResponse') - Number(b.service === 'receiveResponse') || a.id - b.id);

/** Checks whose outcome is not the same: how long a response took is no difference where both were in time. */
function differentFindings(
  before: readonly StoredFinding[],
  after: readonly StoredFinding[],
): StepComparison['findings'] {
  const checks = [...new Set([...before, ...after].map(({ check }) => check))];
  return checks.flatMap((check) => {
    const [was, is] = [before, after].map((list) => list.filter((one) => one.check === check));
    const outcomes = (list: readonly StoredFinding[] = []): string => list.map(({ outcome }) => outcome).join(', ');
    const says = (list: readonly StoredFinding[] = []): string | null =>
      list.length === 0 ? null : list.map(({ outcome, message }) => `${outcome}: ${message}`).join('; ');
    return outcomes(was) === outcomes(is) ? [] : [{ check, before: says(was), after: says(is) }];
  });
}

function differentFields(
  store: Source,
  before: readonly StoredMessage[],
  after: readonly StoredMessage[],
): StepComparison['fields'] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index).flatMap((index) => {
    const [one, other] = [before[index], after[index]];
    const [was, is] = [fieldsOf(store, one), fieldsOf(store, other)];
    const paths = [...new Set([...was.keys(), ...is.keys()])];
    return paths.flatMap((path) => {
      const [a, b] = [was.get(path) ?? null, is.get(path) ?? null];
      if (a === b) return [];
      return [{ path, before: a, after: b, beforeMessage: one?.id ?? null, afterMessage: other?.id ?? null }];
    });
  });
}

/** The fields of a message that two runs can be held against each other by. */
function fieldsOf(store: Source, message: StoredMessage | undefined): Map<string, string> {
  const fields = new Map<string, string>();
  const found = message && store.findMessage(message.id);
  if (!message || !found) return fields;
  fields.set('HTTP status', String(message.httpStatus ?? ''));
  fields.set('signature', message.judgement?.signatureVerdict ?? '');
  fields.set('schema', message.judgement?.schemaVerdict ?? '');
  const { gbcs, innerSignatures } = (found.detail ?? {}) as {
    gbcs?: DecodedMessage | null;
    innerSignatures?: readonly InnerVerdict[] | null;
  };
  for (const { element, verdict } of innerSignatures ?? []) fields.set(`signature of ${element}`, verdict);
  const response = readResponse(found.body);
  if (!response) return fields;
  fields.set('kind', response.kind);
  fields.set('ResponseCode', response.responseCode);
  collect(response.body, 'Body', fields);
  if (gbcs) {
    fields.set('GBCS.useCase', gbcs.useCase);
    fields.set('GBCS.mac', gbcs.mac);
    fields.set('GBCS.signature', gbcs.signature);
    collect(gbcs.data, 'GBCS.data', fields);
  }
  return fields;
}

function readResponse(body: Uint8Array): ServiceResponse | undefined {
  try {
    return parseServiceResponse(body);
  } catch {
    // What could not be read then cannot be read now; the verdict on its schema says so.
    return undefined;
  }
}

/** Of any two runs alike: payloads hold counters and ciphertext (their meaning is compared), ids hold counters. */
const volatile =
  /(^|\.)(GBCSPayload|RequestID|ResponseID|\w*RequestID|ResponseDateTime|Signature\w*|OriginatorCounter|DSPScheduleID)(\.|$)/i;

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (value === undefined || volatile.test(path)) return;
  if (value === null || typeof value !== 'object') {
    into.set(path, typeof value === 'bigint' ? String(value) : JSON.stringify(value).replace(/^"|"$/g, ''));
    return;
  }
  for (const [name, inner] of Object.entries(value)) collect(inner, `${path}.${name}`, into);
}
