import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { FaultRule } from '../faults/faultRule.ts';
import { mpxnsOf } from '../fleet.ts';
import { controlPath, emulatorName, identify, identityPath } from '../identity.ts';
import type { EmulatorState } from '../state.ts';
import { addDccActs } from './dccActs.ts';
import { addDeviceEvents } from './deviceEvents.ts';
import { addHome, changeDevice, DeviceOrder, HomeOrder, removeDevice } from './devices.ts';
import { addMigrations } from './migrations.ts';
import { addNetworks } from './networks.ts';
import { addQuarantine } from './quarantine.ts';
import { readOrder } from './readOrder.ts';
import { addRegistrations } from './registrations.ts';
import { describeDevice, describeStreet } from './street.ts';

/** The parts of a running emulator that others may steer. */
export interface ControlledEmulator {
  state: EmulatorState;
  smkiUrl(): string;
  /** Sends what a User is to receive to this address from now on. */
  setRespondTo(eui64: string, url: string): void;
}

const ClockOrder = z.union([
  z.strictObject({ advanceTo: z.iso.datetime({ offset: true }) }),
  z.strictObject({ speed: z.number().min(0).max(1_000_000) }),
]);
const RespondTo = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });

/** A page from elsewhere reaches loopback under its own name (DNS rebinding), this machine's programs do not. */
function isLocalName(request: FastifyRequest): boolean {
  const name = (request.headers.host ?? '').replace(/:\d+$/, '');
  return ['localhost', '[::1]'].includes(name) || /^127(\.\d{1,3}){3}$/.test(name);
}

const describeClock = ({ clock }: EmulatorState) => {
  const due = clock.nextDue();
  return {
    now: new Date(clock.now()).toISOString(),
    speed: clock.speed,
    nextDue: due === undefined ? null : new Date(due).toISOString(),
  };
};

function describe({ state, smkiUrl }: ControlledEmulator) {
  return {
    emulator: emulatorName,
    fleet: state.fleet.name,
    smki: smkiUrl(),
    accessControlBroker: state.fleet.accessControlBroker,
    organisations: [...state.organisations.values()],
    devices: [...state.devices.values()].map(({ description }) => ({
      deviceId: description.deviceId,
      deviceType: description.deviceType,
      status: description.status,
      mpxns: mpxnsOf(description),
    })),
    /** DER in base64: what signatures of the emulated parties are held against. */
    certificates: state.pki.listCertificates().map(({ certificate }) => certificate.toString('base64')),
    clock: describeClock(state),
  };
}

/**
 * Adds the control interface to the DSP's server: identity, the virtual clock, faults, migrations of SMETS1
 * installations, events of their devices, the addresses of Users, and the throw-away test credentials that the emulator
 * made for them. Only this machine is answered, but for what it plays.
 * JSON throughout.
 */
export function addControl(server: FastifyInstance, controlled: ControlledEmulator): void {
  const { state } = controlled;
  server.addHook('onRequest', async (request, reply) => {
    // What it plays it says to anybody, so that load from other machines can ask first too.
    const isOrder = request.url.startsWith(controlPath) && request.url !== identityPath;
    if (isOrder && !isLocalName(request)) return reply.code(403).send();
  });
  server.get(controlPath, () => describe(controlled));
  server.get(identityPath, () => identify(state));
  server.get(`${controlPath}/clock`, () => describeClock(state));
  server.post(`${controlPath}/clock`, async (request, reply) => {
    const order = readOrder(ClockOrder, request, reply);
    if (order === undefined) return reply;
    if ('speed' in order) state.clock.setSpeed(order.speed);
    else await state.clock.advanceTo(Date.parse(order.advanceTo));
    return describeClock(state);
  });
  server.post(`${controlPath}/faults`, (request, reply) => {
    const rule = readOrder(FaultRule, request, reply);
    if (rule === undefined) return reply;
    state.faults.add(rule);
    return reply.code(201).send({});
  });
  server.get(`${controlPath}/faults`, () => state.faults.list());
  server.get(`${controlPath}/street`, () => describeStreet(state));
  server.get<{ Params: { deviceId: string } }>(`${controlPath}/devices/:deviceId`, (request, reply) => {
    const deviceId = request.params.deviceId.toUpperCase();
    const found = describeDevice(state, deviceId);
    return reply.code(found ? 200 : 404).send(found ?? { error: `There is no device ${deviceId}.` });
  });
  server.post(`${controlPath}/premises`, (request, reply) => {
    const order = readOrder(HomeOrder, request, reply);
    if (order === undefined) return reply;
    const problem = addHome(state, order);
    return reply.code(problem === undefined ? 201 : 409).send(problem === undefined ? {} : { error: problem });
  });
  server.patch<{ Params: { deviceId: string } }>(`${controlPath}/devices/:deviceId`, (request, reply) => {
    const order = readOrder(DeviceOrder, request, reply);
    if (order === undefined) return reply;
    const deviceId = request.params.deviceId.toUpperCase();
    const isThere = changeDevice(state, deviceId, order);
    return reply.code(isThere ? 200 : 404).send(isThere ? {} : { error: `There is no device ${deviceId}.` });
  });
  server.delete<{ Params: { deviceId: string } }>(`${controlPath}/devices/:deviceId`, async (request, reply) => {
    const deviceId = request.params.deviceId.toUpperCase();
    const isGone = await removeDevice(state, deviceId);
    return reply.code(isGone ? 200 : 404).send(isGone ? {} : { error: `There is no device ${deviceId}.` });
  });
  server.delete<{ Params: { place: string } }>(`${controlPath}/faults/:place`, (request, reply) => {
    const isGone = state.faults.remove(Number(request.params.place));
    return reply.code(isGone ? 200 : 404).send(isGone ? {} : { error: 'There is no such rule.' });
  });
  server.delete(`${controlPath}/faults`, (_request, reply) => {
    state.faults.clear();
    return reply.send({});
  });
  addDccActs(server, state);
  addDeviceEvents(server, state);
  addNetworks(server, state);
  addRegistrations(server, state);
  addQuarantine(server, state);
  addMigrations(server, state);
  server.put<{ Params: { eui64: string } }>(`${controlPath}/users/:eui64/respond-to`, (request, reply) => {
    const order = readOrder(RespondTo, request, reply);
    if (order === undefined) return reply;
    const eui64 = request.params.eui64.toUpperCase();
    if (!state.organisations.has(eui64)) return reply.code(404).send({ error: `There is no organisation ${eui64}.` });
    controlled.setRespondTo(eui64, order.url);
    return reply.send({});
  });
  server.get<{ Params: { eui64: string } }>(`${controlPath}/users/:eui64/credentials`, (request, reply) => {
    const eui64 = request.params.eui64.toUpperCase();
    if (!state.organisations.has(eui64)) return reply.code(404).send({ error: `There is no organisation ${eui64}.` });
    return reply.send(state.pki.credentialsOf(eui64));
  });
}
