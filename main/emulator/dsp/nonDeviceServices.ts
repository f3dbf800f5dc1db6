import { findServiceReferenceVariant } from '../../duis/catalogue.ts';
import { type JsonObject, textAt, valueAt } from '../../duis/jsonTree.ts';
import type { FleetDevice, Premises } from '../fleet.ts';
import type { EmulatorState } from '../state.ts';
import { planSchedule } from './executeSchedule.ts';
import type { RequestContext } from './requestContext.ts';
import { type DspSchedule, parseTimeOfDay } from './schedules.ts';

/** What a Non-Device service answers: a code, and what stands in the ResponseMessage after the service reference. */
export interface NonDeviceAnswer {
  code: string;
  content?: JsonObject;
}

type NonDeviceService = (context: RequestContext) => NonDeviceAnswer;

/** Non-Device services by SRV. Codes of the long form are our reading where the comment says so. */
export const nonDeviceServices: Readonly<Record<string, NonDeviceService>> = {
  '8.2': readInventory,
  '5.1': createSchedule,
  '5.2': readSchedule,
  '5.3': deleteSchedule,
};

const mpxnFields = ['ImportMPxN', 'ExportMPAN'] as const;

function inventoryEntry(device: FleetDevice, premises: Premises): JsonObject {
  return {
    DeviceID: device.deviceId,
    DeviceType: device.deviceType,
    DeviceStatus: device.status,
    DeviceManufacturer: device.manufacturer,
    DeviceModel: device.model,
    SMETSCHTSVersion: device.smetsVersion,
    DeviceFirmwareVersion: device.firmwareVersion,
    DateCommissioned: device.commissioned,
    ...(device.deviceType === 'ESME'
      ? {
          [mpxnFields[0]]: device.importMpan,
          ...(device.exportMpan === undefined ? {} : { [mpxnFields[1]]: device.exportMpan }),
          ESMEVariant: device.esmeVariant,
        }
      : {}),
    UPRN: premises.uprn,
    PropertyFilter: { PostCode: premises.postCode, AddressIdentifier: premises.addressIdentifier },
    ...(device.deviceType === 'CHF' ? { CSPRegion: device.cspRegion } : {}),
    DeviceGBCSVersion: device.gbcsVersion,
  };
}

/** SRV 8.2: the devices of a home, found by UPRN, device, MPxN or address. Nothing found: E080201 (our reading). */
function readInventory({ state, request }: RequestContext): NonDeviceAnswer {
  const body = request.body;
  const deviceId = textAt(body, 'DeviceID')?.toUpperCase();
  const mpxn = textAt(body, 'MPxN');
  const uprn = textAt(body, 'UPRN');
  const address = valueAt(body, 'PropertyFilter');
  const matches = (premises: Premises): boolean =>
    (uprn !== undefined && premises.uprn === uprn) ||
    (mpxn !== undefined &&
      premises.devices.some(
        (device) => device.deviceType === 'ESME' && [device.importMpan, device.exportMpan].includes(mpxn),
      )) ||
    (address !== undefined &&
      premises.postCode.replaceAll(' ', '') === textAt(address, 'PostCode')?.replaceAll(' ', '') &&
      premises.addressIdentifier === textAt(address, 'AddressIdentifier'));
  const found =
    deviceId === undefined
      ? state.premises
          .filter(matches)
          .flatMap((premises) => premises.devices.map((device) => inventoryEntry(device, premises)))
      : state.premises.flatMap((premises) =>
          premises.devices
            .filter((device) => device.deviceId === deviceId)
            .map((device) => inventoryEntry(device, premises)),
        );
  // The XSD allows no more than 17 devices in an answer.
  return found.length === 0
    ? { code: 'E080201' }
    : { code: 'I0', content: { DSPInventory: { Device: found.slice(0, 17) } } };
}

const isSchedulable = (variant: string): boolean => findServiceReferenceVariant(variant)?.schedulable ?? false;

/** SRV 5.1. Refusals: E050101 a device that is not there, E050102 a service that cannot be scheduled or dates in the past (our reading). */
function createSchedule(context: RequestContext): NonDeviceAnswer {
  const { state, request, organisation, nowMs } = context;
  const body = request.body;
  const deviceId = textAt(body, 'DeviceID')?.toUpperCase() ?? '';
  if (!state.devices.has(deviceId)) return { code: 'E050101' };
  const variant = textAt(body, 'DSPScheduledServiceReferenceVariant') ?? '';
  const startDate = textAt(body, 'ScheduleStartDate') ?? '';
  const startDay = startDate.slice(0, 10);
  const today = new Date(nowMs).toISOString().slice(0, 10);
  if (!isSchedulable(variant) || startDay < today) return { code: 'E050102' };
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

/** SRV 5.2. No such schedule: E050201 (our reading). */
function readSchedule(context: RequestContext): NonDeviceAnswer {
  const found = namedSchedules(context);
  if (found.length === 0) return { code: 'E050201' };
  const entries = found
    .slice(0, 99)
    .map((schedule) => ({ DSPScheduleID: schedule.id, DSPScheduleDetails: schedule.details }));
  return { code: 'I0', content: { DSPSchedulesRead: { DSPSchedules: entries } } };
}

/** SRV 5.3. No such schedule: E050301 (our reading). */
function deleteSchedule(context: RequestContext): NonDeviceAnswer {
  const found = namedSchedules(context);
  if (found.length === 0) return { code: 'E050301' };
  for (const schedule of found) removeSchedule(context.state, schedule.id);
  return { code: 'I99' };
}

const removeSchedule = (state: EmulatorState, id: string): boolean => state.schedules.delete(id);
