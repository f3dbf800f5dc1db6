import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { formatRequestId } from '../../duis/requestId.ts';
import { AnomalySettings } from '../anomalies/settings.ts';
import { scheduleDeviceRequest } from '../dsp/deviceServices.ts';
import { controlPath } from '../identity.ts';
import type { EmulatorState } from '../state.ts';
import { readOrder } from './readOrder.ts';

const QuarantineOrder = z.strictObject({ action: z.enum(['release', 'discard']) });

/** Adds anomaly detection: its thresholds and limits, what it keeps back, and what becomes of that. */
export function addQuarantine(server: FastifyInstance, state: EmulatorState): void {
  const { anomalies } = state;
  server.get(`${controlPath}/anomaly-detection`, () => anomalies.settings());
  server.put(`${controlPath}/anomaly-detection`, (request, reply) => {
    const settings = readOrder(AnomalySettings, request, reply);
    if (settings === undefined) return reply;
    anomalies.setSettings(settings);
    return anomalies.settings();
  });
  server.get(`${controlPath}/quarantine`, () =>
    anomalies.list().map(({ reference, breach, request }) => ({
      reference,
      breach,
      requestId: formatRequestId(request.requestId),
      serviceReferenceVariant: request.serviceReferenceVariant,
    })),
  );
  server.post<{ Params: { reference: string } }>(`${controlPath}/quarantine/:reference`, (request, reply) => {
    const order = readOrder(QuarantineOrder, request, reply);
    if (order === undefined) return reply;
    const held = anomalies.take(Number(request.params.reference));
    if (held === undefined)
      return reply.code(404).send({ error: `There is nothing in quarantine by ${request.params.reference}.` });
    if (order.action === 'release') scheduleDeviceRequest(state, held.device, held.request, held.work);
    return reply.send({});
  });
}
