import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { regions } from '../csp/networks.ts';
import { cutPower, restorePower } from '../csp/power.ts';
import { controlPath } from '../identity.ts';
import type { EmulatorState } from '../state.ts';
import { setCondition } from './devices.ts';
import { readOrder } from './readOrder.ts';

const RegionOrder = z.strictObject({ outage: z.boolean() });
const PremisesOrder = z
  .strictObject({ power: z.boolean(), coverage: z.boolean() })
  .partial()
  .refine((order) => Object.keys(order).length > 0, 'say power or coverage');
const ConditionOrder = z.strictObject({ condition: z.enum(['working', 'silent', 'offHan']) });

/** Adds what can be wrong between the DSP and a device: outages by region, coverage and power by home, and devices that fail. */
export function addNetworks(server: FastifyInstance, state: EmulatorState): void {
  const { networks } = state;
  server.get(`${controlPath}/networks`, () => networks.describe());
  server.put<{ Params: { region: string } }>(`${controlPath}/networks/:region`, (request, reply) => {
    const order = readOrder(RegionOrder, request, reply);
    if (order === undefined) return reply;
    const region = regions.find((one) => one === request.params.region);
    if (region === undefined) return reply.code(404).send({ error: `The regions are ${regions.join(', ')}.` });
    networks.setOutage(region, order.outage);
    return networks.describe();
  });
  server.put<{ Params: { uprn: string } }>(`${controlPath}/premises/:uprn`, (request, reply) => {
    const order = readOrder(PremisesOrder, request, reply);
    if (order === undefined) return reply;
    const premises = state.premises.find(({ uprn }) => uprn === request.params.uprn);
    if (premises === undefined) return reply.code(404).send({ error: `There is no home ${request.params.uprn}.` });
    if (order.coverage !== undefined) networks.setCoverage(premises.uprn, order.coverage);
    if (order.power === false) cutPower(state, premises);
    if (order.power === true) restorePower(state, premises);
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
