import { findServiceReferenceVariant } from '../duis/catalogue.ts';
import type { JourneyEnd } from './components/components.ts';
import { makeDccAlert } from './dsp/dccAlert.ts';
import { readForSchedule } from './dsp/executeSchedule.ts';
import type { EmulatorState } from './state.ts';

/** One read that the DSP makes of its own accord, as for a schedule (SRV 5.1) of a User. */
export interface ScheduledRead {
  /** Goes into DSPScheduleID. */
  id: string;
  serviceReferenceVariant: string;
  originator: string;
  role: string;
  deviceId: string;
  /** Of a User whom devices do not know: what its answer is to be encrypted to. */
  keyAgreementCertificate: string | undefined;
  schemaVersion: string;
}

/** Load that no request of a User causes. */
export interface Background {
  /** One message of a migration through the systems that it passes; it carries nothing (no public interface of them is known). */
  migrate(): Promise<JourneyEnd>;
  /** Reads the day before and delivers a DSPScheduledMessage. */
  readScheduled(read: ScheduledRead): void;
  /** A DCC Alert, delivered once it has passed the DSP. */
  alert(alert: {
    code: string;
    to: string;
    deviceId: string;
    schemaVersion: string;
    originatorCounter: string;
  }): Promise<JourneyEnd>;
}

const arrived: JourneyEnd = { outcome: 'arrived' };

export function makeBackground(state: EmulatorState): Background {
  return {
    migrate: async () => (await state.components?.travel('migration')) ?? arrived,
    readScheduled({ schemaVersion, ...read }) {
      const row = findServiceReferenceVariant(read.serviceReferenceVariant);
      if (!row) return;
      const nowMs = state.clock.now();
      readForSchedule(
        state,
        {
          ...read,
          frequency: 'Daily',
          startDate: new Date(nowMs).toISOString().slice(0, 10),
          endDate: undefined,
          executionTimeMs: 0,
          serviceReference: row.serviceReference,
          bodyElement: row.bodyElement,
          offsets: { startDays: -1, startTime: '00:00:00Z', endDays: 0, endTime: '00:00:00Z' },
          details: {},
        },
        schemaVersion,
        nowMs,
      );
    },
    async alert(alert) {
      const end = (await state.components?.travel('alert')) ?? arrived;
      if (end.outcome === 'arrived') await state.deliver(alert.to, makeDccAlert(state, alert));
      return end;
    },
  };
}
