import { createHash } from 'node:crypto';
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import { compactEui64 } from '../../gbcs/bytes.ts';
import { computeSignature, signatureIsValid } from '../../gbcs/cryptography.ts';
import type { DeliveryFault } from '../faults/faultRule.ts';
import { mpxnsOf } from '../fleet.ts';
import { isSignedAsAsked } from '../parseAndCorrelate/signedPreCommand.ts';
import { isRegistered } from '../registrations/registrations.ts';
import type { EmulatorState } from '../state.ts';
import type { Smets1Failure } from './failures.ts';

/** A critical instruction: what was asked, and the Pre-Command that its User signed. */
export interface CriticalInstruction {
  request: ServiceRequest;
  signedPreCommand: Uint8Array;
}

/** The DCO's word: its signature over the instruction, or why it gives none. */
export type DcoAnswer =
  | { agrees: true; countersignature: Uint8Array }
  | { agrees: false; failure: Smets1Failure; reason: string };

/** What the DCO signs: the instruction, bound to its request. */
const digestOf = ({ request, signedPreCommand }: CriticalInstruction): Uint8Array =>
  createHash('sha256').update(formatRequestId(request.requestId)).update('\n').update(signedPreCommand).digest();

const responsibleRoles = ['IS', 'GS'];

/** The first of the DCO's own checks that does not hold. It takes nobody's word that a check was made before. */
function findObjection(state: EmulatorState, { request, signedPreCommand }: CriticalInstruction): string | undefined {
  const { businessOriginatorId: organisation, businessTargetId, originatorCounter } = request.requestId;
  if (!isSignedAsAsked(state, request, signedPreCommand))
    return 'the signed message is not what was asked, or not signed by its User';
  const device = state.devices.get(businessTargetId)?.description;
  const mpxns = device === undefined ? [] : mpxnsOf(device);
  const isResponsible = responsibleRoles.some((role) =>
    isRegistered(state.fleet.registrations, { organisation, role, mpxns, atMs: state.clock.now() }),
  );
  if (mpxns.length > 0 && !isResponsible) return 'its User is not the responsible Supplier';
  const last = state.smets1.dcoCounters.get(businessTargetId);
  return last !== undefined && BigInt(originatorCounter) <= last ? 'its counter was used before' : undefined;
}

/**
 * Dual control: asks the Dual Control Organisation to agree to a critical instruction. What it checks is our reading:
 * signature and content, who is responsible, and replay.
 */
export function seekAgreement(
  state: EmulatorState,
  instruction: CriticalInstruction,
  faults: readonly DeliveryFault[],
): DcoAnswer {
  const fault = faults.find((one) => one.kind === 'dualControl')?.answer;
  if (fault === 'unavailable') return { agrees: false, failure: 'dcoUnavailable', reason: 'by a fault rule' };
  const reason = fault === 'disagrees' ? 'by a fault rule' : findObjection(state, instruction);
  if (reason !== undefined) return { agrees: false, failure: 'dcoDisagrees', reason };
  const { businessTargetId, originatorCounter } = instruction.request.requestId;
  state.smets1.dcoCounters.set(businessTargetId, BigInt(originatorCounter));
  const eui = state.fleet.dualControlOrganisation;
  const key = state.pki.keysOf(eui).digitalSignaturePrivateKey(compactEui64(eui)) ?? new Uint8Array();
  const countersignature = computeSignature(key, digestOf(instruction));
  if (fault === 'badSignature') countersignature[0] = (countersignature[0] ?? 0) ^ 1;
  return { agrees: true, countersignature };
}

/** What the S1SP does before it acts: holds the DCO's signature against the instruction. */
export function isCountersigned(
  state: EmulatorState,
  instruction: CriticalInstruction,
  countersignature: Uint8Array,
): boolean {
  const point = state.pki.gbcsKeys.digitalSignaturePublicPoint(compactEui64(state.fleet.dualControlOrganisation));
  return point !== undefined && signatureIsValid(point, digestOf(instruction), countersignature);
}
