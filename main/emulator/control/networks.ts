import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { regions } from '../csp/networks.ts';
import { cutPower, restorePower } from '../csp/power.ts';
import { controlPath } from '../identity.ts';
import type { EmulatorState } from '../state.ts';
import { setCondition } from './devices.ts';
import { readOrder } from './readOrder.ts';

const RegionOrder = z.strictObject({ outage: z.boolean() });
const premisesFields = { power: z.boolean().optional(), coverage: z.boolean().optional() };
const saysSomething = ({ power, coverage }: { power?: boolean | undefined; coverage?: boolean | undefined }): boolean =>
  power !== undefined || coverage !== undefined;
const PremisesOrder = z.strictObject(premisesFields).refine(saysSomething, 'say power or coverage');
const ConditionOrder = z.strictObject({ condition: z.enum(['working', 'silent', 'offHan']) });

/** What is wrong between the DSP and the homes of a region, or one home. */
export const NetworkOrder = z.union([
  RegionOrder.extend({ region: z.enum(regions) }),
  z.strictObject({ uprn: z.string(), ...premisesFields }).refine(saysSomething, 'say power or coverage'),
]);
export type NetworkOrder = z.infer<typeof NetworkOrder>;

/** Carries it out. @returns whether there is such a home */
export function changeNetwork(state: EmulatorState, order: NetworkOrder): boolean {
  if ('region' in order) {
    state.networks.setOutage(order.region, order.outage);
    return true;
  }
  const premises = state.premises.find(({ uprn }) => uprn === order.uprn);
  if (premises === undefined) return false;
  if (order.coverage !== undefined) state.networks.setCoverage(premises.uprn, order.coverage);
  if (order.power === false) cutPower(state, premises);
  if (order.power === true) restorePower(state, premises);
  return true;
}

/** Adds what can be wrong between the DSP and a device: outages by region, coverage and power by home, and devices that fail. */
export function addNetworks(server: FastifyInstance, state: EmulatorState): void {
  const { networks } = state;
  server.get(`${controlPath}/networks`, () => networks.describe());
  server.put<{ Params: { region: string } }>(`${controlPath}/networks/:region`, (request, reply) => {
    const order = readOrder(RegionOrder, request, reply);
    if (order === undefined) return reply;
    const region = regions.find((one) => one === request.params.region);
    if (region === undefined) return reply.code(404).send({ error: `The regions are ${regions.join(', ')}.` });
    changeNetwork(state, { region, ...order });
    return networks.describe();
  });
  server.put<{ Params: { uprn: string } }>(`${controlPath}/premises/:uprn`, (request, reply) => {
    const order = readOrder(PremisesOrder, request, reply);
    if (order === undefined) return reply;
    const { uprn } = request.params;
    if (!changeNetwork(state, { uprn, ...order })) return reply.code(404).send({ error: `There is no home ${uprn}.` });
    return networks.describe();
  });
  server.put<{ Params: { deviceId: string } }>(`${controlPath}/devices/:deviceId/condition`, (request, reply) => {
    const order = readOrder(ConditionOrder, request, reply);
    if (order === undefined) return reply;
    const deviceId = request.params.deviceId.toUpperCase();
    const device = state.devices.get(deviceId);
    if (device === undefined) return reply.code(404).send({ error: `There is no device ${deviceId}.` });
    setCondition(state, device, order.condition);
    return networks.describe();
  });
}
