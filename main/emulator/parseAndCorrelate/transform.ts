import type { ServiceRequest } from '../../duis/parse.ts';
import type { GbcsKeys } from '../../gbcs/keys.ts';
import type { DeviceLogBackup, TransformContext } from '../../transform/context.ts';
import { findUseCasesOf } from '../../transform/registry.ts';
import type { TransformResult } from '../../transform/result.ts';
import { transformServiceRequest } from '../../transform/transformServiceRequest.ts';
import type { EmulatorState } from '../state.ts';

/** Roles whose certificates devices hold: to them, a User of any other role is an Unknown Remote Party (GBCS). */
const supplierRoles = new Set(['IS', 'GS']);
const networkRoles = new Set(['ED', 'GT']);

/** Whether a service reaches devices of this type. */
export const suitsDevice = (serviceReferenceVariant: string, deviceType: string): boolean =>
  findUseCasesOf(serviceReferenceVariant).some(({ deviceTypes }) => deviceTypes.some((one) => one === deviceType));

/** What Parse & Correlate knows: the fleet, its keys, the Access Control Broker and the virtual clock. */
export function transformContext(state: EmulatorState): TransformContext {
  const roleOf = (user: string): 'Supplier' | 'NetworkOperator' | 'Other' => {
    const roles = state.organisations.get(user)?.roles ?? [];
    if (roles.some((role) => supplierRoles.has(role))) return 'Supplier';
    return roles.some((role) => networkRoles.has(role)) ? 'NetworkOperator' : 'Other';
  };
  return {
    device(eui) {
      const description = state.devices.get(eui)?.description;
      if (description === undefined) return undefined;
      const { deviceType, gbcsVersion } = description;
      const variant = deviceType === 'ESME' ? description.esmeVariant : '';
      return { deviceType, gbcsVersion, isTwinElement: variant.startsWith('B'), isPolyphase: variant.startsWith('C') };
    },
    isUserKnown: (user, eui) => {
      const device = state.devices.get(eui);
      // An S1SP speaks for every User alike: there are no Unknown Remote Parties to a SMETS1 device.
      return device?.link !== undefined || (roleOf(user) !== 'Other' && device?.knows?.(user) !== false);
    },
    remotePartyRole: roleOf,
    accessControlBroker: { id: state.fleet.accessControlBroker, nextCounter: () => state.nextBrokerCounter() },
    transitionalChangeOfSupplier: {
      id: state.fleet.transitionalChangeOfSupplier,
      nextCounter: () => state.nextBrokerCounter(),
    },
    currentTime: new Date(state.clock.now()).toISOString(),
    keys: state.pki.gbcsKeys,
    customerIdentificationNumber: () => customerIdentificationNumber(state.clock.now()),
    deviceLogBackup: (eui) => deviceLogBackup(state, eui),
    keyAgreementCertificate: (eui) => state.pki.keyAgreementCertificate(eui),
  };
}

/** Four digits that are hard to guess and the same for the same moment. */
const customerIdentificationNumber = (nowMs: number): string =>
  String(Math.floor(nowMs / 1000) % 10_000).padStart(4, '0');

const linkKeyHashLength = 16;

/** What the DCC keeps of the log of a hub, or of a Gas Proxy Function, of the fleet: the other devices of its home. */
function deviceLogBackup(state: EmulatorState, eui: string): DeviceLogBackup | undefined {
  const kept = state.devices.get(eui);
  if (kept === undefined) return undefined;
  const others = kept.premises.devices.filter(({ deviceId }) => deviceId !== kept.description.deviceId);
  return {
    extendedPanId: Buffer.from(eui.replaceAll('-', ''), 'hex'),
    devices: others.map(({ deviceId, deviceType }) => ({
      deviceId,
      deviceType,
      linkKeyHash: new Uint8Array(linkKeyHashLength),
    })),
  };
}

/** Parse & Correlate's Transform: a Service Request to its command (with MAC) or Pre-Command. */
export function transformRequest(state: EmulatorState, request: ServiceRequest): TransformResult {
  const context = transformContext(state);
  const link = state.devices.get(request.requestId.businessTargetId)?.link;
  return transformServiceRequest(request, link === undefined ? context : smets1Context(state, context, link));
}

/** Instructions of an S1SP: under the keys of its own link, and with its own certificate where a device would have one. */
function smets1Context(state: EmulatorState, context: TransformContext, link: GbcsKeys): TransformContext {
  const { pki, fleet } = state;
  return {
    ...context,
    keys: { ...link, digitalSignaturePrivateKey: pki.gbcsKeys.digitalSignaturePrivateKey },
    keyAgreementCertificate: (eui) =>
      pki.keyAgreementCertificate(eui) ?? pki.keyAgreementCertificate(fleet.smets1ServiceProvider.eui64),
  };
}
