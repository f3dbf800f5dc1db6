/** The description of a use case: which request it answers, on which Device, and the payload that follows. */
import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import type { Encoded } from '../gbcs/encoded.ts';
import type { ZigbeeComponent } from '../gbcs/zigbee/writeCommand.ts';
import { writeGbzPayload } from '../gbcs/zigbee/writeCommand.ts';
import type { DeviceType } from './context.ts';
import { type Accesses, encodeAccesses } from './dlms/access.ts';
import type { Scope } from './scope.ts';

/** Who sends the command: the User (or the Access Control Broker for it), or a party of the DCC in its own right. */
export type Sender = 'user' | 'accessControlBroker' | 'transitionalChangeOfSupplier';

export interface UseCaseDescription {
  /** As people and templates name it, e.g. `ECS47Activate`. */
  readonly name: string;
  readonly messageCode: number;
  readonly services: readonly string[];
  readonly deviceTypes: readonly DeviceType[];
  readonly payload: (scope: Scope) => Encoded;
  /** Further conditions on the request or on the Device. */
  readonly applies?: (scope: Scope) => boolean;
  /**
   * The first GBCS version whose Devices take this form; older ones take the other form of the same service. The
   * versions are recollection: the Reference Test Data Set shows both forms, not since when.
   */
  readonly since?: string;
  /** The answer is encrypted to the User, so that an unknown User's certificate goes with the command. */
  readonly isProtected?: boolean;
  readonly sender?: Sender;
  /** A non-critical service whose command the sender signs all the same. */
  readonly isSigned?: boolean;
}

type Rest = Omit<UseCaseDescription, 'name' | 'messageCode' | 'services' | 'deviceTypes' | 'payload'>;

const electricityMeter: readonly DeviceType[] = ['ESME'];
const gasMeter: readonly DeviceType[] = ['GSME'];

/** A DLMS use case, on an ESME unless `rest` names others. */
export function dlms(
  name: string,
  messageCode: number,
  service: string,
  accesses: Accesses,
  rest: Rest & { readonly deviceTypes?: readonly DeviceType[] } = {},
): UseCaseDescription {
  const payload = (scope: Scope) => encodeAccesses(accesses, scope);
  return { name, messageCode, services: service.split(' '), deviceTypes: electricityMeter, payload, ...rest };
}

/** A GBZ use case, on a GSME unless `rest` names others. */
export function gbz(
  name: string,
  messageCode: number,
  service: string,
  components: (scope: Scope) => readonly ZigbeeComponent[],
  rest: Rest & { readonly deviceTypes?: readonly DeviceType[] } = {},
): UseCaseDescription {
  const payload = (scope: Scope) => writeGbzPayload(components(scope));
  return { name, messageCode, services: service.split(' '), deviceTypes: gasMeter, payload, ...rest };
}

/** Whether the User signs the command: a critical service. */
export function isCritical(service: string): boolean {
  return findServiceReferenceVariant(service)?.critical === true;
}
