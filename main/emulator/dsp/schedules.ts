import type { JsonTree } from '../../duis/jsonTree.ts';

/** Frequencies of a DSP schedule (XSD `ScheduleFrequency`) and the months or days from one execution to the next. */
const periods: Readonly<Record<string, { days?: number; months?: number }>> = {
  Daily: { days: 1 },
  Weekly: { days: 7 },
  Monthly: { months: 1 },
  Quarterly: { months: 3 },
  'Half-Yearly': { months: 6 },
  Yearly: { months: 12 },
};

/** A schedule as SRV 5.1 made it. Dates are UTC days, times are milliseconds into the day. */
export interface DspSchedule {
  id: string;
  originator: string;
  role: string;
  frequency: string;
  startDate: string;
  endDate: string | undefined;
  /** Milliseconds after 00:00 UTC. */
  executionTimeMs: number;
  keyAgreementCertificate: string | undefined;
  serviceReference: string;
  serviceReferenceVariant: string;
  deviceId: string;
  bodyElement: string;
  offsets: { startDays: number; startTime: string; endDays: number; endTime: string } | undefined;
  /** The body as it was sent, to be given back by SRV 5.2. */
  details: JsonTree;
}

/**
 * When a schedule is executed next, at or after a moment.
 *
 * A month that has no such day takes its last one (our reading; DUIS leaves it open).
 *
 * @returns milliseconds since 1970-01-01T00:00:00Z, or undefined where its last execution is past
 */
export function nextExecution(schedule: DspSchedule, fromMs: number): number | undefined {
  const period = periods[schedule.frequency];
  if (!period) return undefined;
  const start = Date.parse(schedule.startDate);
  const last = schedule.endDate === undefined ? Number.POSITIVE_INFINITY : Date.parse(schedule.endDate) + 86_400_000;
  const due = (index: number): number =>
    (period.days === undefined
      ? addMonths(start, index * (period.months ?? 1))
      : start + index * period.days * 86_400_000) + schedule.executionTimeMs;
  const stepMs = (period.days ?? (period.months ?? 1) * 28) * 86_400_000;
  // Months are at least 28 days long: this index is never past the one that is looked for, and close below it.
  let index = Math.max(0, Math.floor((fromMs - start) / (stepMs * (period.days === undefined ? 31 / 28 : 1))) - 1);
  while (due(index) < fromMs) index += 1;
  const moment = due(index);
  return moment < last ? moment : undefined;
}

function addMonths(dayMs: number, months: number): number {
  const date = new Date(dayMs);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(date.getUTCDate(), lastDay));
}

/** The read period of one execution: offsets in days from the day of execution, times of day in UTC (XSD `ReadLogPeriodOffset`). */
export function readPeriod(
  offsets: NonNullable<DspSchedule['offsets']>,
  executionMs: number,
): { from: number; to: number } {
  const day = Math.floor(executionMs / 86_400_000) * 86_400_000;
  const at = (days: number, time: string): number => day + days * 86_400_000 + parseTimeOfDay(time);
  return { from: at(offsets.startDays, offsets.startTime), to: at(offsets.endDays, offsets.endTime) };
}

/** `xs:time` to milliseconds after 00:00 UTC; a time without zone is UTC, as all of DUIS is. */
export function parseTimeOfDay(time: string): number {
  return Date.parse(`1970-01-01T${/(Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`}`);
}
