import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { makeDccAlert } from '../dsp/dccAlert.ts';
import { type FleetDevice, isSmets1, mpxnsOf } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';
import { migrationFailedCode } from './failures.ts';
import type { Migration } from './migration.ts';
import { makeProviderAlert } from './providerAlert.ts';
import { responsibleSupplier } from './responsibleSupplier.ts';

/** How long, in virtual time, until the S1SP has an installation, and until it is commissioned; made up to be plausible. */
const takeOverMs = 10 * 60_000;
const commissionMs = 20 * 60_000;

const isMeter = ({ deviceType }: FleetDevice): boolean => deviceType === 'ESME' || deviceType === 'GSME';

/** What the Commissioning Party looks at before it begins (our reading of what can be looked at here). */
function findObstacle(state: EmulatorState, devices: readonly EmulatedDevice[]): string | undefined {
  const descriptions = devices.map(({ description }) => description);
  const hubs = descriptions.filter(({ deviceType }) => deviceType === 'CHF').length;
  if (hubs !== 1) return `It has ${hubs} Communications Hubs; an installation has one.`;
  const other = descriptions.find((one) => !isSmets1(one));
  if (other) return `${other.deviceId} is no SMETS1 device (${other.smetsVersion}).`;
  const known = descriptions.find(({ deviceId }) => state.devices.has(deviceId));
  if (known) return `${known.deviceId} is in the inventory already.`;
  const unsupplied = descriptions.find((one) => isMeter(one) && responsibleSupplier(state, one) === undefined);
  if (unsupplied) return `No Supplier is registered for ${mpxnsOf(unsupplied).join(', ')}; add a registration.`;
  return undefined;
}

/** A User to whom a matter of migration is told gets it in the oldest DUIS version that is spoken here. */
const schemaVersionOf = (state: EmulatorState): string => [...state.schemas.keys()][0] ?? state.smets1.model.version;

/** The meters of an installation, each with the Supplier that is responsible for it. */
const suppliedMeters = (state: EmulatorState, devices: readonly EmulatedDevice[]) =>
  devices.flatMap(({ description }) => {
    const to = isMeter(description) ? responsibleSupplier(state, description) : undefined;
    return to === undefined ? [] : [{ description, to }];
  });

async function fail(
  state: EmulatorState,
  migration: Migration,
  devices: readonly EmulatedDevice[],
  reason: string,
): Promise<void> {
  // An installation is migrated whole or not at all.
  for (const { description } of devices) state.devices.delete(description.deviceId);
  Object.assign(migration, { status: 'failed', reason, endedAt: new Date(state.clock.now()).toISOString() });
  state.log(`Commissioning Party: the migration of ${migration.uprn} failed: ${reason}`);
  for (const { description, to } of suppliedMeters(state, devices)) {
    const { alertCode, dccAlert } = migrationFailedCode;
    const originatorCounter = state.nextBrokerCounter().toString();
    const xml = makeProviderAlert(
      state,
      { code: dccAlert, to, schemaVersion: schemaVersionOf(state), originatorCounter },
      { deviceId: description.deviceId, s1spAlertCode: alertCode, additionalInformation: reason },
    );
    await state.deliver(to, xml);
  }
}

function takeOver(state: EmulatorState, migration: Migration, devices: readonly EmulatedDevice[]): void {
  migration.status = 'takenOver';
  for (const device of devices) {
    const { description } = device;
    description.status = description.deviceType === 'CHF' ? 'InstalledNotCommissioned' : 'Pending';
    state.devices.set(description.deviceId, device);
  }
  state.log(`Commissioning Party: ${migration.uprn} was taken over by ${state.fleet.smets1ServiceProvider.name}`);
}

async function commission(
  state: EmulatorState,
  migration: Migration,
  devices: readonly EmulatedDevice[],
): Promise<void> {
  const nowMs = state.clock.now();
  for (const { description } of devices) {
    description.status = 'Commissioned';
    description.commissioned = new Date(nowMs).toISOString().slice(0, 10);
  }
  state.smets1.dormant.delete(migration.uprn);
  Object.assign(migration, { status: 'migrated', endedAt: new Date(nowMs).toISOString() });
  for (const { description, to } of suppliedMeters(state, devices)) {
    const [importMpxn = '', exportMpan] = mpxnsOf(description);
    const xml = makeDccAlert(state, {
      code: 'N16',
      to,
      deviceId: description.deviceId,
      schemaVersion: schemaVersionOf(state),
      originatorCounter: state.nextBrokerCounter().toString(),
      content: {
        DeviceStatusChangeEvent: {
          DeviceID: description.deviceId,
          DeviceStatusChange: {
            MeterIdentity: {
              MeterMPxNs: {
                ImportMPxN: importMpxn,
                ...(exportMpan === undefined ? {} : { ExportMPAN: exportMpan }),
              },
              ...(description.deviceType === 'ESME' ? { ESMEVariant: description.esmeVariant } : {}),
            },
          },
        },
      },
    });
    await state.deliver(to, xml);
  }
}

/** Why the S1SP cannot take an installation over: a fault rule says so for one of its devices. */
function findFault(state: EmulatorState, devices: readonly EmulatedDevice[]): string | undefined {
  const struck = devices.find(({ description: { deviceId: target } }) =>
    state.faults
      .drawForDelivery({
        serviceReferenceVariant: 'migration',
        originator: '',
        target,
        region: 'SMETS1',
        requestId: '',
      })
      .some(({ kind }) => kind === 's1sp'),
  );
  return struck && `The S1SP cannot reach ${struck.description.deviceId} (by a fault rule).`;
}

/**
 * Begins the migration of a dormant SMETS1 installation: it is looked at, taken over by the S1SP, and commissioned, each
 * in its time by the emulator's clock, with the alerts that follow. One that failed can be begun again.
 *
 * @returns undefined where there is no dormant installation at the UPRN
 */
export function beginMigration(state: EmulatorState, uprn: string): Migration | undefined {
  const devices = state.smets1.dormant.get(uprn);
  const before = state.smets1.migrations.get(uprn);
  if (before !== undefined && before.status !== 'failed') return before;
  if (devices === undefined) return undefined;
  const startMs = state.clock.now();
  const migration: Migration = {
    uprn,
    status: 'requested',
    reason: null,
    requestedAt: new Date(startMs).toISOString(),
    endedAt: null,
  };
  state.smets1.migrations.set(uprn, migration);
  state.clock.at(startMs + takeOverMs, async () => {
    const end = await state.components?.travel('migration');
    const lost =
      end === undefined || end.outcome === 'arrived' ? undefined : `It was lost on the way (${end.outcome}).`;
    const obstacle = lost ?? findObstacle(state, devices) ?? findFault(state, devices);
    if (obstacle !== undefined) return fail(state, migration, devices.filter(isOurs(state)), obstacle);
    takeOver(state, migration, devices);
    state.clock.at(startMs + commissionMs, () => commission(state, migration, devices));
  });
  return migration;
}

/** The dormant installation with a meter at an MPxN, by its UPRN. */
export const findDormant = (state: EmulatorState, mpxn: string): string | undefined =>
  [...state.smets1.dormant].find(([, devices]) =>
    devices.some(({ description }) => mpxnsOf(description).includes(mpxn)),
  )?.[0];

/** Whether an entry of the inventory, if there is one, is of this very device. */
const isOurs =
  (state: EmulatorState) =>
  (device: EmulatedDevice): boolean => {
    const entry = state.devices.get(device.description.deviceId);
    return entry === undefined || entry === device;
  };
