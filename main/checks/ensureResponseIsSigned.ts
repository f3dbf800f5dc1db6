import { answerOf, type Check, nothingArrived } from './observation.ts';

/** The message carries a valid XML signature of the DSP (DUIS 3.4.1.4; domain profile of the signature). */
export const ensureResponseIsSigned: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  const { verdict, reason } = answer.signature;
  const good = verdict === 'valid';
  return {
    outcome: good ? 'pass' : 'fail',
    message: good
      ? 'The DSP signed the message, and the signature is valid'
      : `The signature is ${verdict}${reason ? `: ${reason}` : ''}`,
    expected: 'valid',
    actual: verdict,
    messageId: answer.messageId,
    ...(good ? {} : { cause: verdict === 'unknown-signer' ? ('configuration' as const) : ('dsp' as const) }),
  };
};
