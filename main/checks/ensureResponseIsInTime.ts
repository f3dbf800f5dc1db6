import { type Check, nothingArrived } from './observation.ts';

/** The Service Response arrived within the time that the step allows, by the target's clock. */
export const ensureResponseIsInTime: Check = ({ deliveries, sentAtMs, expected }) => {
  const [first] = deliveries;
  if (!first) return nothingArrived('Service Response');
  const took = first.receivedAtMs - sentAtMs;
  if (took < 0) {
    return {
      outcome: 'review',
      message: `The Service Response bears a time ${(-took / 1000).toFixed(1)} s before its request: a clock was set back`,
      messageId: first.messageId,
      cause: 'configuration',
    };
  }
  const allowed = expected.withinMs ?? Number.POSITIVE_INFINITY;
  const good = took <= allowed;
  return {
    outcome: good ? 'pass' : 'fail',
    message: `The Service Response took ${(took / 1000).toFixed(1)} s${good ? '' : `, longer than the ${allowed / 1000} s allowed`}`,
    expected: `at most ${allowed / 1000} s`,
    actual: `${(took / 1000).toFixed(1)} s`,
    messageId: first.messageId,
    ...(good ? {} : { cause: 'device' as const }),
  };
};
