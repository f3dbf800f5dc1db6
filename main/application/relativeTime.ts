import { WorkbenchError } from '../../shared/errors.ts';

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
};

const durationPattern = /^(\d+(?:\.\d+)?)\s*([a-z]+?)s?$/;

/** Milliseconds in a duration such as `30 s`, `90 minutes`, `2 h`, `1 day`. @throws WorkbenchError */
export function parseDuration(text: string): number {
  const match = durationPattern.exec(text.trim());
  // The pattern takes the s of "ms" for a plural.
  const unit = match ? (unitMs[match[2] ?? ''] ?? unitMs[`${match[2]}s`]) : undefined;
  if (!match || unit === undefined) {
    throw new WorkbenchError(
      'invalid-argument',
      `"${text}" is not a duration; write a number and a unit, such as "30 s" or "2 h"`,
    );
  }
  return Number(match[1]) * unit;
}

const dayNames: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
const momentPattern = /^(now|yesterday|today|tomorrow)(?:\s+(\d{2}):(\d{2}))?(?:\s*([+-])\s*(.+))?$/;
const offsetPattern = /^([+-])\s*(\d+(?:\.\d+)?\s*[a-z]+)$/;

/**
 * The moment that a relative date names: `now`, `today 00:00`, `yesterday 00:00`, `tomorrow 02:00`, `today 00:00 - 7 days`,
 * `+90 minutes`. Days are UTC days, as all times of DUIS are.
 *
 * @param nowMs the target's clock
 * @returns milliseconds since 1970-01-01T00:00:00Z, or undefined where the text is not a relative date
 */
export function parseRelativeTime(text: string, nowMs: number): number | undefined {
  const trimmed = text.trim();
  const offset = offsetPattern.exec(trimmed);
  if (offset) return nowMs + signed(offset[1], parseDuration(offset[2] ?? ''));
  const match = momentPattern.exec(trimmed);
  if (!match) return undefined;
  const [, name, hours, minutes, sign, duration] = match;
  const midnight = Math.floor(nowMs / 86_400_000) * 86_400_000;
  const base =
    name === 'now'
      ? nowMs
      : midnight +
        (dayNames[name ?? ''] ?? 0) * 86_400_000 +
        Number(hours ?? 0) * 3_600_000 +
        Number(minutes ?? 0) * 60_000;
  return base + (duration === undefined ? 0 : signed(sign, parseDuration(duration)));
}

const signed = (sign: string | undefined, value: number): number => (sign === '-' ? -value : value);

/** DUIS's own form of a moment: UTC with hundredths, `2015-12-25T09:30:10.00Z`. */
export const formatDuisDateTime = (ms: number): string => new Date(ms).toISOString().replace(/(\.\d\d)\dZ$/, '$1Z');

/** A day as DUIS's schedules have it, in UTC: `2015-12-25Z`. */
export const formatDuisDate = (ms: number): string => `${new Date(ms).toISOString().slice(0, 10)}Z`;
