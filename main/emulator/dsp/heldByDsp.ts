import { findServiceReferenceVariant } from '../../duis/catalogue.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import type { EmulatorState } from '../state.ts';

/** The date that calls off what is held for later (every cancellation template of DCC). */
const cancellation = Date.parse('3000-12-31T00:00:00.00Z');

const keyOf = ({ requestId, serviceReferenceVariant }: ServiceRequest): string =>
  `${requestId.businessOriginatorId}:${requestId.businessTargetId}:${serviceReferenceVariant}`;

/** Whether the DSP keeps a future-dated request of this service; where devices hold the command, they get it at once. */
export const isHeldByDsp = ({ serviceReferenceVariant }: ServiceRequest): boolean =>
  !(findServiceReferenceVariant(serviceReferenceVariant)?.futureDated ?? '').includes('Device');

/** Whether a request calls off what the DSP holds, in place of asking for something. */
export const isCancellation = (request: ServiceRequest): boolean =>
  isHeldByDsp(request) && Date.parse(request.executionDateTime ?? '') === cancellation;

/** Keeps a request until its time; `carryOut` is done then, unless the request is called off. */
export function holdUntil(state: EmulatorState, request: ServiceRequest, dueMs: number, carryOut: () => void): void {
  const key = keyOf(request);
  const held = state.heldByDsp.get(key) ?? new Set();
  state.heldByDsp.set(key, held);
  const callOff = state.clock.at(dueMs, () => {
    forget();
    carryOut();
  });
  const forget = (): void => {
    held.delete(callOff);
    if (held.size === 0) state.heldByDsp.delete(key);
  };
  held.add(callOff);
}

/** Calls off all that the DSP holds of this User for this device and service. Returns how many requests there were. */
export function callOff(state: EmulatorState, request: ServiceRequest): number {
  const held = state.heldByDsp.get(keyOf(request)) ?? new Set();
  for (const one of held) one();
  state.heldByDsp.delete(keyOf(request));
  return held.size;
}
