import { createHash } from 'node:crypto';
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import { remotePartyRole } from '../devices/credentials/trustAnchors.ts';
import type { ReplacedCredential } from '../devices/credentials/updateCredentials.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { type FleetDevice, mpxnsOf } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';
import { alertUser } from './alertUser.ts';

/** The names of the XSD's RemotePartyRole. */
const roleNames: Readonly<Record<number, string>> = {
  [remotePartyRole.supplier]: 'Supplier',
  [remotePartyRole.networkOperator]: 'NetworkOperator',
  [remotePartyRole.accessControlBroker]: 'ACB',
  [remotePartyRole.transitionalChangeOfSupplier]: 'TransCoS',
  [remotePartyRole.loadController]: 'LoadController',
};

const certificateType = ({ usage, isTopUp }: ReplacedCredential['cell']): string =>
  isTopUp ? 'KeyAgreementTopUp' : usage === 'Key Agreement' ? 'KeyAgreement' : 'DigitalSigning';

const hashOf = (der: Uint8Array): string => createHash('sha1').update(der).digest('base64');

/** MeterMPxNs of the XSD. */
export function meterMpxns(device: FleetDevice): JsonObject {
  const [first = ''] = mpxnsOf(device);
  const exported = device.deviceType === 'ESME' ? device.exportMpan : undefined;
  return { ImportMPxN: first, ...(exported === undefined ? {} : { ExportMPAN: exported }) };
}

function updated(deviceId: string, role: number, replaced: readonly ReplacedCredential[]): JsonObject {
  const floor = replaced.find((one) => one.floor !== undefined)?.floor;
  return {
    SecurityCredentialsUpdated: {
      DeviceID: deviceId,
      RemotePartyRole: roleNames[role] ?? '',
      ...(floor === undefined ? {} : { RemotePartySeqNumberChange: { RemotePartyFloorSeqNumber: floor.toString() } }),
      Certificates: replaced.map(({ cell, certificate }) => ({
        CertificateType: certificateType(cell),
        CertificateHash: hashOf(certificate),
      })),
    },
  };
}

const changeOfSupplier = '6.23';

/**
 * Tells of credentials that a command put on a device: the Users who held them and who hold them now of the update, and
 * at a change of Supplier the new one of its outcome and the old one of its loss (to whom is our reading).
 */
export async function tellOfCredentials(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
): Promise<void> {
  const replaced = device.takeReplaced();
  const { description } = device;
  const { deviceId } = description;
  const isUser = (eui64: string): boolean => state.organisations.has(eui64);
  for (const [role, ofRole] of Map.groupBy(replaced, ({ cell }) => cell.role)) {
    const content = updated(deviceId, role, ofRole);
    const concerned = new Set(ofRole.flatMap(({ before, after }) => [after, before]).filter(isUser));
    for (const to of concerned) await alertUser(state, { cause: 'credentials-updated', to, deviceId, content });
  }
  if (request.serviceReferenceVariant !== changeOfSupplier) return;
  const originator = request.requestId.businessOriginatorId;
  const isDone = replaced.length > 0;
  await alertUser(state, {
    cause: isDone ? 'change-of-supplier-done' : 'change-of-supplier-failed',
    to: originator,
    deviceId,
    content: { ChangeOfSupplier: { ChangeOfSupplierServiceRequestID: formatRequestId(request.requestId) } },
  });
  const losers = new Set(replaced.map(({ before }) => before).filter((one) => isUser(one) && one !== originator));
  const taken = { DeviceID: deviceId, DeviceType: description.deviceType, MPxNs: meterMpxns(description) };
  for (const to of losers) {
    const content = { ChangeOfSupplier: { DeviceChangeOfSupplier: taken } };
    await alertUser(state, { cause: 'supplier-lost', to, deviceId, content });
  }
}

/** Whether a device may have replaced credentials by a service: those that update them. */
export const updatesCredentials = ({ serviceReferenceVariant }: ServiceRequest): boolean =>
  ['6.15.1', '6.21', changeOfSupplier, '8.5'].includes(serviceReferenceVariant);
