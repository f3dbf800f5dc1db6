import { buildServiceResponse } from '../../duis/buildResponse.ts';
import { latencyOf } from '../csp/latency.ts';
import type { EmulatorState } from '../state.ts';
import { formatDateTime } from './dateTime.ts';
import { deliverFaultily } from './deliverFaultily.ts';
import { executeOnDevice } from './deviceServices.ts';
import { type DspSchedule, nextExecution, readPeriod } from './schedules.ts';

/** Puts the next execution of a schedule on the clock; each execution puts on the one after it. */
export function planSchedule(state: EmulatorState, schedule: DspSchedule, schemaVersion: string): void {
  const due = nextExecution(schedule, state.clock.now() + 1);
  if (due === undefined) return;
  state.clock.at(due, () => {
    if (!state.schedules.has(schedule.id)) return;
    readForSchedule(state, schedule, schemaVersion, due);
    planSchedule(state, schedule, schemaVersion);
  });
}

/**
 * Reads for a schedule and delivers a DSPScheduledMessage. It carries a ResponseID with the DSP's own counter and no
 * RequestID: no request asked for this very message (our reading; no source says which RequestID it would carry).
 */
function readForSchedule(state: EmulatorState, schedule: DspSchedule, schemaVersion: string, dueMs: number): void {
  const device = state.devices.get(schedule.deviceId);
  if (!device) return;
  const counter = state.nextBrokerCounter();
  const parameters = schedule.offsets
    ? { kind: 'readLogRequest' as const, ...isoPeriod(readPeriod(schedule.offsets, dueMs)) }
    : { kind: 'readRequest' as const };
  const certificate = schedule.keyAgreementCertificate;
  state.clock.at(dueMs + latencyOf(device.premises, counter), async () => {
    const outcome = executeOnDevice(state, device, {
      serviceReferenceVariant: schedule.serviceReferenceVariant,
      deviceId: schedule.deviceId,
      originator: schedule.originator,
      originatorCounter: counter,
      parameters,
      keyAgreementCertificate: certificate === undefined ? undefined : Buffer.from(certificate, 'base64'),
    });
    if ('code' in outcome) {
      state.log(`schedule ${schedule.id}: the device did not answer (${outcome.code})`);
      return;
    }
    const xml = buildServiceResponse({
      responseId: {
        businessOriginatorId: schedule.deviceId,
        businessTargetId: schedule.originator,
        originatorCounter: counter.toString(),
      },
      responseCode: 'I0',
      responseDateTime: formatDateTime(state.clock.now()),
      schemaVersion,
      body: {
        kind: 'dspScheduled',
        serviceReference: schedule.serviceReference,
        serviceReferenceVariant: schedule.serviceReferenceVariant,
        payload: Buffer.from(outcome.payload).toString('base64'),
        dspScheduleId: schedule.id,
      },
    });
    const faults = state.faults.drawForDelivery({
      serviceReferenceVariant: schedule.serviceReferenceVariant,
      originator: schedule.originator,
      target: schedule.deviceId,
      requestId: '',
    });
    await deliverFaultily(state, { to: schedule.originator, xml, deviceId: schedule.deviceId, schemaVersion }, faults);
  });
}

const isoPeriod = ({ from, to }: { from: number; to: number }): { from: string; to: string } => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});
