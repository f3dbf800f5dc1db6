import { z } from 'zod';
import { AnomalySettings, QuarantinedRequest, QuarantineOrder } from '../../anomalies.ts';
import { MigrationOrder, Smets1Installation } from '../../migration.ts';
import { NetworkOrder, RegistrationOrder, Street, StreetDeviceDetail } from '../../street.ts';
import { EmulatorView, PreflightReport, TargetEntry } from '../shapes/targets.ts';
import { nothing, operation } from './operation.ts';

/** Targets, and the emulator behind one: its clock, its homes, its faults. */
export const targetOperations = {
  /** What the emulator of the target is doing. @throws WorkbenchError `target-refused` where the target is none */
  'emulator.get': operation(nothing, EmulatorView),
  /** Moves its virtual clock on to a moment, working through all that falls due, or sets its pace; 0 pauses it. */
  'emulator.clock': operation(
    z.union([
      z.strictObject({ advanceTo: z.iso.datetime() }),
      z.strictObject({ speed: z.number().min(0).max(1_000_000) }),
    ]),
    EmulatorView,
  ),
  /** Puts a fault rule in force, as a fault file has it. */
  'emulator.addFault': operation(z.strictObject({ rule: z.record(z.string(), z.unknown()) }), EmulatorView),
  /** Takes one away, by its place in the view's list. */
  'emulator.removeFault': operation(z.strictObject({ place: z.int().min(0) }), EmulatorView),
  /** The homes with their devices as they stand now, the WAN by region, and what waits. */
  'emulator.street': operation(nothing, Street),
  /** One device: its registers, the credentials that it holds, its log. @throws WorkbenchError `not-found` */
  'emulator.device': operation(z.strictObject({ deviceId: z.string().max(40) }), StreetDeviceDetail),
  /** Builds a home on the street, as a fleet file describes one; its devices answer from now on. */
  'emulator.addHome': operation(z.strictObject({ premises: z.record(z.string(), z.unknown()) }), EmulatorView),
  /** Changes a device by hand: status, firmware, make; `broken` makes it keep silent, and false repairs it. */
  'emulator.changeDevice': operation(
    z.strictObject({ deviceId: z.string(), change: z.record(z.string(), z.unknown()) }),
    EmulatorView,
  ),
  'emulator.removeDevice': operation(z.strictObject({ deviceId: z.string() }), EmulatorView),
  /** Tells the DCC who holds a role for an MPxN, at once or from a moment of its clock on. */
  'emulator.changeRegistration': operation(RegistrationOrder, EmulatorView),
  /** Puts the network of a region out or back, or takes power or coverage from a home. */
  'emulator.changeNetwork': operation(NetworkOrder, EmulatorView),
  /** The SMETS1 installations that wait for their migration, or have begun it since the emulator started. */
  'emulator.migrations': operation(nothing, z.array(Smets1Installation)),
  /** Begins the migration of one; the virtual clock takes it on from there. @throws WorkbenchError `not-found` */
  'emulator.migrate': operation(MigrationOrder, EmulatorView),
  /** The thresholds and limits by which requests are put into quarantine. */
  'emulator.anomalyDetection': operation(nothing, AnomalySettings),
  /** Puts others in their place; what was counted until now is forgotten. */
  'emulator.setAnomalyDetection': operation(AnomalySettings, EmulatorView),
  /** The requests that anomaly detection keeps back, the oldest first. */
  'emulator.quarantine': operation(nothing, z.array(QuarantinedRequest)),
  /** Sends one of them on its way, or throws it away. @throws WorkbenchError `not-found` */
  'emulator.decideQuarantine': operation(QuarantineOrder, EmulatorView),
  'emulator.clearFaults': operation(nothing, EmulatorView),
  'target.list': operation(nothing, z.array(TargetEntry)),
  /** Pre-flight: certificates, clock, counters, ports, role against service, schema version. Nothing is sent. */
  'target.check': operation(z.strictObject({ name: z.string().optional() }), PreflightReport),
};
