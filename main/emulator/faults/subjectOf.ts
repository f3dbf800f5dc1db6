import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import { regionOfDevice } from '../csp/regionOfDevice.ts';
import type { EmulatorState } from '../state.ts';
import type { FaultSubject } from './faults.ts';

/** A request, and whatever is answered to it, as fault rules see it. */
export function subjectOf(
  state: EmulatorState,
  { requestId, serviceReferenceVariant }: Pick<ServiceRequest, 'requestId' | 'serviceReferenceVariant'>,
): FaultSubject {
  const { businessOriginatorId: originator, businessTargetId: target } = requestId;
  const region = regionOfDevice(state, target);
  return { serviceReferenceVariant, originator, target, region, requestId: formatRequestId(requestId) };
}
