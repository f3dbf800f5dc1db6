import { answerOf, type Check, nothingArrived } from './observation.ts';

/** The first failure that the device itself names in what it answers: a Response Code of I0 says only that it answered. */
function failureIn(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { failure, kind } = value as { failure?: unknown; kind?: unknown };
  if (typeof failure === 'string') return failure;
  if (kind === 'failure') return JSON.stringify(value).slice(0, 200);
  for (const inner of Object.values(value)) {
    const found = failureIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The device carried out what it was told: none of the results in its GBCS message is a failure (GBCS 7.3, 7.4, 13). */
export const ensureDeviceCarriedItOut: Check = (observation) => {
  const answer = answerOf(observation);
  if (!answer) return nothingArrived('Service Response');
  const { messageId, gbcs } = answer;
  if (gbcs?.data === undefined)
    return { outcome: 'fail', message: 'The message holds nothing that says how it went', messageId, cause: 'device' };
  const failure = failureIn(gbcs.data);
  if (failure === undefined)
    return { outcome: 'pass', message: `${gbcs.useCase}: the device carried it out`, messageId };
  return {
    outcome: 'fail',
    message: `${gbcs.useCase}: the device did not carry it out: ${failure}`,
    expected: 'success',
    actual: failure,
    messageId,
    cause: 'device',
  };
};
