import { z } from 'zod';
import { AnomalySettings } from '../../shared/anomalies.ts';
import { deviceStatuses } from '../../shared/street.ts';

const Eui = z
  .string()
  .regex(
    /^[0-9A-F]{2}(-[0-9A-F]{2}){7}$/,
    'write an EUI-64 as eight upper-case octets with hyphens: 00-DB-12-34-56-78-90-A0',
  );
const Mpan = z.string().regex(/^\d{13}$/, 'an MPAN has 13 digits');
const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a date as 2025-01-31');

/** A day, which begins at 00:00 UTC, or a moment of it. */
const IsoMoment = z.union(
  [IsoDate, z.iso.datetime()],
  'write a date as 2025-01-31, or a moment as 2025-01-31T09:00:00Z',
);

export const Role = z.enum(['IS', 'GS', 'ES', 'ED', 'GT', 'RSA', 'OU', 'MDR']);

/** What the DSP's inventory says of any device (XSD `Device`). */
const inventoryFields = {
  deviceId: Eui,
  status: z.enum(deviceStatuses).default('Commissioned'),
  manufacturer: z.string().default('0E01'),
  model: z.string().default('0001'),
  firmwareVersion: z.string().default('00000001'),
  /** What the device runs, where the inventory has it wrong. */
  runningFirmware: z
    .string()
    .regex(/^[0-9A-F]{8}$/)
    .optional(),
  smetsVersion: z.string().default('SMETS2 V5.1'),
  gbcsVersion: z.string().default('4.1'),
  commissioned: IsoDate,
};

const Esme = z.strictObject({
  ...inventoryFields,
  deviceType: z.literal('ESME'),
  esmeVariant: z.string().default('A'),
  importMpan: Mpan,
  exportMpan: Mpan.optional(),
  /** Powers in W of the home behind the meter. */
  home: z
    .strictObject({
      baseLoad: z.number().min(0).default(180),
      morningPeak: z.number().min(0).default(1400),
      eveningPeak: z.number().min(0).default(2200),
      solarPeak: z.number().min(0).default(0),
    })
    .prefault({}),
});
export type EsmeDevice = z.infer<typeof Esme>;

const Chf = z.strictObject({
  ...inventoryFields,
  deviceType: z.literal('CHF'),
  /** SMETS1 hubs are on no CSP's network: the inventory says so in place of a region (XSD `CSPRegion`). */
  cspRegion: z.enum(['North', 'Central', 'South', 'SMETS1']).default('South'),
  smetsVersion: z.string().default('CHTS V1.5'),
  /** Of a SMETS1 hub (XSD `Connectivity`, from DUIS 5.4 on). */
  connectivity: z.enum(['Cellular', 'Virtual']).optional(),
});

const Mprn = z.string().regex(/^\d{6,10}$/, 'an MPRN has 6 to 10 digits');

/** A meter and the function of the hub that mirrors it answer for the same supply point. */
const gasFields = {
  ...inventoryFields,
  mprn: Mprn,
  /** The gas of the home behind the meter, in thousandths of a cubic metre. */
  home: z
    .strictObject({
      /** What hot water takes in a day. */
      hotWater: z.number().min(0).default(1100),
      /** What heating takes on the coldest day. */
      heating: z.number().min(0).default(9500),
    })
    .prefault({}),
};
const Gsme = z.strictObject({ ...gasFields, deviceType: z.literal('GSME') });
const Gpf = z.strictObject({
  ...gasFields,
  deviceType: z.literal('GPF'),
  smetsVersion: z.string().default('CHTS V1.5'),
});
export type GasDevice = z.infer<typeof Gsme> | z.infer<typeof Gpf>;

/** Devices of a home that measure nothing. */
const Accessory = z.strictObject({ ...inventoryFields, deviceType: z.enum(['PPMID', 'HCALCS', 'SAPC', 'IHD', 'CAD']) });

export const FleetDevice = z.discriminatedUnion('deviceType', [Esme, Chf, Gsme, Gpf, Accessory]);
export type FleetDevice = z.infer<typeof FleetDevice>;

export const Premises = z.strictObject({
  uprn: z.string().regex(/^\d{1,12}$/),
  postCode: z.string(),
  addressIdentifier: z.string(),
  /** How well the network of the region reaches the home (XSD `ConnectivityLikelihood`); not at all where it is None. */
  coverage: z.enum(['High', 'Medium', 'Low', 'None']).default('High'),
  /** Of a SMETS1 installation that no S1SP has taken over yet: none of its devices is in the inventory. */
  migration: z.literal('dormant').optional(),
  /** When the network's supply failed in the past: the logs of the electricity meters have gaps there. */
  powerCuts: z
    .array(
      z
        .strictObject({ from: IsoMoment, to: IsoMoment })
        .refine(({ from, to }) => Date.parse(from) < Date.parse(to), 'a power cut ends after it began'),
    )
    .optional(),
  devices: z.array(FleetDevice).min(1).max(17),
});
export type Premises = z.infer<typeof Premises>;

const Organisation = z.strictObject({
  eui64: Eui,
  name: z.string(),
  roles: z.array(Role).min(1),
  /** What the DCC has it down as; a suspended User is refused whatever it asks. */
  status: z.enum(['Active', 'Suspended']).default('Active'),
  /** The one version of DUIS that it is registered to speak; any that the DCC knows where it is left out. */
  duisVersion: z.string().optional(),
});
export type Organisation = z.infer<typeof Organisation>;

/** Who holds a role for an MPxN, and from when; what the Central Switching Service and the registration systems tell the DSP. */
const Registration = z.strictObject({
  mpxn: z.string(),
  role: Role,
  organisation: Eui,
  from: IsoMoment,
  to: IsoMoment.optional(),
});
export type Registration = z.infer<typeof Registration>;

/** The street that the emulator plays: organisations, homes and registrations. */
export const Fleet = z.strictObject({
  name: z.string(),
  accessControlBroker: Eui.default('90-B3-D5-1F-30-00-00-02'),
  /** The party of the DCC that puts a new supplier's credentials on devices at a change of supplier. */
  transitionalChangeOfSupplier: Eui.default('90-B3-D5-1F-30-00-00-04'),
  /** The SMETS1 Service Provider of every SMETS1 installation; its name stands in the inventory. */
  smets1ServiceProvider: z
    .strictObject({ eui64: Eui, name: z.string() })
    .default({ eui64: '90-B3-D5-1F-30-00-00-10', name: 'Example S1SP' }),
  dualControlOrganisation: Eui.default('90-B3-D5-1F-30-00-00-11'),
  organisations: z.array(Organisation).min(1),
  premises: z.array(Premises).min(1),
  registrations: z.array(Registration),
  anomalyDetection: AnomalySettings.default({ thresholds: [], attributeLimits: [] }),
});
export type Fleet = z.infer<typeof Fleet>;

/** Whether a device is of the first generation: an S1SP speaks to it, and no GBCS message ever reaches it. */
export const isSmets1 = ({ smetsVersion }: Pick<FleetDevice, 'smetsVersion'>): boolean =>
  smetsVersion.startsWith('SMETS1');

/** Every MPxN of a device, in no order that matters. */
export function mpxnsOf(device: FleetDevice): string[] {
  if (device.deviceType === 'GSME' || device.deviceType === 'GPF') return [device.mprn];
  if (device.deviceType !== 'ESME') return [];
  return device.exportMpan === undefined ? [device.importMpan] : [device.importMpan, device.exportMpan];
}
