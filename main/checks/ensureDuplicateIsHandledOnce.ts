import type { Check } from './observation.ts';

/** Every repeated delivery was kept and marked as a duplicate of the first, and counted once (DUIS 2.4: Users may receive duplicates). */
export const ensureDuplicateIsHandledOnce: Check = ({ deliveries, expected }) => {
  const wanted = expected.deliveries ?? 2;
  const originals = deliveries.filter((delivery) => delivery.duplicateOf === null);
  // DCC sends again what was not acknowledged in time, so that there may be more than were asked for.
  const good = deliveries.length >= wanted && originals.length === 1;
  return {
    outcome: good ? 'pass' : 'fail',
    message: good
      ? `${deliveries.length} deliveries arrived; one counts, the others are marked as duplicates of it`
      : `${deliveries.length} deliveries arrived, ${originals.length} of them counted as new`,
    expected: `at least ${wanted} deliveries, one of them new`,
    actual: `${deliveries.length} deliveries, ${originals.length} of them new`,
    ...(deliveries[0] ? { messageId: deliveries[0].messageId } : {}),
    ...(good ? {} : { cause: 'transport' as const }),
  };
};
