import { type Check, nothingArrived } from './observation.ts';

/** The asynchronous Service Response carries the expected Response Code. */
export const ensureResponseCode: Check = ({ deliveries, expected }) => {
  const [first] = deliveries;
  if (!first) return nothingArrived('Service Response');
  const actual = first.response?.responseCode ?? 'no DUIS Response';
  const wanted = expected.responseCode ?? 'I0';
  const good = actual === wanted;
  return {
    outcome: good ? 'pass' : 'fail',
    message: good ? `The Service Response says ${actual}` : `The Service Response says ${actual}, not ${wanted}`,
    expected: wanted,
    actual,
    messageId: first.messageId,
    ...(good ? {} : { cause: actual === 'E20' || actual === 'E21' ? ('device' as const) : ('dsp' as const) }),
  };
};
