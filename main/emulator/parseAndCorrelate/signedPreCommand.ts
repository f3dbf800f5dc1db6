import type { ServiceRequest } from '../../duis/parse.ts';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import { correlate } from '../../transform/correlate.ts';
import type { EmulatorState } from '../state.ts';

/** By the originator's certificate in the SMKI, or by the one that the device holds of it since it was replaced. */
function isSignatureValid(state: EmulatorState, request: ServiceRequest, bytes: Uint8Array): boolean {
  const keys = state.pki.gbcsKeys;
  const device = state.devices.get(request.requestId.businessTargetId);
  const points = [
    keys.digitalSignaturePublicPoint,
    (eui: string) => device?.signaturePointOf?.(eui) ?? keys.digitalSignaturePublicPoint(eui),
  ];
  return points.some((digitalSignaturePublicPoint) => {
    const decoded = decodeMessage(bytes, { ...keys, digitalSignaturePublicPoint });
    return decoded.ok && decoded.message.signature === 'valid';
  });
}

/**
 * Correlate: the signed message does what the request asked, and the signature is the originator's.
 *
 * @param asked the Service Request whose Pre-Command was signed
 */
export const isSignedAsAsked = (state: EmulatorState, asked: ServiceRequest, bytes: Uint8Array): boolean =>
  isSignatureValid(state, asked, bytes) && correlate(asked, bytes).agrees;
