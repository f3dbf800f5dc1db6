import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonObject } from '../../duis/jsonTree.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { type AlertCause, alertUser } from '../dsp/alertUser.ts';
import { formatDateTime } from '../dsp/dateTime.ts';
import { raiseDeviceAlert } from '../dsp/deliverDeviceAlert.ts';
import { controlPath } from '../identity.ts';
import { partiesOf, suppliers } from '../registrations/partiesOf.ts';
import { alertSupplier } from '../smets1/deviceAlerts.ts';
import { responsibleSupplier } from '../smets1/responsibleSupplier.ts';
import type { EmulatorState } from '../state.ts';
import { readOrder } from './readOrder.ts';

const DeviceEventOrder = z.strictObject({
  alertCode: z.string().regex(/^[0-9A-F]{4}$/, 'an alert code has four upper-case hexadecimal digits: 8F3F'),
});

/** What a hub or a display notices the DSP tells of as an alert of its own (XSD, CommsHubAlert and PPMIDAlert). */
async function tellByDcc(
  state: EmulatorState,
  device: EmulatedDevice,
  cause: AlertCause,
  content: JsonObject,
): Promise<void> {
  const { deviceId } = device.description;
  for (const to of partiesOf(state, device, suppliers)) await alertUser(state, { cause, to, deviceId, content });
}

/** Has a device notice something, and whoever is responsible for it told. @returns what stands in the way */
async function notice(state: EmulatorState, device: EmulatedDevice, alertCode: string): Promise<string | undefined> {
  const { deviceId, deviceType } = device.description;
  const time = formatDateTime(state.clock.now());
  if (device.link !== undefined) {
    await alertSupplier(state, device, alertCode, [...state.schemas.keys()][0] ?? state.model.version);
  } else if (deviceType === 'PPMID') {
    const content = { PPMIDAlert: { DeviceID: deviceId, DeviceAlertCode: alertCode, Timestamp: time } };
    await tellByDcc(state, device, 'ppmid-event', content);
  } else if (deviceType === 'CHF') {
    const content = { CommsHubAlert: { CommsHubDeviceID: deviceId, AlertCode: alertCode, TimeStamp: time } };
    await tellByDcc(state, device, 'hub-event', content);
  } else {
    const recipient = responsibleSupplier(state, device.description);
    if (recipient === undefined) return 'Nobody is responsible for the device now.';
    raiseDeviceAlert(state, device, { code: alertCode, recipient });
  }
  return undefined;
}

/** Adds events of devices, which become alerts to whom they concern. */
export function addDeviceEvents(server: FastifyInstance, state: EmulatorState): void {
  server.post<{ Params: { deviceId: string } }>(`${controlPath}/devices/:deviceId/events`, async (request, reply) => {
    const order = readOrder(DeviceEventOrder, request, reply);
    if (order === undefined) return reply;
    const { deviceId } = request.params;
    const device = state.devices.get(deviceId.toUpperCase());
    if (device === undefined) return reply.code(404).send({ error: `There is no device ${deviceId}.` });
    const obstacle = await notice(state, device, order.alertCode);
    return obstacle === undefined ? reply.code(202).send({}) : reply.code(409).send({ error: obstacle });
  });
}
