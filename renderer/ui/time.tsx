import { Tooltip } from '@mantine/core';

const date = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
});
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
});
const exact = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** A moment in local time, in words. */
export function momentOf(at: string): string {
  const moment = new Date(at);
  return `${date.format(moment)} ${clock.format(moment)}`;
}

/** A moment in local time; UTC on hover and for screen readers' time element. */
export function Moment({ at, precise = false }: { at: string; precise?: boolean }) {
  const moment = new Date(at);
  return (
    <Tooltip label={`${at.replace('T', ' ').replace('Z', '')} UTC`} openDelay={300}>
      <time dateTime={at}>{precise ? exact.format(moment) : momentOf(at)}</time>
    </Tooltip>
  );
}

/** A duration in words: `3.4 s`, `12 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}
