import { type Check, nothingArrived } from './observation.ts';

const day = 86_400_000;
/** Days between two executions at the frequencies of DUIS (XSD, ScheduleFrequency), by the shortest and longest calendar. */
const frequencies: readonly { name: string; least: number; most: number }[] = [
  { name: 'Daily', least: 1, most: 1 },
  { name: 'Weekly', least: 7, most: 7 },
  { name: 'Monthly', least: 28, most: 31 },
  { name: 'Quarterly', least: 89, most: 92 },
  { name: 'Half-Yearly', least: 181, most: 184 },
  { name: 'Yearly', least: 365, most: 366 },
];
/** How much later than its time a scheduled read may arrive: what a read on demand may take, and more. */
const latest = 2 * 3_600_000;

/** Scheduled responses follow one another at one of DUIS's frequencies (XSD, ScheduleFrequency), none left out. */
export const ensureScheduleCadenceIsKept: Check = ({ deliveries }) => {
  const own = deliveries.filter(({ duplicateOf }) => duplicateOf === null);
  const [first] = own;
  if (!first) return nothingArrived('scheduled response');
  if (own.length < 2) {
    return {
      outcome: 'skipped',
      message: 'One scheduled response has no cadence; wait for more',
      messageId: first.messageId,
    };
  }
  const gaps = own.slice(1).map((one, index) => one.receivedAtMs - (own[index]?.receivedAtMs ?? 0));
  const kept = frequencies.find(({ least, most }) =>
    gaps.every((gap) => gap >= least * day - latest && gap <= most * day + latest),
  );
  const days = gaps.map((gap) => (gap / day).toFixed(2)).join(', ');
  return {
    outcome: kept ? 'pass' : 'fail',
    message: kept
      ? `${own.length} scheduled responses came as a ${kept.name.toLowerCase()} schedule brings them`
      : `The scheduled responses came after ${days} days, which is none of DUIS's frequencies throughout`,
    expected: frequencies.map(({ name }) => name).join(', '),
    actual: `${days} days apart`,
    messageId: first.messageId,
    ...(kept ? {} : { cause: 'dsp' as const }),
  };
};
