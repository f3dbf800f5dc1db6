import type { Street, StreetDeviceDetail } from '../../shared/street.ts';
import type { RequestModel } from '../duis/model.ts';
import type { DuisSchema } from '../duis/schema.ts';
import { type Background, makeBackground } from './background.ts';
import { startClock, type VirtualClock } from './clock.ts';
import type { ComponentModel } from './components/componentModel.ts';
import { type Components, makeComponents } from './components/components.ts';
import { addControl } from './control/server.ts';
import { describeDevice, describeStreet } from './control/street.ts';
import type { EmulatedDevice } from './devices/emulatedDevice.ts';
import { makeHome } from './devices/makeDevice.ts';
import { makeDelivery } from './dsp/delivery.ts';
import { startDspServer } from './dsp/server.ts';
import type { FaultRule } from './faults/faultRule.ts';
import { type Faults, makeFaults } from './faults/faults.ts';
import { type Fleet, mpxnsOf } from './fleet.ts';
import type { EmulatorPki } from './pki.ts';
import { startSmkiRepository } from './smkiRepository/server.ts';
import type { EmulatorState } from './state.ts';

export interface EmulatorOptions {
  fleet: Fleet;
  pki: EmulatorPki;
  /** By version, oldest first; a request of another version is held against the last. */
  schemas: ReadonlyMap<string, DuisSchema>;
  host: string;
  port: number;
  smkiPort: number;
  seed: number;
  /** Rules that make the DSP misbehave. */
  faults?: readonly FaultRule[];
  /** The DCC's systems as queues, for load runs. */
  components?: ComponentModel;
  model: RequestModel;
  clock: { startMs: number; speed: number };
  /** The Receive Response Service of an organisation. */
  respondTo(eui64: string): string | undefined;
  /** Hears of each delivery that its User acknowledged. */
  onAcknowledged?(xml: string): void;
  log(text: string): void;
}

export interface Emulator {
  dccUrl: string;
  smkiUrl: string;
  devices: { deviceId: string; deviceType: string; status: string; mpxns: string[] }[];
  clock: VirtualClock;
  faults: Faults;
  /** The street as it stands now. */
  street(): Street;
  /** One device of it; undefined where there is none of that id. */
  device(deviceId: string): StreetDeviceDetail | undefined;
  /** The DCC's systems as queues, where it was started with a model of them. */
  components: Components | undefined;
  /** What the DCC does of its own accord, or for other parties, beside the requests of its Users. */
  background: Background;
  close(): Promise<void>;
}

/** As many seeds as a home has devices at most. */
const homeSeeds = 20;

/** Starts the emulated DCC: DSP, SMKI Repository and the devices of a fleet. @throws WorkbenchError `port-in-use` */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { fleet, pki } = options;
  const clock = startClock(options.clock.startMs, options.clock.speed, (error) => {
    options.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  });
  const ordered = new Map<string, string>();
  const respondTo = (eui64: string): string | undefined => ordered.get(eui64) ?? options.respondTo(eui64);
  const delivery = makeDelivery(respondTo, options.log, (xml) => options.onAcknowledged?.(xml));
  let brokerCounter = BigInt(options.clock.startMs);
  const state: EmulatorState = {
    clock,
    fleet,
    pki,
    schemas: options.schemas,
    organisations: new Map(fleet.organisations.map((one) => [one.eui64, one])),
    premises: fleet.premises,
    devices: new Map(
      makeDevices(fleet, pki, options.seed, options.clock.startMs).map((device) => [
        device.description.deviceId,
        device,
      ]),
    ),
    counters: new Map(),
    scheduledCounters: new Map(),
    schedules: new Map(),
    preCommands: new Map(),
    nextScheduleId: 1,
    nextBrokerCounter() {
      brokerCounter += 1n;
      return brokerCounter;
    },
    deliver: delivery.deliver,
    respondTo,
    components: options.components && makeComponents(options.components, options.seed, () => performance.now()),
    faults: makeFaults(options.seed, options.faults ?? []),
    heldBack: [],
    model: options.model,
    log: options.log,
  };
  let smkiUrl = '';
  const dcc = await startDspServer(state, options.host, options.port, (server) =>
    addControl(server, {
      state,
      smkiUrl: () => smkiUrl,
      setRespondTo: (eui64, url) => void ordered.set(eui64, url),
    }),
  );
  const smki = await startSmkiRepository(pki, options.host, options.smkiPort).catch(async (error: unknown) => {
    await dcc.close();
    throw error;
  });
  smkiUrl = smki.url;
  return {
    dccUrl: dcc.url,
    smkiUrl: smki.url,
    devices: [...state.devices.values()].map(({ description }) => ({
      deviceId: description.deviceId,
      deviceType: description.deviceType,
      status: description.status,
      mpxns: mpxnsOf(description),
    })),
    clock,
    faults: state.faults,
    street: () => describeStreet(state),
    device: (deviceId) => describeDevice(state, deviceId),
    components: state.components,
    background: makeBackground(state),
    async close() {
      clock.stop();
      await Promise.all([dcc.close(), smki.close(), delivery.close()]);
    },
  };
}

function makeDevices(fleet: Fleet, pki: EmulatorPki, seed: number, nowMs: number): EmulatedDevice[] {
  return fleet.premises.flatMap((premises, index) =>
    makeHome(premises, index * homeSeeds, { pki, fleet, seed, nowMs }),
  );
}
