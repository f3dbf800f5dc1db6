import type { Observation } from './observation.ts';

/** The period that the request asked to read, in milliseconds; undefined for a schedule or a request without one. */
export function readPeriodOf({ request }: Observation): { from: number; to: number } | undefined {
  const period = (request?.body as { ReadLogPeriod?: { StartDateTime?: unknown; EndDateTime?: unknown } } | undefined)
    ?.ReadLogPeriod;
  if (typeof period?.StartDateTime !== 'string' || typeof period.EndDateTime !== 'string') return undefined;
  return { from: Date.parse(period.StartDateTime), to: Date.parse(period.EndDateTime) };
}
