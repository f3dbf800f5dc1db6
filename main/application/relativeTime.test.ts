import { describe, expect, it } from 'vitest';
import { formatDuisDateTime, parseDuration, parseRelativeTime } from './relativeTime.ts';

const now = Date.UTC(2026, 2, 3, 14, 25, 30);
const show = (text: string): string | undefined => {
  const moment = parseRelativeTime(text, now);
  return moment === undefined ? undefined : formatDuisDateTime(moment);
};

describe('parseRelativeTime', () => {
  it('reads days, times of day and offsets in UTC', () => {
    expect([
      show('now'),
      show('today 00:00'),
      show('yesterday 00:00'),
      show('tomorrow 02:00'),
      show('today 00:00 - 7 days'),
      show('+90 minutes'),
      show('- 1 h'),
    ]).toEqual([
      '2026-03-03T14:25:30.00Z',
      '2026-03-03T00:00:00.00Z',
      '2026-03-02T00:00:00.00Z',
      '2026-03-04T02:00:00.00Z',
      '2026-02-24T00:00:00.00Z',
      '2026-03-03T15:55:30.00Z',
      '2026-03-03T13:25:30.00Z',
    ]);
  });

  it('leaves a plain date, number or time to be taken as it stands', () => {
    expect([show('2015-12-25T09:30:10.00Z'), show('-1'), show('00:00:00.00Z')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('parseDuration', () => {
  it('takes short and long units', () => {
    expect([
      parseDuration('30 s'),
      parseDuration('2 h'),
      parseDuration('1 day'),
      parseDuration('250 ms'),
      parseDuration('5 minutes'),
    ]).toEqual([30_000, 7_200_000, 86_400_000, 250, 300_000]);
  });

  it('refuses a unit that it does not know, naming what to write', () => {
    expect(() => parseDuration('3 fortnights')).toThrow('write a number and a unit');
  });
});
