import { type Check, nothingArrived } from './observation.ts';

/** The ResponseID is the RequestID with the two identifiers swapped and the same counter (DUIS 2.4; DCC's own samples). */
export const ensureResponseAnswersRequest: Check = ({ request, deliveries }) => {
  const [first] = deliveries;
  if (!first || !request) return nothingArrived('Service Response');
  const { businessOriginatorId, businessTargetId, originatorCounter } = request.requestId;
  const wanted = `${businessTargetId}:${businessOriginatorId}:${originatorCounter}`.toUpperCase();
  const id = first.response?.responseId;
  const actual = id
    ? `${id.businessOriginatorId}:${id.businessTargetId}:${id.originatorCounter}`.toUpperCase()
    : 'none';
  const good = actual === wanted;
  return {
    outcome: good ? 'pass' : 'fail',
    message: good ? 'The ResponseID answers the RequestID' : 'The ResponseID does not answer the RequestID',
    expected: wanted,
    actual,
    messageId: first.messageId,
    ...(good ? {} : { cause: 'dsp' as const }),
  };
};
