import { type Check, nothingArrived } from './observation.ts';

/** The synchronous answer carries the expected Response Code; `E*` expects a refusal, whichever its code (DUIS 2.6). */
export const ensureAcknowledgementCode: Check = ({ acknowledgement, expected }) => {
  if (!acknowledgement) return nothingArrived('synchronous answer');
  const code = acknowledgement.response?.responseCode;
  const wanted = expected.acknowledgement ?? 'I99';
  const actual = code ?? `HTTP ${acknowledgement.httpStatus ?? '?'} without a DUIS Response`;
  // A body that is refused before it is read has no Response Code, only an HTTP status.
  const refused = code === undefined ? (acknowledgement.httpStatus ?? 0) >= 400 : code.startsWith('E');
  const good = wanted === 'E*' ? refused : code === wanted;
  return {
    outcome: good ? 'pass' : 'fail',
    message: good
      ? `The request was answered with ${actual}`
      : `The request was answered with ${actual}, not ${wanted}`,
    expected: wanted,
    actual,
    messageId: acknowledgement.messageId,
    ...(good ? {} : { cause: code?.startsWith('E1') || code === 'E2' ? ('request' as const) : ('dsp' as const) }),
  };
};
