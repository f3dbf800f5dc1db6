import type { Finding } from '../../shared/finding.ts';
import type { ServiceRequest, ServiceResponse } from '../duis/parse.ts';
import type { SchemaFinding } from '../duis/schema.ts';
import type { DecodedMessage, PartlyDecodedMessage } from '../gbcs/decodedMessage.ts';
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

/** A check has nothing to look at. */
export const nothingArrived = (what: string): CheckResult => ({
  outcome: 'fail',
  message: `No ${what} arrived to be checked`,
  cause: 'transport',
});
