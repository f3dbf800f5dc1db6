import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { WorkbenchError } from '../../../shared/errors.ts';
import { readYaml } from '../../application/readYaml.ts';
import { DeviceOrder, HomeOrder } from '../../emulator/control/devices.ts';
import { noInstallation } from '../../emulator/control/migrations.ts';
import { NetworkOrder } from '../../emulator/control/networks.ts';
import { notHeld } from '../../emulator/control/quarantine.ts';
import { RegistrationOrder } from '../../emulator/control/registrations.ts';
import { startEmulator } from '../../emulator/emulator.ts';
import { FaultRule } from '../../emulator/faults/faultRule.ts';
import { Fleet } from '../../emulator/fleet.ts';
import { parseCertificate } from '../../smki/certificate.ts';
import { openDccClient } from '../../transport/dccClient.ts';
import { loadModel } from '../emulatorModel.ts';
import { emulatorPki } from '../emulatorPki.ts';
import { loadSchemas, readCatalogue } from '../material.ts';
import { fixture } from '../paths.ts';
import { readText } from '../readText.ts';
import type { OpenTarget } from './openTarget.ts';

export const readFleet = (file: string): Fleet => readYaml(readText(file), Fleet, file);

const certificateOf = (der: Uint8Array | undefined): string | undefined => der && Buffer.from(der).toString('base64');

/** A fleet by its name: `fleets/NAME.yaml` of the user's own folders, or of the program. */
function readNamedFleet(name: string, folders: readonly string[]): Fleet {
  const places = [...folders.map((folder) => join(folder, 'fleets')), fixture('fleets')];
  const file = places.map((place) => join(place, `${name}.yaml`)).find(existsSync);
  if (file !== undefined) return readFleet(file);
  throw new WorkbenchError(
    'not-found',
    `There is no fleet "${name}"; it would be ${join(places[0] ?? '.', `${name}.yaml`)}`,
  );
}

/** @throws WorkbenchError `invalid-argument` saying what is wrong with it */
function read<S extends z.ZodType>(schema: S, order: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(order);
  if (parsed.success) return parsed.data;
  throw new WorkbenchError('invalid-argument', `That is no ${what}: ${z.prettifyError(parsed.error)}`);
}

function noDevice(deviceId: string): never {
  throw new WorkbenchError('not-found', `The emulator has no device ${deviceId}`);
}

/** What the emulator inside plays where a campaign asks for no other. */
export const readBundledFleet = (): Fleet => readFleet(fixture('fleets/one-home.yaml'));

/** What it plays for a campaign. @throws WorkbenchError `not-found` where there is no fleet of the name */
export const fleetOf = (name: string | undefined, folders: readonly string[]): Fleet =>
  name === undefined ? readBundledFleet() : readNamedFleet(name, folders);

/**
 * Starts the bundled emulator on free loopback ports, with a throw-away PKI of its own, and makes it a target. The
 * workbench acts as the organisation of the fleet that holds the role.
 *
 * @param folders where the user's own DUIS versions and fleets lie
 * @param fleetName the fleet that the campaign asks for
 * @throws WorkbenchError `not-found` where there is no such fleet
 */
export async function openBundledEmulator(
  role: string,
  folders: readonly string[],
  fleetName?: string,
): Promise<OpenTarget> {
  const fleet = fleetOf(fleetName, folders);
  const user = fleet.organisations.find((one) => one.roles.some((held) => held === role));
  if (!user)
    throw new WorkbenchError('invalid-document', `No organisation of the fleet "${fleet.name}" holds the role ${role}`);
  const pki = await emulatorPki(fleet, 'generated');
  let respondTo: string | undefined;
  const emulator = await startEmulator({
    fleet,
    pki,
    schemas: await loadSchemas(folders),
    catalogue: readCatalogue(folders),
    model: await loadModel(),
    host: '127.0.0.1',
    port: 0,
    smkiPort: 0,
    seed: 1,
    clock: { startMs: Date.now(), speed: 1 },
    respondTo: () => respondTo,
    log: () => {},
  });
  const client = openDccClient({ baseUrl: emulator.dccUrl });
  return {
    target: {
      name: 'emulator',
      title: `Emulator — ${fleet.name.toLowerCase()}`,
      kind: 'emulator',
      baseUrl: emulator.dccUrl,
      send: client.send,
      clock: emulator.clock,
      emulator: {
        advanceClock: (moment) => emulator.clock.advanceTo(moment),
        nextDue: async () => emulator.clock.nextDue(),
        setSpeed: async (speed) => emulator.clock.setSpeed(speed),
        async addRule(rule) {
          emulator.faults.add(read(FaultRule, rule, 'fault rule'));
        },
        listRules: async () => [...emulator.faults.list()],
        async removeRule(place) {
          if (!emulator.faults.remove(place)) throw new WorkbenchError('not-found', 'That fault is no longer in force');
        },
        clearRules: async () => emulator.faults.clear(),
        street: async () => emulator.street(),
        async device(deviceId) {
          return emulator.device(deviceId) ?? noDevice(deviceId);
        },
        async addHome(premises) {
          const problem = await emulator.addHome(read(HomeOrder, premises, 'home'));
          if (problem !== undefined) throw new WorkbenchError('conflict', problem);
        },
        async changeDevice(deviceId, change) {
          if (!emulator.changeDevice(deviceId, read(DeviceOrder, change, 'change of a device'))) noDevice(deviceId);
        },
        async removeDevice(deviceId) {
          if (!(await emulator.removeDevice(deviceId))) noDevice(deviceId);
        },
        async changeRegistration(change) {
          const problem = emulator.changeRegistration(read(RegistrationOrder, change, 'change of a registration'));
          if (problem !== undefined) throw new WorkbenchError('invalid-argument', problem);
        },
        async changeNetwork(change) {
          if (!emulator.changeNetwork(read(NetworkOrder, change, 'change of a network')))
            throw new WorkbenchError('not-found', 'The emulator has no such home');
        },
        migrations: async () => emulator.migrations(),
        async migrate(order) {
          if (emulator.migrate(order)) return;
          throw new WorkbenchError('not-found', noInstallation);
        },
        anomalyDetection: async () => emulator.anomalyDetection(),
        setAnomalyDetection: async (settings) => emulator.setAnomalyDetection(settings),
        quarantine: async () => emulator.quarantine(),
        async decideQuarantine(order) {
          if (emulator.decideQuarantine(order)) return;
          throw new WorkbenchError('not-found', notHeld(order.reference));
        },
      },
      user: {
        deviceId: user.eui64,
        role,
        signing: pki.signingCredential(user.eui64),
        keyAgreementCertificate: pki.keyAgreementCertificate(user.eui64)?.toString('base64'),
        digitalSignatureCertificate: certificateOf(pki.deviceFacingCertificate(user.eui64, 'DS')),
        gbcsKeys: pki.keysOf(user.eui64),
      },
      accessControlBroker: fleet.accessControlBroker,
      rolesKnownToDevices: ['IS', 'GS', 'ED', 'GT'],
      resolveCertificate: pki.resolveCertificate,
      certificatesOf: (eui64) => pki.certificatesOf(eui64).map(({ certificate }) => parseCertificate(certificate)),
    },
    get devices() {
      return emulator.devices;
    },
    organisations: fleet.organisations,
    receiveResponse: { host: '127.0.0.1', port: 0, path: '/smartdcc/duis' },
    async setRespondTo(url) {
      respondTo = url;
    },
    async close() {
      await client.close();
      await emulator.close();
    },
  };
}
