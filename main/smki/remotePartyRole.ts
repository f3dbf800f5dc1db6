/** One Remote Party Role: the number in the OU of an SMKI Organisation Certificate, in hex. */
export interface RemotePartyRole {
  number: number;
  name: string;
  provenance: string;
}

const gbcs = 'recollection: GBCS RemotePartyRole enumeration; agrees with the DCC Boxed certificates';
const boxed = 'DCC published code: DCC Boxed certificates and certificate search';

/** The roles seen in certificates; others are shown by number. */
export const remotePartyRoles: readonly RemotePartyRole[] = [
  { number: 0, name: 'root', provenance: gbcs },
  { number: 1, name: 'recovery', provenance: gbcs },
  { number: 2, name: 'supplier', provenance: gbcs },
  { number: 3, name: 'networkOperator', provenance: gbcs },
  { number: 4, name: 'accessControlBroker', provenance: gbcs },
  { number: 5, name: 'transitionalCoS', provenance: gbcs },
  { number: 6, name: 'wanProvider', provenance: gbcs },
  { number: 7, name: 'issuingAuthority', provenance: gbcs },
  { number: 8, name: 'loadController', provenance: boxed },
  { number: 127, name: 'other', provenance: boxed },
  { number: 128, name: 'pPPXmlSign', provenance: gbcs },
  { number: 129, name: 'pPRDPFileSign', provenance: gbcs },
  { number: 135, name: 'xmlSign', provenance: boxed },
  { number: 137, name: 'dspXmlSign', provenance: boxed },
];

/** The role that an OU names in hex (`87` is 135); undefined where the OU is not hex. */
export function remotePartyRoleOf(organisationalUnit: string): RemotePartyRole | undefined {
  if (!/^[0-9A-Fa-f]{1,4}$/.test(organisationalUnit)) return undefined;
  const number = Number.parseInt(organisationalUnit, 16);
  const known = remotePartyRoles.find((role) => role.number === number);
  if (known !== undefined) return known;
  // Before DCC Boxed 1.4.1 the DSP's XML signing certificate carried the role in decimal: OU=137.
  if (organisationalUnit === '137') return remotePartyRoles.find((role) => role.number === 137);
  return { number, name: `role ${number}`, provenance: 'our reading: the OU in hex' };
}
