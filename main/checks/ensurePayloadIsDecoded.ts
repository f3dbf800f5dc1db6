import { answerOf, type Check, nothingArrived } from './observation.ts';

/** The GBCS message was decoded to its last byte, decrypted where it is encrypted, and reports no failure of the device. */
export const ensurePayloadIsDecoded: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  const { gbcs, gbcsError, messageId } = answer;
  if (gbcsError !== undefined)
    return { outcome: 'fail', message: `The GBCS message was not decoded: ${gbcsError}`, messageId, cause: 'device' };
  if (!gbcs) return { outcome: 'fail', message: 'The message holds no GBCS message', messageId, cause: 'dsp' };
  if (gbcs.data?.kind === 'failure') {
    return {
      outcome: 'fail',
      message: `The device refused: ${gbcs.data.resultName}`,
      expected: 'success',
      actual: gbcs.data.resultName,
      messageId,
      cause: 'device',
    };
  }
  if (gbcs.data === undefined) {
    return {
      outcome: 'fail',
      message: `The data of ${gbcs.useCase} could not be read; the User’s key agreement key may be the wrong one`,
      messageId,
      cause: 'configuration',
    };
  }
  return {
    outcome: 'pass',
    message: `${gbcs.useCase} was decoded${gbcs.decrypted.length > 0 ? ' and decrypted' : ''}`,
    messageId,
  };
};
