import { findServiceReferenceVariant } from '../../../duis/catalogue.ts';
import { textAt, valueAt } from '../../../duis/jsonTree.ts';
import { isSmets1 } from '../../fleet.ts';
import { isForSmets1 } from '../../smets1/services.ts';
import { planSchedule } from '../executeSchedule.ts';
import type { RequestContext } from '../requestContext.ts';
import { type DspSchedule, parseTimeOfDay } from '../schedules.ts';
import { findScheduleRefusal } from '../steps.ts';
import { type NonDeviceAnswer, refuse } from './nonDeviceAnswer.ts';

const isSchedulable = (variant: string): boolean => findServiceReferenceVariant(variant)?.schedulable ?? false;

/**
 * SRV 5.1: refused for a device that is not there, a service that cannot be scheduled, dates in the past, and whatever the
 * User could not read by itself.
 */
export function createSchedule(context: RequestContext): NonDeviceAnswer {
  const { state, request, organisation, nowMs } = context;
  const body = request.body;
  const deviceId = textAt(body, 'DeviceID')?.toUpperCase() ?? '';
  const found = state.devices.get(deviceId);
  if (found === undefined) return refuse('5.1', 'unknownDevice');
  const device = found.description;
  const variant = textAt(body, 'DSPScheduledServiceReferenceVariant') ?? '';
  const startDate = textAt(body, 'ScheduleStartDate') ?? '';
  const startDay = startDate.slice(0, 10);
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const isForDevice = !isSmets1(device) || isForSmets1(variant, device.deviceType);
  if (!isSchedulable(variant) || !isForDevice || startDay < today) return refuse('5.1', 'notSchedulable');
  const scheduled = state.findService(variant);
  const refusal = scheduled && findScheduleRefusal(context, scheduled, found);
  if (refusal !== undefined) return { code: refusal.code };
  const bodyElement =
    Object.keys(body).find((name) => name.startsWith('DSP') && !name.startsWith('DSPScheduled')) ?? '';
  const offsets = valueAt(body, bodyElement);
  const schedule: DspSchedule = {
    id: String(state.nextScheduleId),
    originator: request.requestId.businessOriginatorId,
    role: organisation?.roles[0] ?? '',
    frequency: textAt(body, 'ScheduleFrequency') ?? '',
    startDate: startDay,
    endDate: textAt(body, 'ScheduleEndDate')?.slice(0, 10),
    executionTimeMs: parseTimeOfDay(textAt(body, 'ScheduleExecutionStartTime') ?? '00:00:00Z'),
    keyAgreementCertificate: textAt(body, 'KAPublicSecurityCredential'),
    serviceReference: textAt(body, 'DSPScheduledServiceReference') ?? '',
    serviceReferenceVariant: variant,
    deviceId,
    bodyElement,
    offsets:
      offsets === undefined || textAt(offsets, 'StartDateOffset') === undefined
        ? undefined
        : {
            startDays: Number(textAt(offsets, 'StartDateOffset')),
            startTime: textAt(offsets, 'StartTime') ?? '00:00:00Z',
            endDays: Number(textAt(offsets, 'EndDateOffset')),
            endTime: textAt(offsets, 'EndTime') ?? '00:00:00Z',
          },
    details: body,
  };
  state.nextScheduleId += 1;
  state.schedules.set(schedule.id, schedule);
  planSchedule(state, schedule, request.schemaVersion);
  return { code: 'I0', content: { DSPScheduleID: schedule.id } };
}

/** The schedules of this User that a request names, by id or by device. */
function namedSchedules({ state, request }: RequestContext): DspSchedule[] {
  const id = textAt(request.body, 'DSPScheduleID');
  const deviceId = textAt(request.body, 'DeviceID')?.toUpperCase();
  return [...state.schedules.values()].filter(
    (schedule) =>
      schedule.originator === request.requestId.businessOriginatorId &&
      (id === undefined ? schedule.deviceId === deviceId : schedule.id === id),
  );
}

/** SRV 5.2. */
export function readSchedule(context: RequestContext): NonDeviceAnswer {
  const found = namedSchedules(context);
  if (found.length === 0) return refuse('5.2', 'unknownSchedule');
  const entries = found
    .slice(0, 99)
    .map((schedule) => ({ DSPScheduleID: schedule.id, DSPScheduleDetails: schedule.details }));
  return { code: 'I0', content: { DSPSchedulesRead: { DSPSchedules: entries } } };
}

/** SRV 5.3. */
export function deleteSchedule(context: RequestContext): NonDeviceAnswer {
  const found = namedSchedules(context);
  if (found.length === 0) return refuse('5.3', 'unknownSchedule');
  for (const schedule of found) context.state.schedules.delete(schedule.id);
  return { code: 'I99' };
}
