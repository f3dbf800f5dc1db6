const hourMs = 3_600_000;

const partsOf = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});

function localParts(ms: number): { date: string; hour: number } {
  const parts = Object.fromEntries(partsOf.formatToParts(ms).map(({ type, value }) => [type, value]));
  return { date: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) };
}

/** The day in Great Britain, `2026-03-29`, that a moment falls on. @param ms since 1970-01-01T00:00:00Z */
export const localDate = (ms: number): string => localParts(ms).date;

/**
 * When a day in Great Britain begins, and the next one: 23, 24 or 25 hours later.
 *
 * @param date `2026-03-29`
 * @returns milliseconds since 1970-01-01T00:00:00Z
 */
export function localDay(date: string): { from: number; to: number } {
  const midnight = (utcMs: number): number => (localParts(utcMs).hour === 0 ? utcMs : utcMs - hourMs);
  const utc = Date.parse(`${date}T00:00:00Z`);
  return { from: midnight(utc), to: midnight(utc + 24 * hourMs) };
}
