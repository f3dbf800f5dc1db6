import figures from '../../../fixtures/emulator/networks.json' with { type: 'json' };
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import type { AlertCause } from '../dsp/alertUser.ts';
import type { Obstacle } from './networks.ts';

/** A command or its answer that did not get through: the Response Code, and what DCC Alert goes with it, if any. */
export interface Lost {
  code: string;
  cause?: AlertCause;
}

/** How long the DSP takes to find that a command cannot be delivered, in milliseconds. */
export const notDeliveredAfterMs = figures.notDeliveredAfterMs;
const hourMs = 3_600_000;
/** How long the DSP goes on trying, in milliseconds. */
export const timeOutMs = {
  futureDated: figures.timeOutHours.futureDated * hourMs,
  scheduled: figures.timeOutHours.scheduled * hourMs,
} as const;

type Kind = 'request' | 'schedule';

const silent: Readonly<Record<Kind, Lost>> = {
  request: { code: 'E21', cause: 'response-not-received' },
  schedule: { code: 'E21', cause: 'scheduled-response-not-received' },
};
const undelivered: Readonly<Record<Kind, Lost>> = {
  request: { code: 'E20', cause: 'command-not-delivered' },
  schedule: { code: 'E20', cause: 'scheduled-command-not-delivered' },
};

/** The device was reached, or may have been, and nothing came back. */
export const lostResponse = (kind: Kind): Lost => silent[kind];

/** The command never reached the device. A hub that has lost its ESME says so, which has an alert of its own. */
export function lostCommand(kind: Kind, { description }: EmulatedDevice, obstacle: Obstacle): Lost {
  const isMeterGone = kind === 'request' && obstacle === 'offHan' && description.deviceType === 'ESME';
  return isMeterGone ? { code: 'E20', cause: 'command-not-delivered-to-esme' } : undelivered[kind];
}
