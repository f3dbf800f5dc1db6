import { type Finding, nothingArrivedMessage } from '../../shared/finding.ts';
import type { ServiceRequest, ServiceResponse } from '../duis/parse.ts';
import type { SchemaFinding } from '../duis/schema.ts';
import type { MessageData } from '../gbcs/data.ts';
import type { DecodedMessage, PartlyDecodedMessage } from '../gbcs/decodedMessage.ts';
import type { Smets1Content } from '../mmc/readSmets1.ts';
import type { InnerVerdict } from '../smki/innerSignature.ts';
import type { SignatureVerdict } from '../smki/xmlSignature.ts';

/** A message from DCC with everything that was made of it. */
export interface ObservedResponse {
  messageId: number;
  /** Milliseconds since 1970-01-01T00:00:00Z by the target's clock. */
  receivedAtMs: number;
  httpStatus: number | null;
  /** Absent where the body is not a DUIS Response. */
  response?: ServiceResponse;
  parseError?: string;
  signature: SignatureVerdict;
  schemaFindings: readonly SchemaFinding[];
  gbcs?: DecodedMessage | PartlyDecodedMessage;
  gbcsError?: string;
  /** What an S1SP tells of a SMETS1 device; such a message holds no GBCS message. */
  smets1?: Smets1Content;
  /** The verdicts on the signatures of S1SPs inside the message; absent where there is none. */
  innerSignatures?: readonly InnerVerdict[];
  duplicateOf: number | null;
}

/** How a Pre-Command differs from what its Service Request asks for: not at all, if it is right. */
export interface PreCommandObservation {
  messageId: number;
  differences: readonly { readonly path: string; readonly expected: string; readonly actual: string }[];
}

/** What a step did and what came of it: all that a check may look at. */
export interface Observation {
  /** Absent for a step that only waited. */
  request?: ServiceRequest;
  sentAtMs: number;
  acknowledgement?: ObservedResponse;
  /** The Pre-Command of a critical request, held against what was asked. */
  preCommand?: PreCommandObservation;
  /** Every asynchronous message that belongs to the step, in order, duplicates included. */
  deliveries: readonly ObservedResponse[];
  expected: {
    acknowledgement?: string;
    responseCode?: string;
    withinMs?: number;
    deliveries?: number;
  };
  /** What a person said of a manual step. */
  attested?: { outcome: 'pass' | 'fail' | 'review'; note: string };
  /** The device does not hold the User's certificates, so that the Access Control Broker speaks for it (GBCS). */
  unknownRemoteParty: boolean;
}

/** The bare result of a check; the caller adds which requirements it speaks to. */
export type CheckResult = Omit<Finding, 'requirements' | 'check'> & { messageId?: number };

/** Looks at an observation and says what it found. Pure. */
export type Check = (observation: Observation) => CheckResult;

/** The message that answers the step: the first asynchronous one, else the synchronous one. */
export const answerOf = (observation: Observation): ObservedResponse | undefined =>
  observation.deliveries[0] ?? observation.acknowledgement;

/** The typed data of a message, of either generation. */
export const dataOf = ({ gbcs, smets1 }: ObservedResponse): MessageData | undefined =>
  gbcs?.data ?? (smets1?.kind === 'response' ? smets1.data : undefined);

/** A check has nothing to look at. */
export const nothingArrived = (what: string): CheckResult => ({
  outcome: 'fail',
  message: nothingArrivedMessage(what),
  cause: 'transport',
});

/** A SMETS1 device speaks by its S1SP: what GBCS puts into a message to protect it is not there to be checked. */
export const answeredByProvider = (what: string, messageId: number): CheckResult => ({
  outcome: 'skipped',
  message: `A SMETS1 device answers by its S1SP, whose signature stands for a ${what}`,
  messageId,
});
