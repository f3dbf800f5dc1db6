import type { AnomalySettings, QuarantinedRequest, QuarantineOrder } from '../../shared/anomalies.ts';
import type { MigrationOrder, Smets1Installation } from '../../shared/migration.ts';
import type { Street, StreetDeviceDetail } from '../../shared/street.ts';
import { type ServiceReferenceVariant, serviceReferenceVariants } from '../duis/catalogue.ts';
import type { RequestModel } from '../duis/model.ts';
import type { DuisSchema } from '../duis/schema.ts';
import { makeAnomalies } from './anomalies/anomalies.ts';
import { type Background, makeBackground } from './background.ts';
import { startClock, type VirtualClock } from './clock.ts';
import type { ComponentModel } from './components/componentModel.ts';
import { type Components, makeComponents } from './components/components.ts';
import { addHome, changeDevice, type DeviceOrder, type HomeOrder, removeDevice } from './control/devices.ts';
import { describeInstallations, orderMigration } from './control/migrations.ts';
import { changeNetwork, type NetworkOrder } from './control/networks.ts';
import { decideQuarantine, describeQuarantine } from './control/quarantine.ts';
import { orderRegistration, type RegistrationOrder } from './control/registrations.ts';
import { addControl } from './control/server.ts';
import { describeDevice, describeStreet } from './control/street.ts';
import { makeNetworks } from './csp/networks.ts';
import { makeHome } from './devices/makeDevice.ts';
import { makeDelivery } from './dsp/delivery.ts';
import { startDspServer } from './dsp/server.ts';
import type { FaultRule } from './faults/faultRule.ts';
import { type Faults, makeFaults } from './faults/faults.ts';
import { type Fleet, mpxnsOf } from './fleet.ts';
import type { EmulatorPki } from './pki.ts';
import { planRegistrations } from './registrations/takeEffect.ts';
import { makeSmets1Systems } from './smets1/smets1Systems.ts';
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
  /** What the DSP goes by in place of the bundled catalogue: a user's own roles, for one. */
  catalogue?: readonly ServiceReferenceVariant[];
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
  /** Builds a home. @returns what stands in the way; undefined where it was built */
  addHome(order: HomeOrder): string | undefined;
  /** Changes, breaks or repairs a device. @returns whether there is one */
  changeDevice(deviceId: string, order: DeviceOrder): boolean;
  /** @returns whether there was one */
  removeDevice(deviceId: string): Promise<boolean>;
  /** Changes who is registered for an MPxN. @returns what stands in the way; undefined where it is entered */
  changeRegistration(order: RegistrationOrder): string | undefined;
  /** An outage of a region, or the power and coverage of a home. @returns whether there is such a home */
  changeNetwork(order: NetworkOrder): boolean;
  /** The SMETS1 installations that wait for their migration, or have begun it since the start. */
  migrations(): Smets1Installation[];
  /** Begins the migration of a dormant SMETS1 installation. @returns whether there is one */
  migrate(order: MigrationOrder): boolean;
  /** What anomaly detection looks for. */
  anomalyDetection(): AnomalySettings;
  /** Has it look for this from now on, and for nothing else; what was counted until now is forgotten. */
  setAnomalyDetection(settings: AnomalySettings): void;
  /** What it keeps back, the oldest first. */
  quarantine(): QuarantinedRequest[];
  /** Sends a quarantined request on, or throws it away. @returns whether there is one of that reference */
  decideQuarantine(order: QuarantineOrder): boolean;
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
  const homes = fleet.premises.map((premises, index) => ({
    premises,
    devices: makeHome(premises, index * homeSeeds, { pki, fleet, seed: options.seed, nowMs: options.clock.startMs }),
  }));
  const isDormant = ({ premises }: (typeof homes)[number]): boolean => premises.migration === 'dormant';
  const inventory = homes.filter((home) => !isDormant(home)).flatMap(({ devices }) => devices);
  const dormant = homes.filter(isDormant).map(({ premises, devices }) => [premises.uprn, devices] as const);
  const catalogue = new Map(
    (options.catalogue ?? serviceReferenceVariants).map((row) => [row.serviceReferenceVariant, row]),
  );
  let brokerCounter = BigInt(options.clock.startMs);
  const state: EmulatorState = {
    clock,
    fleet,
    pki,
    schemas: options.schemas,
    organisations: new Map(fleet.organisations.map((one) => [one.eui64, one])),
    premises: [...fleet.premises],
    seed: options.seed,
    devices: new Map(inventory.map((device) => [device.description.deviceId, device])),
    counters: new Map(),
    scheduledCounters: new Map(),
    schedules: new Map(),
    preCommands: new Map(),
    sequenced: new Map(),
    heldByDevices: new Map(),
    heldByDsp: new Map(),
    nextScheduleId: 1,
    nextBrokerCounter() {
      brokerCounter += 1n;
      return brokerCounter;
    },
    deliver: delivery.deliver,
    respondTo,
    components: options.components && makeComponents(options.components, options.seed, () => performance.now()),
    networks: makeNetworks(fleet.premises, (run) => void clock.at(clock.now(), run)),
    anomalies: makeAnomalies(fleet.anomalyDetection),
    faults: makeFaults(options.seed, options.faults ?? []),
    smets1: makeSmets1Systems(options.model, new Map(dormant)),
    heldBack: [],
    findService: (serviceReferenceVariant) => catalogue.get(serviceReferenceVariant),
    model: options.model,
    log: options.log,
  };
  planRegistrations(state);
  let smkiUrl = '';
  const dcc = await startDspServer(state, options.host, options.port, (server) =>
    addControl(server, {
      state,
      smkiUrl: () => smkiUrl,
      setRespondTo: (eui64, url) => void ordered.set(eui64, url),
    }),
  );
  const smki = await startSmkiRepository(pki, options.host, options.smkiPort, state.log).catch(
    async (error: unknown) => {
      await dcc.close();
      throw error;
    },
  );
  smkiUrl = smki.url;
  return {
    dccUrl: dcc.url,
    smkiUrl: smki.url,
    get devices() {
      return [...state.devices.values()].map(({ description }) => ({
        deviceId: description.deviceId,
        deviceType: description.deviceType,
        status: description.status,
        mpxns: mpxnsOf(description),
      }));
    },
    clock,
    faults: state.faults,
    street: () => describeStreet(state),
    device: (deviceId) => describeDevice(state, deviceId),
    addHome: (order) => addHome(state, order),
    changeDevice: (deviceId, order) => changeDevice(state, deviceId, order),
    removeDevice: (deviceId) => removeDevice(state, deviceId),
    changeRegistration: (order) => orderRegistration(state, order)?.error,
    changeNetwork: (order) => changeNetwork(state, order),
    migrations: () => describeInstallations(state),
    migrate: (order) => orderMigration(state, order) !== undefined,
    anomalyDetection: () => state.anomalies.settings(),
    setAnomalyDetection: (settings) => state.anomalies.setSettings(settings),
    quarantine: () => describeQuarantine(state),
    decideQuarantine: (order) => decideQuarantine(state, order),
    components: state.components,
    background: makeBackground(state),
    async close() {
      clock.stop();
      await Promise.all([dcc.close(), smki.close(), delivery.close()]);
    },
  };
}
