import { compactEui64 } from '../../../gbcs/bytes.ts';
import type { GbcsKeys } from '../../../gbcs/keys.ts';
import { parseCertificate } from '../../../smki/certificate.ts';

/** Remote Party Roles (GBCS 13). */
export const remotePartyRole = {
  supplier: 2,
  networkOperator: 3,
  accessControlBroker: 4,
  transitionalChangeOfSupplier: 5,
  loadController: 8,
} as const;

export type CellUsage = 'Digital Signature' | 'Key Agreement';

/** Which credential of a remote party a cell holds. */
export interface CellName {
  role: number;
  usage: CellUsage;
  /** The Key Agreement credential of prepayment top ups. */
  isTopUp: boolean;
}

/** What is known of the remote party in a cell. */
export interface TrustAnchorCell extends CellName {
  /** EUI-64 with hyphens. */
  eui64: string;
  keyIdentifier: Uint8Array;
  publicPoint: Uint8Array;
}

/** The credentials of remote parties that a device holds, one to a cell; who is in no cell is unknown to it. */
export interface TrustAnchors {
  cells(role?: number): readonly TrustAnchorCell[];
  find(name: CellName): TrustAnchorCell | undefined;
  /** @throws WorkbenchError `invalid-document` where it is no certificate */
  put(name: CellName, certificate: Uint8Array): void;
  /** Whether a party is in a cell of a Supplier, Network Operator or Load Controller. */
  knows(eui64: string): boolean;
  /** The device's own keys, with the public points of those in its cells. */
  keys: GbcsKeys;
}

const nameOf = ({ role, usage, isTopUp }: CellName): string => `${role} ${usage} ${isTopUp}`;

type Holder = Omit<TrustAnchorCell, keyof CellName>;
// Every device of a fleet holds the same few certificates.
const holders = new WeakMap<Uint8Array, Holder>();

function holderOf(der: Uint8Array): Holder {
  const known = holders.get(der);
  if (known !== undefined) return known;
  const certificate = parseCertificate(der);
  const holder = {
    eui64: certificate.eui64 ?? '',
    keyIdentifier: Buffer.from(certificate.subjectKeyIdentifier ?? '', 'hex'),
    publicPoint: certificate.publicPoint,
  };
  holders.set(der, holder);
  return holder;
}

const userRoles: ReadonlySet<number> = new Set([
  remotePartyRole.supplier,
  remotePartyRole.networkOperator,
  remotePartyRole.loadController,
]);

/**
 * @param own the device's private keys, and the public points of other devices and of itself
 * @param isDevice whether an EUI-64 (16 lower-case digits) is a device's, which is in no cell
 */
export function makeTrustAnchors(own: GbcsKeys, isDevice: (eui: string) => boolean): TrustAnchors {
  const cells = new Map<string, TrustAnchorCell>();
  const pointOf = (eui: string, usage: CellUsage, isTopUp: boolean): Uint8Array | undefined =>
    [...cells.values()].find(
      (cell) => cell.usage === usage && cell.isTopUp === isTopUp && compactEui64(cell.eui64) === compactEui64(eui),
    )?.publicPoint;
  return {
    cells: (role) => [...cells.values()].filter((cell) => role === undefined || cell.role === role),
    find: (name) => cells.get(nameOf(name)),
    put: (name, certificate) => void cells.set(nameOf(name), { ...name, ...holderOf(certificate) }),
    knows: (eui64) => [...cells.values()].some((cell) => userRoles.has(cell.role) && cell.eui64 === eui64),
    keys: {
      ...own,
      keyAgreementPublicPoint: (eui) =>
        isDevice(eui) ? own.keyAgreementPublicPoint(eui) : pointOf(eui, 'Key Agreement', false),
      digitalSignaturePublicPoint: (eui) =>
        isDevice(eui) ? own.digitalSignaturePublicPoint(eui) : pointOf(eui, 'Digital Signature', false),
      prepaymentPublicPoint: (eui) => pointOf(eui, 'Key Agreement', true),
    },
  };
}
