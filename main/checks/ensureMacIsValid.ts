import { answeredByProvider, answerOf, type Check, nothingArrived } from './observation.ts';

/**
 * The MAC of the GBCS message is valid (GBCS 4). Where the Access Control Broker spoke for the User, to whom the device is
 * an Unknown Remote Party or which no device of the type knows, the MAC is none of the User's business: it is made with
 * the key of device and Access Control Broker; what vouches for the data then is the tag of the encrypted part and the
 * DSP's signature, and this check says so.
 */
export const ensureMacIsValid: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  if (answer.smets1 !== undefined) return answeredByProvider('MAC', answer.messageId);
  if (!answer.gbcs) {
    return { outcome: 'fail', message: 'The message holds no GBCS message', messageId: answer.messageId, cause: 'dsp' };
  }
  const { mac, decrypted, recipient } = answer.gbcs;
  const user = observation.request?.requestId.businessOriginatorId.toUpperCase();
  const isForBroker = user !== undefined && recipient !== user;
  const common = { expected: 'valid', actual: mac, messageId: answer.messageId };
  if (mac === 'valid') return { outcome: 'pass', message: 'The MAC is valid', ...common };
  if (mac === 'unknown' && (observation.unknownRemoteParty || isForBroker)) {
    const grounds =
      decrypted.length > 0
        ? 'the data decrypted under the User’s own key, and its authentication tag is good'
        : 'the DSP’s signature vouches for the plain data';
    return {
      outcome: 'pass',
      message: `The MAC is between the device and the Access Control Broker, which spoke for the User, so the User cannot check it; ${grounds}`,
      messageId: answer.messageId,
      expected: 'valid, or not for this User to check',
      actual: mac,
    };
  }
  return {
    outcome: 'fail',
    message: `The MAC is ${mac}`,
    cause: mac === 'unknown' ? 'configuration' : 'device',
    ...common,
  };
};
