import { textAt } from '../../duis/jsonTree.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { DeviceAnswer, DeviceOutcome, DeviceWork } from '../dsp/askDevice.ts';
import type { DeliveryFault } from '../faults/faultRule.ts';
import type { EmulatorState } from '../state.ts';
import { alertAfterInstruction } from './deviceAlerts.ts';
import { alertOf, describeFailure } from './failures.ts';
import { makeProviderAlert } from './providerAlert.ts';
import { smets1Body } from './responseBody.ts';
import { answerAsProvider, type ProviderAnswer } from './serviceProvider.ts';

/** What the DSP hands over: a request of a User, or a read of a DSP schedule. */
interface HandedOver {
  request: ServiceRequest;
  work: DeviceWork;
  dspScheduleId?: string;
}

async function deliverFailure(
  state: EmulatorState,
  { request, dspScheduleId }: HandedOver,
  { failure, reason }: Extract<ProviderAnswer, { failure: unknown }>,
): Promise<void> {
  const { requestId, schemaVersion, body } = request;
  const { alertCode, meaning } = describeFailure(failure);
  const to = requestId.businessOriginatorId;
  const dcc = {
    code: alertOf[dspScheduleId === undefined ? 'request' : 'schedule'],
    to,
    schemaVersion,
    originatorCounter: state.nextBrokerCounter().toString(),
  };
  const xml = makeProviderAlert(state, dcc, {
    // A scheduled read has no request of a User's to name.
    ...(dspScheduleId === undefined ? { requestId } : { dspScheduleId }),
    deviceId: requestId.businessTargetId,
    s1spAlertCode: alertCode,
    additionalInformation: `${meaning} (${reason}).`,
    utrn: textAt(body, 'UTRN'),
  });
  await state.deliver(to, xml);
}

/**
 * Hands a request for a SMETS1 device over to its S1SP, and puts what it says into the DSP's words: its signed response,
 * or a Response Code with an alert of the S1SP to follow; Device Alerts come after either.
 *
 * @param execute carries the instruction to the device
 */
export function askProvider(
  state: EmulatorState,
  device: EmulatedDevice,
  handedOver: HandedOver,
  faults: readonly DeliveryFault[],
  execute: () => DeviceOutcome,
): DeviceAnswer {
  const { request, work, dspScheduleId } = handedOver;
  const { serviceReference, serviceReferenceVariant, schemaVersion } = request;
  const answer = answerAsProvider(
    state,
    device,
    { request, ...(work.kind === 'signed' ? { signedPreCommand: work.signedPreCommand } : {}) },
    faults,
    () => {
      const outcome = execute();
      return 'payload' in outcome ? outcome.payload : undefined;
    },
  );
  const isSuccess = 'signedResponse' in answer && answer.isSuccess;
  const afterwards = async (): Promise<void> => {
    if ('failure' in answer) await deliverFailure(state, handedOver, answer);
    await alertAfterInstruction(state, device, { serviceReferenceVariant, schemaVersion, isDone: isSuccess });
  };
  if ('failure' in answer) {
    state.log(
      `S1SP: ${serviceReferenceVariant} to ${device.description.deviceId}: ${answer.failure}, ${answer.reason}`,
    );
    return { code: describeFailure(answer.failure).responseCode, afterwards };
  }
  const service = {
    serviceReference,
    serviceReferenceVariant,
    ...(dspScheduleId === undefined ? {} : { dspScheduleId }),
  };
  return { code: 'I0', body: smets1Body(answer.signedResponse, service), afterwards };
}
