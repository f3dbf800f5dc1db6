import { z } from 'zod';

/** What a check concluded. `review` asks a person to look; `skipped` says the check did not apply. */
export const FindingOutcome = z.enum(['pass', 'fail', 'warning', 'review', 'skipped']);
export type FindingOutcome = z.infer<typeof FindingOutcome>;

/** Where the cause of a failure most likely lies, so that the reader knows whom to call. */
export const CauseClass = z.enum(['configuration', 'request', 'dsp', 'device', 'transport', 'emulator']);
export type CauseClass = z.infer<typeof CauseClass>;

/** Whom to call, by the cause; a User's own people first, since most of what fails is configuration (the OIDF's user research). */
export const whoToCall: Readonly<Record<CauseClass, string>> = {
  configuration: 'whoever set up this target: profile, credentials, addresses; pre-flight names what is wrong',
  request: 'whoever wrote the sequence: the request itself is not what DUIS asks for',
  dsp: 'the DCC Service Desk, with the Request ID, as a Testing Issue',
  device: 'the provider of the device or of the test lab, with the device’s identity and the message',
  transport: 'your network people, then the DCC’s for the Gateway Connection',
  emulator: 'the makers of this workbench',
};

/** One observation of a run or a document: data, stored, never thrown. */
export const Finding = z.strictObject({
  check: z.string(),
  outcome: FindingOutcome,
  requirements: z.array(z.string()),
  message: z.string(),
  expected: z.string().optional(),
  actual: z.string().optional(),
  cause: CauseClass.optional(),
});
export type Finding = z.infer<typeof Finding>;

/** The words of a check that has nothing to look at. */
export const nothingArrivedMessage = (what: string): string => `No ${what} arrived to be checked`;
export const saysNothingArrived = (message: string): boolean => /^No .+ arrived to be checked$/.test(message);
