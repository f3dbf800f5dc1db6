import type { FastifyInstance } from 'fastify';
import { MigrationOrder, type Smets1Installation } from '../../../shared/migration.ts';
import { mpxnsOf } from '../fleet.ts';
import { controlPath } from '../identity.ts';
import { beginMigration, findDormant } from '../smets1/commissioningParty.ts';
import type { Migration } from '../smets1/migration.ts';
import type { EmulatorState } from '../state.ts';
import { readOrder } from './readOrder.ts';
import { addressOf } from './street.ts';

/** Why a migration cannot begin. */
export const noInstallation = 'There is no SMETS1 installation there that waits for its migration.';

const untouched = { status: 'dormant', reason: null, requestedAt: null, endedAt: null } as const;

/** The SMETS1 installations that wait for their migration or have begun it since the start, in the order of the street. */
export function describeInstallations({ premises, smets1 }: EmulatorState): Smets1Installation[] {
  return premises
    .filter(({ migration }) => migration === 'dormant')
    .map((home) => ({
      uprn: home.uprn,
      address: addressOf(home),
      mpxns: [...new Set(home.devices.flatMap(mpxnsOf))],
      deviceIds: home.devices.map(({ deviceId }) => deviceId),
      ...(smets1.migrations.get(home.uprn) ?? untouched),
    }));
}

/** Begins a migration; one that is under way or over stays as it is. @returns undefined where no installation waits there */
export function orderMigration(state: EmulatorState, order: MigrationOrder): Migration | undefined {
  const uprn = 'uprn' in order ? order.uprn : findDormant(state, order.mpxn);
  return uprn === undefined ? undefined : beginMigration(state, uprn);
}

/** Adds what the Commissioning Party does: list the installations, and migrate one. */
export function addMigrations(server: FastifyInstance, state: EmulatorState): void {
  const path = `${controlPath}/migrations`;
  server.get(path, () => describeInstallations(state));
  server.post(path, (request, reply) => {
    const order = readOrder(MigrationOrder, request, reply);
    if (order === undefined) return reply;
    const migration = orderMigration(state, order);
    if (migration !== undefined) return reply.code(202).send(migration);
    return reply.code(404).send({ error: noInstallation });
  });
}
