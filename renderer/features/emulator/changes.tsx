import { notifications } from '@mantine/notifications';
import type { NetworkOrder, RegistrationOrder } from '../../../shared/street.ts';
import { goTo } from '../../stores/place.ts';
import { messageOf } from '../../stores/remote.ts';
import { workbench } from '../../stores/workbench.ts';
import { type HomePlan, homeOrder, registrationsOf } from './newHome.ts';
import { device, emulator, loadStreet, steer } from './store.ts';

/** Says what was done, with the way back. */
export function tellWithUndo(message: string, undo: () => Promise<unknown>): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    autoClose: 10_000,
    message: (
      <>
        {message}{' '}
        <button
          type="button"
          className="link"
          onClick={() => {
            notifications.hide(id);
            void undo();
          }}
        >
          Undo
        </button>
      </>
    ),
  });
}

/** Does something to the emulator for a form that shows what stands in the way. @returns that; null where it is done */
export async function attempt(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return messageOf(error);
  } finally {
    await loadStreet();
  }
}

/** Builds a home, and registers those who hold roles in the street for it where that is asked for. */
export function buildHome(plan: HomePlan, register: boolean): Promise<string | null> {
  return attempt(async () => {
    const { value } = emulator.use.getState();
    const premises = homeOrder(plan, value?.clock.at ?? new Date().toISOString());
    const orders = register ? registrationsOf(plan, value?.organisations ?? []) : [];
    // Devices come with the credentials of whoever is registered for them when they are built.
    for (const order of orders) await workbench['emulator.changeRegistration'](order);
    try {
      await workbench['emulator.addHome']({ premises });
    } catch (error) {
      for (const order of orders) await workbench['emulator.changeRegistration']({ ...order, organisation: null });
      throw error;
    }
  });
}

/** Changes facts of a device: status, firmware, make. `before` is what they were, for the way back. */
export async function changeDevice(
  deviceId: string,
  change: Record<string, string>,
  before: Record<string, string>,
): Promise<string | null> {
  const problem = await attempt(() => workbench['emulator.changeDevice']({ deviceId, change }));
  await device.load(deviceId);
  if (problem === null) {
    tellWithUndo(`${Object.keys(change).map(factName).join(', ')} changed.`, async () => {
      await steer('Changing it back', () => workbench['emulator.changeDevice']({ deviceId, change: before }));
      await device.load(deviceId);
    });
  }
  return problem;
}

const factNames: Readonly<Record<string, string>> = {
  status: 'Status',
  firmwareVersion: 'Firmware',
  manufacturer: 'Manufacturer',
  model: 'Model',
};
const factName = (key: string): string => factNames[key] ?? key;

/** A broken device is reached and never answers. */
export async function setBroken(deviceId: string, broken: boolean): Promise<void> {
  await steer(broken ? 'Breaking it' : 'Repairing it', () =>
    workbench['emulator.changeDevice']({ deviceId, change: { broken } }),
  );
  await device.load(deviceId);
}

/** Takes a device off the wall for good. */
export async function removeDevice(deviceId: string): Promise<string | null> {
  const problem = await attempt(() => workbench['emulator.removeDevice']({ deviceId }));
  if (problem === null) goTo({ screen: 'emulator' });
  return problem;
}

/** Changes who holds a role for an MPxN. */
export const changeRegistration = (order: RegistrationOrder): Promise<string | null> =>
  attempt(() => workbench['emulator.changeRegistration'](order));

/** Puts a region's network out or back, or takes power or coverage from a home or gives it back. */
export const changeNetwork = (order: NetworkOrder): Promise<boolean> =>
  steer('Changing the network', () => workbench['emulator.changeNetwork'](order));

/** Begins the migration of a dormant SMETS1 installation; it goes on with the virtual clock. */
export const migrate = (uprn: string): Promise<boolean> =>
  steer('Beginning the migration', () => workbench['emulator.migrate']({ uprn }));
