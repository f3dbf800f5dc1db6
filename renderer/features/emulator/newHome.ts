import type { Smets1Installation } from '../../../shared/migration.ts';
import type { Street } from '../../../shared/street.ts';

/** What a home is to have, as its form asks for it. */
export interface HomePlan {
  uprn: string;
  addressIdentifier: string;
  postCode: string;
  /** An installation of the first generation, which waits for its migration. */
  smets1: boolean;
  region: string;
  coverage: string;
  /** First seven octets of its devices' EUI-64s, as text. */
  devicePrefix: string;
  electricity: boolean;
  importMpan: string;
  /** Solar panels, and so an export MPAN. */
  solar: boolean;
  exportMpan: string;
  gas: boolean;
  mprn: string;
  display: boolean;
}

export const hubRegions = ['North', 'Central', 'South'] as const;
export const coverages = ['High', 'Medium', 'Low', 'None'] as const;

/** Octets 1 to 6 of the devices of DCC's Reference Test Data Set; the seventh tells homes apart. */
const octets = '00-DB-12-34-56-78';

/** The number after the largest that is there, with as many digits. */
function after(numbers: readonly string[], first: string): string {
  const largest = numbers.reduce((one, two) => (BigInt(two) > BigInt(one) ? two : one), first);
  return String(BigInt(largest) + 1n).padStart(first.length, '0');
}

/**
 * A home that could be built now: what is the same as in the street, and numbers that nobody has yet.
 *
 * @param installations whose devices may not be in the street yet
 */
export function proposeHome({ homes }: Street, installations: readonly Smets1Installation[]): HomePlan {
  const devices = homes.flatMap((home) => home.devices);
  const mpxns = [...devices, ...installations].flatMap((one) => one.mpxns);
  const deviceIds = [
    ...devices.map(({ deviceId }) => deviceId),
    ...installations.flatMap((installation) => installation.deviceIds),
  ];
  const prefixes = new Set(deviceIds.map((deviceId) => deviceId.slice(0, 20)));
  const candidates = Array.from(
    { length: 256 },
    (_, number) => `${octets}-${number.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  const importMpan = after(
    mpxns.filter((mpxn) => mpxn.length === 13),
    '2000000000000',
  );
  const [, ...postCode] = (homes[0]?.address ?? '').split(', ');
  return {
    uprn: after(
      homes.map(({ uprn }) => uprn),
      '100090000000',
    ),
    addressIdentifier: '',
    postCode: postCode.join(', '),
    smets1: false,
    region: hubRegions.find((region) => homes.some((home) => home.region === region)) ?? 'South',
    coverage: 'High',
    devicePrefix: candidates.find((one) => !prefixes.has(one)) ?? `${octets}-00`,
    electricity: true,
    importMpan,
    solar: false,
    exportMpan: after([importMpan], importMpan),
    gas: true,
    mprn: after(
      mpxns.filter((mpxn) => mpxn.length < 13),
      '3000000000',
    ),
    display: true,
  };
}

/** The home as a fleet file describes one, commissioned on the day of the emulator's clock. */
export function homeOrder(plan: HomePlan, at: string): Record<string, unknown> {
  const commissioned = at.slice(0, 10);
  const device = (deviceType: string, last: string, facts: Record<string, unknown> = {}) => ({
    deviceId: `${plan.devicePrefix}-${last}`,
    deviceType,
    commissioned,
    ...(plan.smets1 ? { smetsVersion: 'SMETS1 V1.2' } : {}),
    ...facts,
  });
  const { mprn } = plan;
  const generation = plan.solar ? { exportMpan: plan.exportMpan, home: { solarPeak: 3600 } } : {};
  return {
    uprn: plan.uprn,
    postCode: plan.postCode,
    addressIdentifier: plan.addressIdentifier,
    ...(plan.smets1 ? { migration: 'dormant' } : { coverage: plan.coverage }),
    devices: [
      device('CHF', 'A2', { cspRegion: plan.smets1 ? 'SMETS1' : plan.region }),
      ...(plan.electricity ? [device('ESME', 'A0', { importMpan: plan.importMpan, ...generation })] : []),
      ...(plan.gas ? [device('GPF', 'A3', { mprn }), device('GSME', 'A1', { mprn })] : []),
      ...(plan.display ? [device('PPMID', 'A4')] : []),
    ],
  };
}

/** The roles that are held for a supply point, by what flows there. */
const roles = { import: ['IS', 'ED', 'MDR'], export: ['ES', 'MDR'], gas: ['GS', 'GT', 'MDR'] } as const;

/** Registers the first organisation that holds each role, as the fleets do. */
export function registrationsOf(
  plan: HomePlan,
  organisations: readonly { eui64: string; roles: readonly string[] }[],
): { mpxn: string; role: string; organisation: string }[] {
  const points = [
    ...(plan.electricity ? [{ mpxn: plan.importMpan, held: roles.import }] : []),
    ...(plan.electricity && plan.solar ? [{ mpxn: plan.exportMpan, held: roles.export }] : []),
    ...(plan.gas ? [{ mpxn: plan.mprn, held: roles.gas }] : []),
  ];
  return points.flatMap(({ mpxn, held }) =>
    held.flatMap((role) => {
      const holder = organisations.find((one) => one.roles.includes(role));
      return holder === undefined ? [] : [{ mpxn, role, organisation: holder.eui64 }];
    }),
  );
}
