import { type Check, nothingArrived } from './observation.ts';

/**
 * Each new message of a device carries a higher counter than the one before it (GBCS 4.3: Originator Counters of Alerts
 * strictly increase); a response carries that of its request, and has another check.
 */
export const ensureCountersRise: Check = ({ deliveries }) => {
  const [first] = deliveries;
  if (!first) return nothingArrived('message');
  const last = new Map<string, { counter: bigint; messageId: number }>();
  for (const { gbcs, duplicateOf, messageId } of deliveries) {
    if (duplicateOf !== null || gbcs === undefined) continue;
    const counter = BigInt(gbcs.originatorCounter || '0');
    const before = last.get(gbcs.originator);
    if (before !== undefined && counter <= before.counter) {
      return {
        outcome: 'fail',
        message: `${gbcs.originator} sent the counter ${counter} after ${before.counter}: a replay, or two devices with one identity`,
        expected: `above ${before.counter}`,
        actual: String(counter),
        messageId,
        cause: 'device',
      };
    }
    last.set(gbcs.originator, { counter, messageId });
  }
  if (last.size === 0)
    return { outcome: 'skipped', message: 'None of the messages holds a GBCS message', messageId: first.messageId };
  return { outcome: 'pass', message: 'The counters of each device rise', messageId: first.messageId };
};
