import { ensureAcknowledgementCode } from './ensureAcknowledgementCode.ts';
import { ensureAnswerIsProtected } from './ensureAnswerIsProtected.ts';
import { ensureCountersRise } from './ensureCountersRise.ts';
import { ensureDailyEntriesAreComplete } from './ensureDailyEntriesAreComplete.ts';
import { ensureDeviceCarriedItOut } from './ensureDeviceCarriedItOut.ts';
import { ensureDeviceSignatureIsValid } from './ensureDeviceSignatureIsValid.ts';
import { ensureDuplicateIsHandledOnce } from './ensureDuplicateIsHandledOnce.ts';
import { ensureHalfHoursAreComplete } from './ensureHalfHoursAreComplete.ts';
import { ensureInstructionsAreCarriedOut } from './ensureInstructionsAreCarriedOut.ts';
import { ensureInventoryAnswersWhatWasAsked } from './ensureInventoryAnswersWhatWasAsked.ts';
import { ensureMacIsValid } from './ensureMacIsValid.ts';
import { ensureManualActionIsAttested } from './ensureManualActionIsAttested.ts';
import { ensurePayloadIsDecoded } from './ensurePayloadIsDecoded.ts';
import { ensurePreCommandDoesWhatWasAsked } from './ensurePreCommandDoesWhatWasAsked.ts';
import { ensureProviderSignatureIsValid } from './ensureProviderSignatureIsValid.ts';
import { ensureResponseAnswersRequest } from './ensureResponseAnswersRequest.ts';
import { ensureResponseCode } from './ensureResponseCode.ts';
import { ensureResponseIsInTime } from './ensureResponseIsInTime.ts';
import { ensureResponseIsSigned } from './ensureResponseIsSigned.ts';
import { ensureResponseMatchesSchema } from './ensureResponseMatchesSchema.ts';
import { ensureResponseMeetsTarget } from './ensureResponseMeetsTarget.ts';
import { ensureScheduleCadenceIsKept } from './ensureScheduleCadenceIsKept.ts';
import type { Check } from './observation.ts';

/** The checks by the ids that sequences name in `findings`. */
export const checks: Readonly<Record<string, Check>> = {
  'acknowledgement-code': ensureAcknowledgementCode,
  'response-code': ensureResponseCode,
  'response-is-in-time': ensureResponseIsInTime,
  'response-is-signed': ensureResponseIsSigned,
  'response-matches-schema': ensureResponseMatchesSchema,
  'response-answers-request': ensureResponseAnswersRequest,
  'device-signature-is-valid': ensureDeviceSignatureIsValid,
  'mac-is-valid': ensureMacIsValid,
  'provider-signature-is-valid': ensureProviderSignatureIsValid,
  'pre-command-does-what-was-asked': ensurePreCommandDoesWhatWasAsked,
  'payload-is-decoded': ensurePayloadIsDecoded,
  'half-hours-are-complete': ensureHalfHoursAreComplete,
  'daily-entries-are-complete': ensureDailyEntriesAreComplete,
  'duplicate-is-handled-once': ensureDuplicateIsHandledOnce,
  'answer-is-protected': ensureAnswerIsProtected,
  'device-carried-it-out': ensureDeviceCarriedItOut,
  'instructions-are-carried-out': ensureInstructionsAreCarriedOut,
  'response-meets-target': ensureResponseMeetsTarget,
  'schedule-cadence-is-kept': ensureScheduleCadenceIsKept,
  'counters-rise': ensureCountersRise,
  'inventory-answers-what-was-asked': ensureInventoryAnswersWhatWasAsked,
  'manual-action-is-attested': ensureManualActionIsAttested,
};
