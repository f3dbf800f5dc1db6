import { WorkbenchError } from '../../shared/errors.ts';
import { isEui64 } from './eui64.ts';

/**
 * A RequestID, or a ResponseID: `originator:target:counter`. In a ResponseID the originator is the Device (or the DCC)
 * and the target the User (DUIS 5.4 types RequestIDType and ResponseIDType). EUI-64s are canonical; the counter is
 * decimal text, 0 to 2^64 - 1.
 */
export interface RequestId {
  businessOriginatorId: string;
  businessTargetId: string;
  originatorCounter: string;
}

export const maximumCounter = 2n ** 64n - 1n;

/** Reads a counter: decimal, no leading zeros, 0 to 2^64 - 1. @throws WorkbenchError `invalid-argument` */
export function parseCounter(text: string, label = 'Originator Counter'): bigint {
  if (/^(0|[1-9][0-9]{0,19})$/.test(text)) {
    const counter = BigInt(text);
    if (counter <= maximumCounter) return counter;
  }
  throw new WorkbenchError(
    'invalid-argument',
    `${label} "${text}" is not a whole number from 0 to 18446744073709551615 without leading zeros.`,
    { detail: { value: text } },
  );
}

/** @throws WorkbenchError `invalid-argument` naming the part that is wrong */
export function parseRequestId(text: string, label = 'Request ID'): RequestId {
  const parts = text.trim().split(':');
  const [originator, target, counter] = parts;
  if (parts.length !== 3 || originator === undefined || target === undefined || counter === undefined) {
    throw new WorkbenchError(
      'invalid-argument',
      `${label} "${text}" has ${parts.length} parts, not 3: it is originator:target:counter, such as 90-B3-D5-1F-30-01-00-00:00-DB-12-34-56-78-90-A0:1000.`,
      { detail: { value: text } },
    );
  }
  for (const [name, value] of [
    ['originator', originator],
    ['target', target],
  ] as const) {
    if (!isEui64(value)) {
      throw new WorkbenchError(
        'invalid-argument',
        `The ${name} "${value}" of ${label} "${text}" is not an EUI-64: eight hex octets joined by hyphens.`,
        { detail: { value: text } },
      );
    }
  }
  return {
    businessOriginatorId: originator.toUpperCase(),
    businessTargetId: target.toUpperCase(),
    originatorCounter: parseCounter(counter, `The counter of ${label}`).toString(),
  };
}

/** The text of a RequestID or ResponseID. */
export function formatRequestId(id: RequestId): string {
  return `${id.businessOriginatorId}:${id.businessTargetId}:${id.originatorCounter}`;
}

/** @throws WorkbenchError `invalid-argument` naming the part that is wrong */
export function parseResponseId(text: string): RequestId {
  return parseRequestId(text, 'Response ID');
}

/** The ResponseID that answers a RequestID: the two EUI-64s exchanged, the same counter (seen in DCC's sample response). */
export function responseIdFor(requestId: RequestId): RequestId {
  return {
    businessOriginatorId: requestId.businessTargetId,
    businessTargetId: requestId.businessOriginatorId,
    originatorCounter: requestId.originatorCounter,
  };
}
