import { updateFirmware } from './firmware.ts';
import { changeHubStatus, returnLocalResponse } from './hubs.ts';
import { decommission, prenotify, updateInventory } from './inventory.ts';
import type { NonDeviceService } from './nonDeviceAnswer.ts';
import { optIn } from './optIn.ts';
import { readInventory } from './readInventory.ts';
import { createSchedule, deleteSchedule, readSchedule } from './schedules.ts';
import { readWanMatrix } from './wanMatrix.ts';

/** Non-Device services by SRV. */
export const nonDeviceServices: Readonly<Record<string, NonDeviceService>> = {
  '5.1': createSchedule,
  '5.2': readSchedule,
  '5.3': deleteSchedule,
  '8.2': readInventory,
  '8.3': decommission,
  '8.4': updateInventory,
  '8.6': optIn,
  '8.13': returnLocalResponse,
  '8.14.1': changeHubStatus('8.14.1', 'Commissioned'),
  '8.14.2': changeHubStatus('8.14.2', 'InstalledNotCommissioned'),
  '8.14.3': changeHubStatus('8.14.3', 'Withdrawn'),
  '8.14.4': changeHubStatus('8.14.4', 'Withdrawn'),
  '11.1': updateFirmware('11.1'),
  '11.4': updateFirmware('11.4'),
  '12.1': readWanMatrix,
  '12.2': prenotify,
};
