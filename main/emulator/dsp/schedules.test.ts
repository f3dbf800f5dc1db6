import { describe, expect, it } from 'vitest';
import { type DspSchedule, nextExecution, readPeriod } from './schedules.ts';

const schedule = (change: Partial<DspSchedule>): DspSchedule => ({
  id: '1',
  originator: '90-B3-D5-1F-30-01-00-09',
  role: 'MDR',
  frequency: 'Daily',
  startDate: '2026-01-31',
  endDate: undefined,
  executionTimeMs: 2 * 3_600_000,
  keyAgreementCertificate: undefined,
  serviceReference: '4.8',
  serviceReferenceVariant: '4.8.1',
  deviceId: '00-DB-12-34-56-78-90-A0',
  bodyElement: 'DSPReadActiveImportProfileData',
  offsets: undefined,
  details: '',
  ...change,
});

const iso = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : new Date(ms).toISOString());
const next = (change: Partial<DspSchedule>, from: string): string | undefined =>
  iso(nextExecution(schedule(change), Date.parse(from)));

describe('nextExecution', () => {
  it('finds the next execution of every frequency, the last day standing in for one that a month lacks', () => {
    expect([
      next({}, '2026-01-01T00:00:00Z'),
      next({}, '2026-02-03T02:00:00.001Z'),
      next({ frequency: 'Weekly' }, '2026-02-01T00:00:00Z'),
      next({ frequency: 'Monthly' }, '2026-02-01T00:00:00Z'),
      next({ frequency: 'Quarterly' }, '2026-02-01T00:00:00Z'),
      next({ frequency: 'Half-Yearly' }, '2026-02-01T00:00:00Z'),
      next({ frequency: 'Yearly' }, '2031-02-01T00:00:00Z'),
    ]).toEqual([
      '2026-01-31T02:00:00.000Z',
      '2026-02-04T02:00:00.000Z',
      '2026-02-07T02:00:00.000Z',
      '2026-02-28T02:00:00.000Z',
      '2026-04-30T02:00:00.000Z',
      '2026-07-31T02:00:00.000Z',
      '2032-01-31T02:00:00.000Z',
    ]);
  });

  it('ends with the end date, which is the last day of execution', () => {
    expect([
      next({ endDate: '2026-02-02' }, '2026-02-02T01:00:00Z'),
      next({ endDate: '2026-02-02' }, '2026-02-02T03:00:00Z'),
    ]).toEqual(['2026-02-02T02:00:00.000Z', undefined]);
  });
});

describe('readPeriod', () => {
  it('counts its offsets from the day of execution in UTC', () => {
    const offsets = { startDays: -1, startTime: '00:00:00.00Z', endDays: 0, endTime: '00:00:00' };
    const { from, to } = readPeriod(offsets, Date.parse('2026-03-03T02:00:00Z'));
    expect([iso(from), iso(to)]).toEqual(['2026-03-02T00:00:00.000Z', '2026-03-03T00:00:00.000Z']);
  });
});
