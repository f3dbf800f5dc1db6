import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { activateHubFirmware } from '../csp/hubFirmware.ts';
import { changeStatus } from '../dsp/tellOfStatus.ts';
import { controlPath } from '../identity.ts';
import type { EmulatorState } from '../state.ts';
import { readOrder } from './readOrder.ts';

const StatusOrder = z.strictObject({
  status: z.enum(['Commissioned', 'Suspended', 'Withdrawn', 'Recovery', 'Recovered']),
});
const FirmwareOrder = z.strictObject({
  version: z.string().regex(/^[0-9A-F]{8}$/, 'a firmware version has eight upper-case hexadecimal digits: 00000002'),
});

type ById = { Params: { deviceId: string } };

/** Adds what the DCC does to devices of its own accord: it sets their status, and gives its hubs new firmware. */
export function addDccActs(server: FastifyInstance, state: EmulatorState): void {
  const find = (deviceId: string) => state.devices.get(deviceId.toUpperCase());
  server.put<ById>(`${controlPath}/devices/:deviceId/status`, async (request, reply) => {
    const order = readOrder(StatusOrder, request, reply);
    if (order === undefined) return reply;
    const device = find(request.params.deviceId);
    if (device === undefined) return reply.code(404).send({ error: `There is no device ${request.params.deviceId}.` });
    await changeStatus(state, device, order.status);
    return reply.send({});
  });
  server.put<ById>(`${controlPath}/devices/:deviceId/firmware`, async (request, reply) => {
    const order = readOrder(FirmwareOrder, request, reply);
    if (order === undefined) return reply;
    const hub = find(request.params.deviceId);
    if (hub?.description.deviceType !== 'CHF') {
      return reply.code(404).send({ error: `There is no Communications Hub ${request.params.deviceId}.` });
    }
    await activateHubFirmware(state, hub, order.version);
    return reply.send({});
  });
}
