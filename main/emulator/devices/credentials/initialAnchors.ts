import { compactEui64 } from '../../../gbcs/bytes.ts';
import type { Fleet, FleetDevice, Premises } from '../../fleet.ts';
import { mpxnsOf } from '../../fleet.ts';
import type { EmulatorPki } from '../../pki.ts';
import { makeTrustAnchors, remotePartyRole, type TrustAnchors } from './trustAnchors.ts';

type Registration = Fleet['registrations'][number];
type Role = Registration['role'];

/** What is looked up for every device of a fleet, and worked out once. */
interface FleetIndex {
  devices: ReadonlySet<string>;
  byMpxn: ReadonlyMap<string, readonly Registration[]>;
}

const indices = new WeakMap<Fleet, FleetIndex>();

function indexOf(fleet: Fleet): FleetIndex {
  const known = indices.get(fleet);
  if (known !== undefined) return known;
  const index = {
    devices: new Set(fleet.premises.flatMap((one) => one.devices.map(({ deviceId }) => compactEui64(deviceId)))),
    byMpxn: Map.groupBy(fleet.registrations, ({ mpxn }) => mpxn),
  };
  indices.set(fleet, index);
  return index;
}

/** To be told where a home is built: the fleet, and who is registered in it, may have changed since devices were made. */
export const fleetHasChanged = (fleet: Fleet): void => void indices.delete(fleet);

/** Who holds a role for one of the MPxNs; of several the one that came last, up to now. */
function registered(fleet: Fleet, role: Role, mpxns: readonly string[], atMs: number): string | undefined {
  return mpxns
    .flatMap((mpxn) => indexOf(fleet).byMpxn.get(mpxn) ?? [])
    .filter((one) => one.role === role && Date.parse(one.from) <= atMs)
    .filter(({ to }) => to === undefined || atMs < Date.parse(to))
    .sort((one, other) => Date.parse(one.from) - Date.parse(other.from))
    .at(-1)?.organisation;
}

interface Parties {
  supplier?: string | undefined;
  networkOperator?: string | undefined;
}

/** Whose credentials a device gets where it is made: those responsible for its supply point; hubs and displays have none. */
function partiesOf(fleet: Fleet, device: FleetDevice, premises: Premises, atMs: number): Parties | undefined {
  const find = (role: Role, mpxns: readonly string[]) => registered(fleet, role, mpxns, atMs);
  const mpxns = mpxnsOf(device);
  switch (device.deviceType) {
    case 'ESME':
      return { supplier: find('IS', mpxns), networkOperator: find('ED', mpxns) };
    case 'GSME':
    case 'GPF':
      return { supplier: find('GS', mpxns), networkOperator: find('GT', mpxns) };
    case 'HCALCS':
    case 'SAPC':
      return { supplier: find('IS', premises.devices.flatMap(mpxnsOf)) };
    default:
      return undefined;
  }
}

/**
 * The credentials that a device holds at first. Where nobody is registered the Access Control Broker's lie in the cells of
 * supplier and network operator, until they are handed over (RTDS, CS02b of SRV 6.21).
 */
export function initialAnchors(
  { pki, fleet, nowMs }: { pki: EmulatorPki; fleet: Fleet; nowMs: number },
  device: FleetDevice,
  premises: Premises,
): TrustAnchors {
  const { devices } = indexOf(fleet);
  // A home that is built later is not among the fleet's.
  const own = new Set(premises.devices.map(({ deviceId }) => compactEui64(deviceId)));
  const anchors = makeTrustAnchors(pki.keysOf(device.deviceId), (eui) =>
    [devices, own].some((known) => known.has(compactEui64(eui))),
  );
  const certificate = (eui64: string, usage: 'DS' | 'KA'): Uint8Array | undefined =>
    pki.deviceFacingCertificate(eui64, usage);
  const put = (role: number, eui64: string, hasTopUp = false): void => {
    const [signing, agreement] = [certificate(eui64, 'DS'), certificate(eui64, 'KA')];
    if (signing) anchors.put({ role, usage: 'Digital Signature', isTopUp: false }, signing);
    if (agreement) anchors.put({ role, usage: 'Key Agreement', isTopUp: false }, agreement);
    if (agreement && hasTopUp) anchors.put({ role, usage: 'Key Agreement', isTopUp: true }, agreement);
  };
  const broker = fleet.accessControlBroker;
  put(remotePartyRole.accessControlBroker, broker);
  put(remotePartyRole.transitionalChangeOfSupplier, fleet.transitionalChangeOfSupplier);
  const parties = partiesOf(fleet, device, premises, nowMs);
  if (parties === undefined) return anchors;
  put(remotePartyRole.supplier, parties.supplier ?? broker, true);
  put(remotePartyRole.networkOperator, parties.networkOperator ?? broker);
  return anchors;
}
