import { Agent, request } from 'undici';
import { z } from 'zod';
import { AnomalySettings, QuarantinedRequest } from '../../shared/anomalies.ts';
import { WorkbenchError, type WorkbenchErrorCode } from '../../shared/errors.ts';
import { Smets1Installation } from '../../shared/migration.ts';
import { Street, StreetDeviceDetail } from '../../shared/street.ts';
import type { EmulatorControl } from '../application/ports.ts';

const Clock = z.object({ now: z.iso.datetime(), speed: z.number(), nextDue: z.iso.datetime().nullable() });
type Clock = z.infer<typeof Clock>;

const Identity = z.object({
  emulator: z.literal('UEPT Workbench emulator'),
  fleet: z.string(),
  smki: z.string(),
  accessControlBroker: z.string(),
  organisations: z.array(z.object({ eui64: z.string(), name: z.string(), roles: z.array(z.string()) })),
  devices: z.array(
    z.object({ deviceId: z.string(), deviceType: z.string(), status: z.string(), mpxns: z.array(z.string()) }),
  ),
  certificates: z.array(z.string()),
  clock: Clock,
});
export type EmulatorIdentity = z.infer<typeof Identity>;

const Credential = z.object({ certificate: z.string(), privateKey: z.string() });
const Credentials = z.object({
  xmlSigning: Credential.optional(),
  digitalSignature: Credential.optional(),
  keyAgreement: Credential.optional(),
});
type Credentials = z.infer<typeof Credentials>;

/** The control interface of an emulator in another process. Times are milliseconds since 1970 of its virtual clock. */
export interface EmulatorControlClient extends EmulatorControl {
  identity: EmulatorIdentity;
  /** What its clock shows, reckoned from the last answer and the time since. */
  now(): number;
  readonly speed: number;
  setRespondTo(eui64: string, url: string): Promise<void>;
  credentialsOf(eui64: string): Promise<Credentials>;
  close(): Promise<void>;
}

/** Working through a month of schedules takes an emulator a while. */
const longestOrderMs = 600_000;

/**
 * Finds an emulator at a URL and takes hold of it.
 *
 * @throws WorkbenchError `target-unreachable` where nothing answers, `target-refused` where it is no emulator of ours
 */
export async function openEmulatorControl(baseUrl: string): Promise<EmulatorControlClient> {
  const agent = new Agent({ headersTimeout: longestOrderMs, bodyTimeout: longestOrderMs });
  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    order?: unknown,
  ): Promise<unknown> => {
    const url = new URL(`/emulator/v1${path}`, baseUrl);
    try {
      const answer = await request(url, {
        dispatcher: agent,
        method,
        ...(order === undefined
          ? {}
          : { body: JSON.stringify(order), headers: { 'content-type': 'application/json' } }),
      });
      const text = await answer.body.text();
      if (answer.statusCode < 300) return text === '' ? {} : JSON.parse(text);
      if (answer.statusCode === 404 && path === '')
        throw new WorkbenchError(
          'target-refused',
          `${baseUrl} is not an emulator of this workbench; start one with uept emulator, or make a target of another kind`,
        );
      throw refusalOf(url, answer.statusCode, text);
    } catch (cause) {
      if (cause instanceof WorkbenchError) throw cause;
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new WorkbenchError('target-unreachable', `${url.href} did not answer (${why}); is the emulator running?`, {
        cause,
      });
    }
  };
  const identified = Identity.safeParse(await closing(agent, ask('GET', '')));
  if (!identified.success) {
    await agent.close();
    throw new WorkbenchError('target-refused', `${baseUrl} is not an emulator of this workbench`);
  }
  let shown = { clock: identified.data.clock, at: performance.now() };
  const see = (clock: Clock): void => {
    shown = { clock, at: performance.now() };
  };
  return {
    identity: identified.data,
    now: () => Math.floor(Date.parse(shown.clock.now) + (performance.now() - shown.at) * shown.clock.speed),
    get speed() {
      return shown.clock.speed;
    },
    async advanceClock(toMs) {
      see(Clock.parse(await ask('POST', '/clock', { advanceTo: new Date(toMs).toISOString() })));
    },
    async nextDue() {
      const clock = Clock.parse(await ask('GET', '/clock'));
      see(clock);
      return clock.nextDue === null ? undefined : Date.parse(clock.nextDue);
    },
    async setSpeed(speed) {
      see(Clock.parse(await ask('POST', '/clock', { speed })));
    },
    async addRule(rule) {
      await ask('POST', '/faults', rule);
    },
    listRules: async () => z.array(z.unknown()).parse(await ask('GET', '/faults')),
    async removeRule(place) {
      await ask('DELETE', `/faults/${place}`);
    },
    street: async () => Street.parse(await ask('GET', '/street')),
    device: async (deviceId) => StreetDeviceDetail.parse(await ask('GET', `/devices/${deviceId}`)),
    async addHome(premises) {
      await ask('POST', '/premises', premises);
    },
    async changeDevice(deviceId, change) {
      await ask('PATCH', `/devices/${deviceId}`, change);
    },
    async removeDevice(deviceId) {
      await ask('DELETE', `/devices/${deviceId}`);
    },
    async changeRegistration(change) {
      await ask('POST', '/registrations', change);
    },
    async changeNetwork(change) {
      if ('region' in change) await ask('PUT', `/networks/${change.region}`, { outage: change.outage });
      else {
        const { uprn, ...order } = change;
        await ask('PUT', `/premises/${uprn}`, order);
      }
    },
    migrations: async () => z.array(Smets1Installation).parse(await ask('GET', '/migrations')),
    async migrate(order) {
      await ask('POST', '/migrations', order);
    },
    anomalyDetection: async () => AnomalySettings.parse(await ask('GET', '/anomaly-detection')),
    async setAnomalyDetection(settings) {
      await ask('PUT', '/anomaly-detection', settings);
    },
    quarantine: async () => z.array(QuarantinedRequest).parse(await ask('GET', '/quarantine')),
    async decideQuarantine({ reference, action }) {
      await ask('POST', `/quarantine/${reference}`, { action });
    },
    async clearRules() {
      await ask('DELETE', '/faults');
    },
    async setRespondTo(eui64, url) {
      await ask('PUT', `/users/${eui64}/respond-to`, { url });
    },
    credentialsOf: async (eui64) => Credentials.parse(await ask('GET', `/users/${eui64}/credentials`)),
    close: () => agent.close(),
  };
}

/** How the emulator says why it did not do what it was told. */
const Refusal = z.strictObject({ error: z.string() });
const codeOfStatus: Readonly<Record<number, WorkbenchErrorCode>> = {
  400: 'invalid-argument',
  404: 'not-found',
  409: 'conflict',
};

/** What the emulator says in its own words is said on, as by the one inside; anything else with where it came from. */
function refusalOf(url: URL, status: number, text: string): WorkbenchError {
  const code = codeOfStatus[status];
  const refusal = Refusal.safeParse(readJson(text));
  return code !== undefined && refusal.success
    ? new WorkbenchError(code, refusal.data.error)
    : new WorkbenchError('target-refused', `${url.href} refused with ${status}: ${text.slice(0, 300)}`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An agent is of no use once its first request has failed. */
async function closing<T>(agent: Agent, first: Promise<T>): Promise<T> {
  try {
    return await first;
  } catch (error) {
    await agent.close();
    throw error;
  }
}
