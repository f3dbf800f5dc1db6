import { type Check, nothingArrived } from './observation.ts';

/** The Pre-Command does what the Service Request asked, field by field: a User signs no other ("SEC Guidance I", third party). */
export const ensurePreCommandDoesWhatWasAsked: Check = ({ preCommand }) => {
  if (!preCommand) return nothingArrived('Pre-Command');
  const [first] = preCommand.differences;
  if (!first) {
    return {
      outcome: 'pass',
      message: 'The Pre-Command does what the request asked',
      messageId: preCommand.messageId,
    };
  }
  const more = preCommand.differences.length - 1;
  return {
    outcome: 'fail',
    message: `The Pre-Command differs from the request at ${first.path}${more === 0 ? '' : ` and ${more} more`}; it was not signed`,
    expected: first.expected,
    actual: first.actual,
    messageId: preCommand.messageId,
    cause: 'dsp',
  };
};
