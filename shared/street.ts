import { z } from 'zod';

/** The life of a device (XSD `DeviceStatus`). */
export const deviceStatuses = [
  'Pending',
  'Whitelisted',
  'InstalledNotCommissioned',
  'Commissioned',
  'Decommissioned',
  'Withdrawn',
  'Suspended',
  'Recovery',
  'Recovered',
] as const;

/** The emulated street as its user sees it: what is where, and how it stands now. Times are ISO 8601 UTC of its clock. */
export const StreetDevice = z.object({
  deviceId: z.string(),
  deviceType: z.string(),
  status: z.string(),
  mpxns: z.array(z.string()),
  /** Silent: reached, and never answers. OffHan: joined to no hub any more. */
  condition: z.enum(['working', 'silent', 'offHan']),
});
export type StreetDevice = z.infer<typeof StreetDevice>;

export const StreetHome = z.object({
  /** `1, SO14 3AB`. */
  address: z.string(),
  uprn: z.string(),
  /** The Communications Service Provider's region, by the home's hub. */
  region: z.string(),
  hasPower: z.boolean(),
  /** Whether the network of the region reaches it. */
  hasCoverage: z.boolean(),
  /** A SMETS1 installation that is not migrated yet: its devices join the inventory as the S1SP takes it over. */
  isDormant: z.boolean(),
  devices: z.array(StreetDevice),
});
export type StreetHome = z.infer<typeof StreetHome>;

export const Street = z.object({
  homes: z.array(StreetHome),
  regions: z.array(z.object({ region: z.string(), homes: z.int(), roundTripMs: z.number(), isOut: z.boolean() })),
  /** What is under way or waits. */
  queue: z.object({
    /** Tasks of the virtual clock: commands on their way, deliveries, executions of schedules. */
    due: z.int(),
    /** Pre-Commands that await their User's signature. */
    preCommands: z.int(),
    /** Deliveries that a fault holds back. */
    heldBack: z.int(),
  }),
  schedules: z.array(
    z.object({
      id: z.string(),
      originator: z.string(),
      deviceId: z.string(),
      serviceReferenceVariant: z.string(),
      frequency: z.string(),
      next: z.string().nullable(),
    }),
  ),
});
export type Street = z.infer<typeof Street>;

/** One device as it stands now. */
export const StreetDeviceDetail = StreetDevice.extend({
  address: z.string(),
  region: z.string(),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  registers: z.array(z.object({ name: z.string(), value: z.string(), unit: z.string() })),
  /** The credentials of remote parties that it holds. */
  credentials: z.array(z.object({ role: z.string(), usage: z.string(), eui64: z.string() })),
  /** The devices that it has joined. */
  joined: z.array(z.string()),
  /** Entries of its event and security logs, the newest first. */
  log: z.array(z.object({ at: z.string(), log: z.string(), code: z.string(), meaning: z.string() })),
  /** Who holds which role for its supply points. */
  registrations: z.array(
    z.object({
      mpxn: z.string(),
      role: z.string(),
      organisation: z.string(),
      from: z.string(),
      to: z.string().nullable(),
    }),
  ),
});
export type StreetDeviceDetail = z.infer<typeof StreetDeviceDetail>;

/** Who is to hold a role for an MPxN; nobody where the organisation is null. */
export const RegistrationOrder = z.strictObject({
  mpxn: z.string(),
  role: z.string(),
  organisation: z.string().nullable(),
  /** From when, ISO 8601 UTC of its clock; at once where it is left out. */
  from: z.iso.datetime({ offset: true }).optional(),
});
export type RegistrationOrder = z.infer<typeof RegistrationOrder>;

/** What is wrong between the DSP and the homes of a region, or one home. */
export const NetworkOrder = z.union([
  z.strictObject({ region: z.string(), outage: z.boolean() }),
  z.strictObject({ uprn: z.string(), power: z.boolean().optional(), coverage: z.boolean().optional() }),
]);
export type NetworkOrder = z.infer<typeof NetworkOrder>;
