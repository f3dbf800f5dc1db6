import { answerOf, type Check, nothingArrived } from './observation.ts';

/** The S1SP's own signature inside the DSP's message is valid (DUIS XSD: SMETS1SignedResponse, S1SPAlert). */
export const ensureProviderSignatureIsValid: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  const { innerSignatures = [], messageId } = answer;
  const bad = innerSignatures.find(({ verdict }) => verdict !== 'valid');
  const actual = bad?.verdict ?? (innerSignatures.length === 0 ? 'absent' : 'valid');
  const good = actual === 'valid';
  const signer = innerSignatures[0]?.signer?.eui64 ?? 'a party without a name';
  const why = bad?.reason === undefined ? '' : `: ${bad.reason}`;
  return {
    outcome: good ? 'pass' : 'fail',
    message: good
      ? `The S1SP ${signer} signed what it says of the device, and the signature is valid`
      : `The signature of the S1SP is ${actual}${why}`,
    expected: 'valid',
    actual,
    messageId,
    ...(good ? {} : { cause: actual === 'unknown-signer' ? ('configuration' as const) : ('dsp' as const) }),
  };
};
