import { WorkbenchError } from '../../shared/errors.ts';
import type { Observation } from '../checks/observation.ts';
import { answerOf, dataOf, type ObservedResponse } from '../checks/observation.ts';

/**
 * What a sequence can capture from and hold against: `payload` (the typed data; of a SMETS1 device, where a service has
 * none, what stands in the Message Mapping Catalogue's element), `response` (the DUIS Response as
 * parsed: `responseCode`, `dspScheduleId`, `body` …), `request`, and `deliveries` (how many came).
 */
export function stepResult(observation: Observation): Record<string, unknown> {
  const answer = answerOf(observation);
  return {
    payload: answer === undefined ? null : payloadOf(answer),
    response: answer?.response ?? null,
    acknowledgement: observation.acknowledgement?.response ?? null,
    request: observation.request ?? null,
    deliveries: observation.deliveries.length,
  };
}

function payloadOf(answer: ObservedResponse): unknown {
  const { smets1 } = answer;
  return dataOf(answer) ?? (smets1?.kind === 'response' ? smets1.tree : smets1) ?? null;
}

/** Follows a path such as `payload.entries.length` or `response.body.ResponseMessage.DSPInventory.Device.0.DeviceID`. */
export function readPath(result: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (value === null || value === undefined || typeof value !== 'object') return undefined;
    if (Array.isArray(value) && name === 'length') return value.length;
    return Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }, result);
}

/** The value at a path as text. @throws WorkbenchError where there is none */
export function captureText(result: unknown, path: string): string {
  const value = readPath(result, path);
  if (value === undefined || value === null) {
    throw new WorkbenchError('not-found', `The result has nothing at ${path} to capture`);
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
