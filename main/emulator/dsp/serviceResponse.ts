import { buildServiceResponse, type ResponseBody } from '../../duis/buildResponse.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { responseIdFor } from '../../duis/requestId.ts';
import type { EmulatorState } from '../state.ts';
import { formatDateTime } from './dateTime.ts';
import { deliverFaultily } from './deliverFaultily.ts';
import { settle } from './sequences.ts';

/** The Service Response to a request, unsigned; without a body where there is nothing but a code to say. */
export function responseTo(
  state: EmulatorState,
  request: ServiceRequest,
  responseCode: string,
  body?: ResponseBody,
): string {
  const { requestId, serviceReference, serviceReferenceVariant, schemaVersion } = request;
  return buildServiceResponse({
    requestId,
    responseId: responseIdFor(requestId),
    responseCode,
    responseDateTime: formatDateTime(state.clock.now()),
    schemaVersion,
    body: body ?? { kind: 'serviceReference', serviceReference, serviceReferenceVariant },
  });
}

/** Delivers a Service Response of the DSP itself, for no device was asked. */
export async function deliverWithout(
  state: EmulatorState,
  request: ServiceRequest,
  responseCode: string,
): Promise<void> {
  const { businessOriginatorId: to, businessTargetId: deviceId } = request.requestId;
  const { schemaVersion } = request;
  await deliverFaultily(state, { to, xml: responseTo(state, request, responseCode), deviceId, schemaVersion }, []);
  settle(state, request, responseCode);
}
