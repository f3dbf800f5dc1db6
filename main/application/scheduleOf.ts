import type { ServiceResponse } from '../duis/parse.ts';

/** The DSP schedule that a message comes from, of either generation; undefined where a request asked for it. */
export function scheduleOf({ kind, requestId, dspScheduleId }: ServiceResponse): string | undefined {
  const isScheduled = kind === 'dspScheduled' || (kind === 'smets1' && requestId === undefined);
  return isScheduled ? dspScheduleId : undefined;
}
