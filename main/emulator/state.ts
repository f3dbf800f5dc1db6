import type { ServiceReferenceVariant } from '../duis/catalogue.ts';
import type { RequestModel } from '../duis/model.ts';
import type { ServiceRequest } from '../duis/parse.ts';
import type { DuisSchema } from '../duis/schema.ts';
import type { Anomalies } from './anomalies/anomalies.ts';
import type { VirtualClock } from './clock.ts';
import type { Components } from './components/components.ts';
import type { Networks } from './csp/networks.ts';
import type { EmulatedDevice } from './devices/emulatedDevice.ts';
import type { Deliver } from './dsp/delivery.ts';
import type { HeldCommand } from './dsp/futureDated.ts';
import type { DspSchedule } from './dsp/schedules.ts';
import type { Sequenced } from './dsp/sequences.ts';
import type { Faults } from './faults/faults.ts';
import type { Fleet, Organisation, Premises } from './fleet.ts';
import type { EmulatorPki } from './pki.ts';
import type { Smets1Systems } from './smets1/smets1Systems.ts';

/** The whole of the emulated DCC: what the DSP, the providers behind it and the devices share. */
export interface EmulatorState {
  clock: VirtualClock;
  fleet: Fleet;
  pki: EmulatorPki;
  schemas: ReadonlyMap<string, DuisSchema>;
  organisations: ReadonlyMap<string, Organisation>;
  /** Homes are built while it runs. */
  premises: Premises[];
  /** What chance is drawn from. */
  seed: number;
  devices: Map<string, EmulatedDevice>;
  /** The last Originator Counter that was accepted, by originator and target. */
  counters: Map<string, bigint>;
  /** The last counter that the DSP used in a User's name for a scheduled read, by originator and target. */
  scheduledCounters: Map<string, bigint>;
  schedules: Map<string, DspSchedule>;
  /** Pre-Commands that were made and await their User's signature, by Request ID. */
  preCommands: Map<string, { request: ServiceRequest; gbcsVersion: string }>;
  /** Requests of sequences, by Request ID. */
  sequenced: Map<string, Sequenced>;
  /** Commands that devices hold for later, by device, originator and counter of the command. */
  heldByDevices: Map<string, HeldCommand>;
  /** How to call off the requests that the DSP holds for later, by User, device and service. */
  heldByDsp: Map<string, Set<() => void>>;
  nextScheduleId: number;
  /** The Access Control Broker's own counter towards devices; it never repeats. */
  nextBrokerCounter(): bigint;
  deliver: Deliver;
  /** The Receive Response Service of an organisation. */
  respondTo(eui64: string): string | undefined;
  networks: Networks;
  anomalies: Anomalies;
  faults: Faults;
  /** The DCC's systems as queues; without them, the latency of the region is all there is. */
  components: Components | undefined;
  smets1: Smets1Systems;
  /** Deliveries that a fault rule holds back until after the next one to the same User. */
  heldBack: { to: string; xml: string }[];
  /** The row of a Service Reference Variant, by the catalogue in force. */
  findService(serviceReferenceVariant: string): ServiceReferenceVariant | undefined;
  /** The XSD as data: DCC Alerts are composed from it. */
  model: RequestModel;
  log(text: string): void;
}
