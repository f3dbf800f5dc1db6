import { answerOf, type Check, nothingArrived } from './observation.ts';

/** The message is valid against the DUIS XSD of the campaign's version. */
export const ensureResponseMatchesSchema: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('message');
  const [first] = answer.schemaFindings;
  const problem = answer.parseError ?? (first ? `line ${first.line}, ${first.xpath}: ${first.message}` : undefined);
  return {
    outcome: problem === undefined ? 'pass' : 'fail',
    message:
      problem === undefined
        ? 'The message is valid against the DUIS XSD'
        : `The message is not valid against the DUIS XSD: ${problem}`,
    messageId: answer.messageId,
    ...(problem === undefined ? {} : { cause: 'dsp' as const }),
  };
};
