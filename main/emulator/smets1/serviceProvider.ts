import { WorkbenchError } from '../../../shared/errors.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import { smets1ResponseView } from '../../mmc/smets1View.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { DeliveryFault } from '../faults/faultRule.ts';
import { spoilSignature } from '../faults/spoil.ts';
import type { EmulatorState } from '../state.ts';
import { isCountersigned, seekAgreement } from './dualControl.ts';
import type { Smets1Failure } from './failures.ts';
import { signAsProvider } from './signAsProvider.ts';

/** A request that the DSP has countersigned and handed to the S1SP (SEC: Countersigned Service Request). */
export interface CountersignedRequest {
  request: ServiceRequest;
  /** Of a critical service: what its User signed. */
  signedPreCommand?: Uint8Array;
}

/** What the S1SP says: a SMETS1SignedResponse, or why the device was not instructed or did not answer. */
export type ProviderAnswer =
  | { signedResponse: string; isSuccess: boolean }
  | { failure: Smets1Failure; reason: string };

/** Before a critical instruction: the DCO agrees, and its signature holds. */
function withoutAgreement(
  state: EmulatorState,
  { request, signedPreCommand }: CountersignedRequest,
  faults: readonly DeliveryFault[],
): { failure: Smets1Failure; reason: string } | undefined {
  if (signedPreCommand === undefined) return undefined;
  const instruction = { request, signedPreCommand };
  const answer = seekAgreement(state, instruction, faults);
  if (!answer.agrees) return answer;
  if (isCountersigned(state, instruction, answer.countersignature)) return undefined;
  return { failure: 'noCountersignature', reason: 'the signature of the DCO is not its own' };
}

/**
 * The SMETS1 Service Provider: takes a countersigned request over, has the Dual Control Organisation agree to what is
 * critical, instructs the device in its own way and answers in the Message Mapping Catalogue's words, signed.
 *
 * @param instruct carries the instruction to the device; undefined where the device keeps silent
 */
export function answerAsProvider(
  state: EmulatorState,
  device: EmulatedDevice,
  countersigned: CountersignedRequest,
  faults: readonly DeliveryFault[],
  instruct: () => Uint8Array | undefined,
): ProviderAnswer {
  const { serviceReferenceVariant, schemaVersion } = countersigned.request;
  const fault = faults.find((one) => one.kind === 's1sp')?.failure;
  if (fault === 'unreachable') return { failure: 'notInstructed', reason: 'by a fault rule' };
  const refusal = withoutAgreement(state, countersigned, faults);
  if (refusal !== undefined) return refusal;
  const answered = fault === 'deviceSilent' ? undefined : instruct();
  if (answered === undefined) return { failure: 'deviceSilent', reason: 'no answer' };
  const decoded = decodeMessage(answered, device.link ?? state.pki.gbcsKeys);
  if (!decoded.ok)
    throw new WorkbenchError(
      'invalid-document',
      `A SMETS1 device gave what its S1SP cannot read: ${decoded.error.message}`,
    );
  const { model } = state.smets1;
  const view = smets1ResponseView(decoded.message, { model, serviceReferenceVariant, schemaVersion });
  if (!view.ok) return { failure: 'unmapped', reason: view.reason };
  const signedResponse = signAsProvider(state, view.xml);
  return {
    signedResponse: fault === 'badSignature' ? spoilSignature(signedResponse) : signedResponse,
    isSuccess: view.xml.includes('MessageSuccess="true"'),
  };
}
