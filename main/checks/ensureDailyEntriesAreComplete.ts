import { findGaps } from '../analysis/halfHourCompleteness.ts';
import { answerOf, type Check, dataOf, nothingArrived } from './observation.ts';
import { readPeriodOf } from './readPeriod.ts';

const dayMs = 86_400_000;

/** Every midnight (UTC) of the period that was asked for is there, once, in order (DUIS 4.6.1, 4.6.2, 4.17). */
export const ensureDailyEntriesAreComplete: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  const data = dataOf(answer);
  if (data?.kind !== 'profile' && data?.kind !== 'dailyReadLog') {
    return { outcome: 'fail', message: 'The message holds no daily log', messageId: answer.messageId, cause: 'device' };
  }
  const times = data.entries.map((entry) => Date.parse(entry.time));
  const period = readPeriodOf(observation);
  const from = Math.ceil((period?.from ?? times[0] ?? 0) / dayMs) * dayMs;
  const { expected, missing, repeated, misplaced } = findGaps(times, from, period?.to ?? times.at(-1) ?? 0, dayMs);
  const faults = missing.length + repeated.length + misplaced.length;
  return {
    outcome: faults === 0 ? 'pass' : 'fail',
    message:
      faults === 0
        ? `All ${expected} days of the period are there`
        : `${missing.length} days are missing, ${repeated.length} repeated, ${misplaced.length} out of place`,
    expected: `${expected} days`,
    actual: `${times.length} days`,
    messageId: answer.messageId,
    ...(faults === 0 ? {} : { cause: 'device' as const }),
  };
};
