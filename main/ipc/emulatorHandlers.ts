import type { Handlers } from '../../shared/contract/contract.ts';
import type { EmulatorView } from '../../shared/contract/shapes/targets.ts';
import { WorkbenchError } from '../../shared/errors.ts';
import type { EmulatorControl } from '../application/ports.ts';
import type { HostServices, HostSession } from './hostServices.ts';

type Operations =
  | 'emulator.get'
  | 'emulator.street'
  | 'emulator.device'
  | 'emulator.clock'
  | 'emulator.addFault'
  | 'emulator.removeFault'
  | 'emulator.addHome'
  | 'emulator.changeDevice'
  | 'emulator.removeDevice'
  | 'emulator.changeRegistration'
  | 'emulator.changeNetwork'
  | 'emulator.migrations'
  | 'emulator.migrate'
  | 'emulator.anomalyDetection'
  | 'emulator.setAnomalyDetection'
  | 'emulator.quarantine'
  | 'emulator.decideQuarantine'
  | 'emulator.clearFaults';

function controlOf({ core }: HostSession): EmulatorControl {
  if (core.target.emulator) return core.target.emulator;
  throw new WorkbenchError(
    'target-refused',
    `"${core.target.title}" is no emulator: its clock and faults are not ours to set`,
  );
}

async function viewOf(session: HostSession): Promise<EmulatorView> {
  const control = controlOf(session);
  const due = await control.nextDue();
  const { clock } = session.core.target;
  return {
    clock: {
      at: new Date(clock.now()).toISOString(),
      speed: clock.speed,
      nextDue: due === undefined ? null : new Date(due).toISOString(),
    },
    organisations: session.organisations,
    devices: session.devices,
    faults: (await control.listRules()) as EmulatorView['faults'],
  };
}

/** The emulator behind the target: its clock, its homes, its faults. */
export function emulatorHandlers(host: HostServices): Pick<Handlers, Operations> {
  const steer = async (work: (control: EmulatorControl) => Promise<void>): Promise<EmulatorView> => {
    const session = await host.session();
    await work(controlOf(session));
    host.announce({ name: 'status.changed', data: {} });
    return viewOf(session);
  };
  return {
    'emulator.get': async () => viewOf(await host.session()),
    'emulator.street': async () => controlOf(await host.session()).street(),
    'emulator.device': async ({ deviceId }) => controlOf(await host.session()).device(deviceId),
    'emulator.removeFault': ({ place }) => steer((control) => control.removeRule(place)),
    'emulator.clock': (order) =>
      steer((control) =>
        'speed' in order ? control.setSpeed(order.speed) : control.advanceClock(Date.parse(order.advanceTo)),
      ),
    'emulator.addFault': ({ rule }) => steer((control) => control.addRule(rule)),
    'emulator.addHome': ({ premises }) => steer((control) => control.addHome(premises)),
    'emulator.changeDevice': ({ deviceId, change }) => steer((control) => control.changeDevice(deviceId, change)),
    'emulator.removeDevice': ({ deviceId }) => steer((control) => control.removeDevice(deviceId)),
    'emulator.changeRegistration': (change) => steer((control) => control.changeRegistration(change)),
    'emulator.changeNetwork': (change) => steer((control) => control.changeNetwork(change)),
    'emulator.migrations': async () => controlOf(await host.session()).migrations(),
    'emulator.migrate': (order) => steer((control) => control.migrate(order)),
    'emulator.anomalyDetection': async () => controlOf(await host.session()).anomalyDetection(),
    'emulator.setAnomalyDetection': (settings) => steer((control) => control.setAnomalyDetection(settings)),
    'emulator.quarantine': async () => controlOf(await host.session()).quarantine(),
    'emulator.decideQuarantine': (order) => steer((control) => control.decideQuarantine(order)),
    'emulator.clearFaults': () => steer((control) => control.clearRules()),
  };
}
