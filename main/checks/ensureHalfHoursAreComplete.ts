import { findGaps } from '../analysis/halfHourCompleteness.ts';
import { answerOf, type Check, dataOf, nothingArrived } from './observation.ts';
import { readPeriodOf } from './readPeriod.ts';

/** Every half-hour of the period that was asked for is there, once, in order (DUIS 4.8.1, 4.8.3; both ends included). */
export const ensureHalfHoursAreComplete: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  const data = dataOf(answer);
  if (data?.kind !== 'profile') {
    return {
      outcome: 'fail',
      message: 'The message holds no half-hourly profile',
      messageId: answer.messageId,
      cause: 'device',
    };
  }
  const times = data.entries.map((entry) => Date.parse(entry.time));
  const period = readPeriodOf(observation);
  const from = period?.from ?? times[0] ?? 0;
  const to = period?.to ?? times.at(-1) ?? 0;
  const { expected, missing, repeated, misplaced } = findGaps(times, from, to, data.capturePeriodSeconds * 1000);
  const good = missing.length + repeated.length + misplaced.length === 0;
  const faults = [
    missing.length > 0 ? `${missing.length} missing, the first at ${iso(missing[0])}` : '',
    repeated.length > 0 ? `${repeated.length} repeated, the first at ${iso(repeated[0])}` : '',
    misplaced.length > 0 ? `${misplaced.length} out of place, the first at ${iso(misplaced[0])}` : '',
  ].filter(Boolean);
  return {
    outcome: good ? 'pass' : 'fail',
    message: good
      ? `All ${expected} entries of the period are there`
      : `The profile is not complete: ${faults.join('; ')}`,
    expected: `${expected} entries`,
    actual: `${times.length} entries`,
    messageId: answer.messageId,
    ...(good ? {} : { cause: 'device' as const }),
  };
};

const iso = (ms: number | undefined): string => new Date(ms ?? 0).toISOString();
