import { listZaz1Organisations } from '../dccMaterial/zaz1.ts';
import { isSmets1 } from '../emulator/fleet.ts';
import { assemblePki, type EmulatorPki, type Party } from '../emulator/pki.ts';
import { generateTestPki, type TestDevice, type TestOrganisation } from '../smki/testPki.ts';

/** Remote Party Roles of device-facing certificates (GBCS): supplier, network operator, the DCC's party for a change of supplier, other. */
const supplier = 2;
const networkOperator = 3;
const transitionalChangeOfSupplier = 5;
const other = 127;

/** Who is to have keys; a fleet is that, and more. */
export interface KeyHolders {
  accessControlBroker: string;
  transitionalChangeOfSupplier?: string;
  smets1ServiceProvider?: { eui64: string };
  dualControlOrganisation?: string;
  organisations: readonly { eui64: string; name: string; roles: readonly string[] }[];
  premises: readonly { devices: readonly { deviceId: string; smetsVersion?: string }[] }[];
}

function remotePartyRole({ roles }: { roles: readonly string[] }): number {
  if (roles.some((role) => role === 'IS' || role === 'GS')) return supplier;
  if (roles.some((role) => role === 'ED' || role === 'GT')) return networkOperator;
  return other;
}

const asParty = ({ eui64, xmlSigning, digitalSignature, keyAgreement }: TestOrganisation): Party => ({
  eui64,
  isDevice: false,
  xmlSigning,
  digitalSignature,
  keyAgreement,
});

/**
 * The keys of a fleet: all of them fresh and worthless elsewhere, or DCC Boxed's test organisations (ZAZ1) with fresh
 * devices, whose keys ZAZ1 does not have. An organisation that ZAZ1 cannot sign XML for gets a fresh credential.
 *
 * @param deviceKeySets how many devices get keys of their own; the others take turns with theirs, so that a load run spends
 *   its time on messages
 */
export async function emulatorPki(
  fleet: KeyHolders,
  credentials: 'generated' | 'zaz1',
  deviceKeySets = Number.POSITIVE_INFINITY,
): Promise<EmulatorPki> {
  // The SMKI has no credentials of SMETS1 devices: what protects the way to them is their S1SP's own affair.
  const deviceIds = fleet.premises
    .flatMap((premises) => premises.devices)
    .filter(({ smetsVersion = '' }) => !isSmets1({ smetsVersion }))
    .map(({ deviceId }) => deviceId);
  const provider = fleet.smets1ServiceProvider?.eui64;
  const smets1Parties = [provider, fleet.dualControlOrganisation].flatMap((one) => one ?? []);
  const generated = await generateTestPki({
    organisations: [
      ...fleet.organisations.map((one) => ({
        eui64: one.eui64,
        remotePartyRole: remotePartyRole(one),
        commonName: one.name,
      })),
      ...(fleet.transitionalChangeOfSupplier === undefined
        ? []
        : [{ eui64: fleet.transitionalChangeOfSupplier, remotePartyRole: transitionalChangeOfSupplier }]),
      ...smets1Parties.map((eui64) => ({ eui64, remotePartyRole: other })),
    ],
    devices: [],
    dsp: fleet.accessControlBroker,
    notBefore: new Date(Date.UTC(2020, 0, 1)),
    notAfter: new Date(Date.UTC(2050, 0, 1)),
  });
  const fresh = [generated.dsp, ...generated.organisations].map(asParty);
  const ownerOf = new Map(deviceIds.map((eui64, index) => [eui64, deviceIds[index % deviceKeySets] ?? eui64]));
  const made = new Map<string, TestDevice>();
  const issueDevice = (eui64: string): Party => {
    const owner = ownerOf.get(eui64) ?? eui64;
    const keys = made.get(owner) ?? generated.issueDevice(owner);
    if (Number.isFinite(deviceKeySets)) made.set(owner, keys);
    return { eui64, isDevice: true, digitalSignature: keys.digitalSignature, keyAgreement: keys.keyAgreement };
  };
  const assemble = (organisations: readonly Party[]): EmulatorPki =>
    assemblePki(organisations, fleet.accessControlBroker, provider, deviceIds, issueDevice);
  if (credentials === 'generated') return assemble(fresh);
  const published = new Map(listZaz1Organisations().map((one) => [one.eui64, one]));
  const organisations = fresh.map((party): Party => {
    const known = published.get(party.eui64);
    return {
      ...party,
      xmlSigning: known?.xmlSigning ?? party.xmlSigning,
      digitalSignature: known?.digitalSignature ?? party.digitalSignature,
      keyAgreement: known?.keyAgreement ?? party.keyAgreement,
    };
  });
  return assemble(organisations);
}
