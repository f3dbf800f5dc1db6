import { z } from 'zod';

const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'use small letters, digits, dots, hyphens and underscores');
const Eui = z
  .string()
  .regex(/^[0-9A-Fa-f]{2}(-[0-9A-Fa-f]{2}){7}$/, 'write an EUI-64 as eight octets with hyphens')
  .transform((eui64) => eui64.toUpperCase());
const HttpUrl = z.url({ protocol: /^https?$/, error: 'write a whole URL, such as https://dcc.example:8079' });
const UrlPath = z.string().regex(/^\/[^\s?#]*$/, 'write a path that begins with /');
const FileName = z.string().min(1);

/** Mutual TLS: PEM files; the key may be encrypted. */
const Tls = z.strictObject({
  certificate: FileName,
  key: FileName,
  /** The authorities that the other side's certificate is held against; those of the system where it is left out. */
  ca: FileName.optional(),
  /** The name in the other side's certificate, where it is not the host's. */
  serverName: z.string().optional(),
});
export type TlsFiles = z.infer<typeof Tls>;

/** Where DCC delivers to: the User's Receive Response Service. */
const ReceiveResponse = z
  .strictObject({
    host: z.string().default('127.0.0.1'),
    /** 0 takes a free one. */
    port: z.int().min(0).max(65_535).default(0),
    path: UrlPath.default('/smartdcc/duis'),
    /** What was registered with DCC, where a gateway stands between. */
    publicUrl: HttpUrl.optional(),
    tls: Tls.optional(),
  })
  .prefault({});

const shared = {
  name: Name,
  title: z.string().min(1),
  receiveResponse: ReceiveResponse,
};

/** An emulator that runs elsewhere on this machine (`uept emulator`); it gives the User its credentials. */
const EmulatorProfile = z.strictObject({
  ...shared,
  kind: z.literal('emulator'),
  url: HttpUrl,
});

/** DCC Boxed, or the User Integration Testing environment. */
const DccProfile = z.strictObject({
  ...shared,
  kind: z.enum(['dcc-boxed', 'uit']),
  /** Base of the three web services. */
  url: HttpUrl,
  /** Paths below the base, where they are not DCC Boxed's. */
  paths: z.strictObject({ transform: UrlPath, sendCommand: UrlPath, nonDevice: UrlPath }).partial().optional(),
  /** Hosts that requests may go to. */
  allowHosts: z.array(z.string().min(1)).default([]),
  tls: Tls.optional(),
  /** Certificate search, for the public keys of devices. */
  smki: z.strictObject({ url: HttpUrl, apiKey: z.string().default('') }).optional(),
  /** Names of credentials: of the keystore, or zaz1:<EUI-64>. */
  credentials: z.strictObject({
    xmlSigning: z.string(),
    digitalSignature: z.string().optional(),
    keyAgreement: z.string().optional(),
  }),
  accessControlBroker: Eui.default('90-B3-D5-1F-30-00-00-02'),
  /** SMETS1 Service Providers, whose certificates are looked up in the SMKI Repository to check what they sign. */
  smets1ServiceProviders: z.array(Eui).default([]),
  /** The DUIS version that the environment takes, in place of the campaign's. */
  duisVersion: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional(),
  /** Parties that its devices hold certificates of; any other is an Unknown Remote Party to them. */
  rolesKnownToDevices: z.array(z.string()).default(['IS', 'GS', 'ED', 'GT']),
});
export type DccProfile = z.infer<typeof DccProfile>;

/** Where requests go, one file each: `targets/NAME.yaml` in the user's own folder. */
export const TargetProfile = z.discriminatedUnion('kind', [EmulatorProfile, DccProfile]);
export type TargetProfile = z.infer<typeof TargetProfile>;
export type EmulatorProfile = z.infer<typeof EmulatorProfile>;
export type ReceiveResponse = z.infer<typeof ReceiveResponse>;
