import { answeredByProvider, answerOf, type Check, nothingArrived } from './observation.ts';

/** The device's own signature is valid: what a response to a critical command carries in place of a MAC (GBCS 6.2). */
export const ensureDeviceSignatureIsValid: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  if (answer.smets1 !== undefined) return answeredByProvider('signature of the device', answer.messageId);
  if (!answer.gbcs) {
    return { outcome: 'fail', message: 'The message holds no GBCS message', messageId: answer.messageId, cause: 'dsp' };
  }
  const { signature } = answer.gbcs;
  const good = signature === 'valid';
  return {
    outcome: good ? 'pass' : 'fail',
    message: `The device’s signature is ${signature === 'unknown' ? 'not one that can be checked: its key is not known here' : signature}`,
    expected: 'valid',
    actual: signature,
    messageId: answer.messageId,
    ...(good ? {} : { cause: signature === 'unknown' ? ('configuration' as const) : ('device' as const) }),
  };
};
