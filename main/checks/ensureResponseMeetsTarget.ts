import targets from '../../fixtures/catalogue/targetResponseTimes.json' with { type: 'json' };
import { type Check, nothingArrived } from './observation.ts';

/**
 * The Service Response came within the target response time of its service (SEC Appendix E, as far as it was quoted). A
 * target that was missed is for a person to look at: it is met by most responses, not by each.
 */
export const ensureResponseMeetsTarget: Check = ({ deliveries, request, sentAtMs }) => {
  const [first] = deliveries;
  if (!first) return nothingArrived('Service Response');
  const row = targets.services.find((one) => one.serviceReferenceVariant === request?.serviceReferenceVariant);
  const { messageId } = first;
  if (!row) {
    const message = `No target response time of ${request?.serviceReferenceVariant ?? 'this service'} is public`;
    return { outcome: 'skipped', message, messageId };
  }
  const generation = first.response?.kind === 'smets1' ? 'SMETS1' : 'SMETS2+';
  const target = row[generation];
  const took = (first.receivedAtMs - sentAtMs) / 1000;
  const good = took <= target;
  return {
    outcome: good ? 'pass' : 'warning',
    message: `The Service Response took ${took.toFixed(1)} s; the target for ${generation} is ${target} s (${row.provenance})`,
    expected: `at most ${target} s`,
    actual: `${took.toFixed(1)} s`,
    messageId,
    ...(good ? {} : { cause: 'device' as const }),
  };
};
