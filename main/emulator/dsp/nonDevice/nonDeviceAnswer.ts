import refusals from '../../../../fixtures/emulator/nonDeviceRefusals.json' with { type: 'json' };
import type { JsonObject } from '../../../duis/jsonTree.ts';
import type { RequestContext } from '../requestContext.ts';

/** What a Non-Device service answers: a code, and what stands in the ResponseMessage after the service reference. */
export interface NonDeviceAnswer {
  code: string;
  content?: JsonObject;
  /** What follows on the answer, as alerts to others. */
  afterwards?(): Promise<void>;
}

export type NonDeviceService = (context: RequestContext) => NonDeviceAnswer;

type Refusals = typeof refusals.codes;

/** The refusal of a service for a reason, by the table of codes. */
export function refuse<Variant extends keyof Refusals>(
  variant: Variant,
  reason: keyof Refusals[Variant] & string,
): NonDeviceAnswer {
  return { code: String(refusals.codes[variant][reason]) };
}

/** Done, with nothing to add. */
export const done: NonDeviceAnswer = { code: 'I99' };
