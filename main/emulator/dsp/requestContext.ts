import type { ServiceReferenceVariant } from '../../duis/catalogue.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import type { SignatureVerdict } from '../../smki/xmlSignature.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { Organisation } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';

/** DCC's three web services. */
export type WebService = 'transform' | 'sendCommand' | 'nonDevice';

/** A well-formed, schema-valid request and what the DSP knows about it. */
export interface RequestContext {
  state: EmulatorState;
  service: WebService;
  request: ServiceRequest;
  signature: SignatureVerdict;
  /** The row of the catalogue; a request to none of the 129 does not pass the XSD. */
  variant: ServiceReferenceVariant;
  /** The User that the originator names, if there is one. */
  organisation: Organisation | undefined;
  /** The device that the target names, if it is one of ours. */
  device: EmulatedDevice | undefined;
  nowMs: number;
}
