import type { FastifyInstance } from 'fastify';
import {
  AnomalySettings,
  QuarantineDecision,
  type QuarantinedRequest,
  type QuarantineOrder,
} from '../../../shared/anomalies.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import { scheduleDeviceRequest } from '../dsp/deviceServices.ts';
import { controlPath } from '../identity.ts';
import type { EmulatorState } from '../state.ts';
import { readOrder } from './readOrder.ts';

/** What anomaly detection keeps back, the oldest first. */
export const describeQuarantine = ({ anomalies }: EmulatorState): QuarantinedRequest[] =>
  anomalies.list().map(({ reference, breach, atMs, request: { requestId, serviceReferenceVariant } }) => ({
    reference,
    breach,
    at: new Date(atMs).toISOString(),
    requestId: formatRequestId(requestId),
    serviceReferenceVariant,
    originator: requestId.businessOriginatorId,
    target: requestId.businessTargetId,
  }));

/** Why a decision has no effect. */
export const notHeld = (reference: number | string): string =>
  `Nothing is in quarantine under the reference ${reference}.`;

/** Sends a quarantined request on, or throws it away. @returns whether there is one of that reference */
export function decideQuarantine(state: EmulatorState, { reference, action }: QuarantineOrder): boolean {
  const held = state.anomalies.take(reference);
  if (held === undefined) return false;
  if (action === 'release') scheduleDeviceRequest(state, held.device, held.request, held.work);
  return true;
}

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
  server.get(`${controlPath}/quarantine`, () => describeQuarantine(state));
  server.post<{ Params: { reference: string } }>(`${controlPath}/quarantine/:reference`, (request, reply) => {
    const decision = readOrder(QuarantineDecision, request, reply);
    if (decision === undefined) return reply;
    const { reference } = request.params;
    if (decideQuarantine(state, { reference: Number(reference), ...decision })) return reply.send({});
    return reply.code(404).send({ error: notHeld(reference) });
  });
}
