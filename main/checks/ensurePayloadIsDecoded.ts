import type { Smets1Content } from '../mmc/readSmets1.ts';
import { answerOf, type Check, type CheckResult, nothingArrived } from './observation.ts';

/** What the S1SP says came of it: the Message Mapping Catalogue's MessageSuccess, and its words for what failed. */
function judgeSmets1(said: Smets1Content, messageId: number): CheckResult {
  if (said.kind === 'alert') return { outcome: 'pass', message: `The alert says: ${said.description}`, messageId };
  if (said.isSuccess) return { outcome: 'pass', message: `The S1SP answered with ${said.element}`, messageId };
  const why = said.errors.length === 0 ? 'without saying why' : said.errors.join(', ');
  return {
    outcome: 'fail',
    message: `The device refused, as its S1SP tells: ${why}`,
    expected: 'MessageSuccess="true"',
    actual: why,
    messageId,
    cause: 'device',
  };
}

/** The GBCS message was decoded to its last byte, decrypted where it is encrypted, and reports no failure of the device. */
export const ensurePayloadIsDecoded: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  const { gbcs, gbcsError, smets1, messageId } = answer;
  if (smets1 !== undefined) return judgeSmets1(smets1, messageId);
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
