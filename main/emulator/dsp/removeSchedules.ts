import type { EmulatorState } from '../state.ts';
import { type AlertCause, alertUser } from './alertUser.ts';
import type { DspSchedule } from './schedules.ts';

/** Removes schedules for a reason that is not their User's own, and tells it of each (DCC Alert, DSPScheduleRemoval). */
export async function removeSchedules(
  state: EmulatorState,
  isConcerned: (schedule: DspSchedule) => boolean,
  cause: AlertCause,
): Promise<void> {
  for (const schedule of [...state.schedules.values()].filter(isConcerned)) {
    state.schedules.delete(schedule.id);
    const { originator: to, deviceId, id } = schedule;
    await alertUser(state, {
      cause,
      to,
      deviceId,
      content: { DSPScheduleRemoval: { DeviceID: deviceId, DSPScheduleID: id } },
    });
  }
}
