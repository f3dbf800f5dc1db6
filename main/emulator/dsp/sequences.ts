import figures from '../../../fixtures/emulator/sequences.json' with { type: 'json' };
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import type { EmulatorState } from '../state.ts';

/** A request of a sequence (DUIS, FirstInSequence and PrecedingServiceRequestID), and who waits for what becomes of it. */
export interface Sequenced {
  standing: 'pending' | 'succeeded' | 'failed';
  waiting: Set<() => void>;
}

export const sequenceCodes = figures.codes;

/** The request that one names as the one before it, where it was accepted. */
export const precedingOf = (
  state: EmulatorState,
  { precedingServiceRequestId: id }: ServiceRequest,
): Sequenced | undefined => (id === undefined ? undefined : state.sequenced.get(formatRequestId(id)));

/** Whether a request that names a preceding one names one that was accepted. */
export const hasKnownPreceding = (state: EmulatorState, request: ServiceRequest): boolean =>
  request.precedingServiceRequestId === undefined || precedingOf(state, request) !== undefined;

/** Takes an accepted request into its sequence, if it is in one. */
export function enterSequence(state: EmulatorState, request: ServiceRequest): void {
  if (request.firstInSequence !== true && request.precedingServiceRequestId === undefined) return;
  const name = formatRequestId(request.requestId);
  // A Signed Pre-Command comes under the Request ID of the request that it was made for.
  if (!state.sequenced.has(name)) state.sequenced.set(name, { standing: 'pending', waiting: new Set() });
}

/** Says what became of a request: whoever waits for it goes on, or fails in its turn. */
export function settle(state: EmulatorState, request: ServiceRequest, responseCode: string): void {
  const sequenced = state.sequenced.get(formatRequestId(request.requestId));
  if (sequenced === undefined) return;
  sequenced.standing = responseCode.startsWith('E') ? 'failed' : 'succeeded';
  const waiting = [...sequenced.waiting];
  sequenced.waiting.clear();
  for (const goOn of waiting) goOn();
}

/** Why a request that is answered at once cannot be carried out now; undefined where it can. */
export function sequenceRefusal(state: EmulatorState, request: ServiceRequest): string | undefined {
  const standing = precedingOf(state, request)?.standing ?? 'succeeded';
  if (standing === 'failed') return sequenceCodes.precedingFailed;
  return standing === 'pending' ? sequenceCodes.outOfOrder : undefined;
}
