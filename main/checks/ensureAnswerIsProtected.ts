import { ensureDeviceSignatureIsValid } from './ensureDeviceSignatureIsValid.ts';
import { ensureMacIsValid } from './ensureMacIsValid.ts';
import { answerOf, type Check } from './observation.ts';

/** The device vouches for its answer: by its signature where it carries one, else by its MAC (GBCS 4.3, 6.2). */
export const ensureAnswerIsProtected: Check = (observation) =>
  (answerOf(observation)?.gbcs?.signature ?? 'absent') === 'absent'
    ? ensureMacIsValid(observation)
    : ensureDeviceSignatureIsValid(observation);
