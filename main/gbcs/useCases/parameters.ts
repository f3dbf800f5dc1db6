import { WorkbenchError } from '../../../shared/errors.ts';
import type { CommandParameters, ReadLogRequest } from '../data.ts';
import { dateTimeOctets, secondsFromIso } from '../times.ts';

/** Seconds since 2000 of an ISO 8601 time. Throws WorkbenchError 'invalid-argument' naming the parameter. */
export function secondsOrThrow(time: string, name: string): number {
  const seconds = secondsFromIso(time);
  if (seconds !== undefined) return seconds;
  throw new WorkbenchError(
    'invalid-argument',
    `"${name}" is not a time of this protocol: ${time}. Use ISO 8601 from 2000 on.`,
  );
}

/** The 12-octet date-time of an ISO 8601 time. Throws WorkbenchError 'invalid-argument' naming the parameter. */
export function dateTimeOrThrow(time: string, name: string): Uint8Array {
  const bytes = dateTimeOctets(time);
  if (bytes !== undefined) return bytes;
  throw new WorkbenchError('invalid-argument', `"${name}" is not a time: ${time}. Use ISO 8601.`);
}

export function readLogRequestOrThrow(parameters: CommandParameters): ReadLogRequest {
  if (parameters.kind === 'readLogRequest') return parameters;
  throw new WorkbenchError(
    'invalid-argument',
    'This use case needs the parameters "from" and "to" of a readLogRequest.',
  );
}
