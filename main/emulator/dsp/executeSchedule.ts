import { buildServiceResponse } from '../../duis/buildResponse.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { responseIdFor } from '../../duis/requestId.ts';
import { carry } from '../components/carry.ts';
import { timeOutMs } from '../csp/lost.ts';
import { regionOfDevice } from '../csp/regionOfDevice.ts';
import { whenReachedWithin } from '../csp/retry.ts';
import type { EmulatorState } from '../state.ts';
import { askDevice, type DeviceAnswer } from './askDevice.ts';
import { tellOfFailure } from './commandFailure.ts';
import { formatDateTime } from './dateTime.ts';
import { deliverFaultily } from './deliverFaultily.ts';
import { type DspSchedule, nextExecution, readPeriod } from './schedules.ts';
import { tellOfEvents } from './tellOfEvents.ts';

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
export function readForSchedule(
  state: EmulatorState,
  schedule: DspSchedule,
  schemaVersion: string,
  dueMs: number,
): void {
  const device = state.devices.get(schedule.deviceId);
  if (!device) return;
  const counter = nextCounterFor(state, schedule);
  const request = requestOf(schedule, schemaVersion, counter, dueMs);
  const { serviceReferenceVariant } = schedule;
  const command = { serviceReferenceVariant, originatorCounter: counter, kind: 'schedule' } as const;
  const execute = (): void =>
    carry(state, device, command, async (lost) => {
      const faults = state.faults.drawForDelivery({
        serviceReferenceVariant,
        originator: schedule.originator,
        target: schedule.deviceId,
        region: regionOfDevice(state, schedule.deviceId),
        requestId: '',
      });
      const answer: DeviceAnswer = lost ?? askDevice(state, device, request, { kind: 'request' }, faults, schedule.id);
      if (answer.body === undefined) {
        state.log(`schedule ${schedule.id}: the device did not answer (${answer.code})`);
        if (answer.cause !== undefined) await tellOfFailure(state, answer.cause, request.requestId, schedule.id);
        await answer.afterwards?.();
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
        body: answer.body,
      });
      await deliverFaultily(
        state,
        { to: schedule.originator, xml, deviceId: schedule.deviceId, schemaVersion },
        faults,
      );
      await answer.afterwards?.();
      await tellOfEvents(state, device);
    });
  whenReachedWithin(state, device, timeOutMs.scheduled, execute, () => timeOut(state, schedule, request));
}

/** The device was not reached within the time allowed: the read that was due is given up. */
async function timeOut(state: EmulatorState, schedule: DspSchedule, request: ServiceRequest): Promise<void> {
  const { requestId, schemaVersion, serviceReference, serviceReferenceVariant } = request;
  const { originator: to, deviceId } = schedule;
  const xml = buildServiceResponse({
    responseId: responseIdFor(requestId),
    responseCode: 'E31',
    responseDateTime: formatDateTime(state.clock.now()),
    schemaVersion,
    body: { kind: 'serviceReference', serviceReference, serviceReferenceVariant },
  });
  await deliverFaultily(state, { to, xml, deviceId, schemaVersion }, []);
  await tellOfFailure(state, 'scheduled-command-not-delivered', requestId, schedule.id);
}

/**
 * The counter of a scheduled read: the DSP's own, but above the last one that the User had accepted for the device and
 * the last one of a schedule, or the device would take the read for a replay.
 */
function nextCounterFor(state: EmulatorState, { originator, deviceId }: DspSchedule): bigint {
  const pair = `${originator}:${deviceId}`;
  const used = [state.counters.get(pair), state.scheduledCounters.get(pair)].map((last) => (last ?? 0n) + 1n);
  const next = [state.nextBrokerCounter(), ...used].reduce((highest, one) => (one > highest ? one : highest));
  state.scheduledCounters.set(pair, next);
  return next;
}

/** The Service Request that a schedule stands for on the day: the same service with its period worked out. */
function requestOf(schedule: DspSchedule, schemaVersion: string, counter: bigint, dueMs: number): ServiceRequest {
  const period = schedule.offsets && readPeriod(schedule.offsets, dueMs);
  const certificate = schedule.keyAgreementCertificate;
  const bodyElement = schedule.bodyElement.replace(/^DSP/, '');
  return {
    schemaVersion,
    requestId: {
      businessOriginatorId: schedule.originator,
      businessTargetId: schedule.deviceId,
      originatorCounter: counter.toString(),
    },
    commandVariant: 1,
    serviceReference: schedule.serviceReference,
    serviceReferenceVariant: schedule.serviceReferenceVariant,
    bodyElement,
    body: {
      ...(period
        ? { ReadLogPeriod: { StartDateTime: formatDateTime(period.from), EndDateTime: formatDateTime(period.to) } }
        : {}),
      ...(certificate === undefined ? {} : { KAPublicSecurityCredentials: certificate }),
    },
    signed: false,
  };
}
