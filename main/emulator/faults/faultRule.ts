import { z } from 'zod';
import { dccAlertCodeList, responseCodeList } from '../../duis/codes.ts';

const ResponseCode = z
  .string()
  .refine((code) => responseCodeList.includes(code), 'this is not one of the Response Codes of DUIS');
const DccAlertCode = z
  .string()
  .refine((code) => dccAlertCodeList.includes(code), 'this is not one of the DCC Alert codes of DUIS');

/** What to do wrong to the synchronous answer. */
const SynchronousFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('httpStatus'), status: z.int().min(400).max(599) }),
  z.strictObject({ kind: z.literal('slowBody'), seconds: z.number().positive().max(600) }),
  z.strictObject({ kind: z.literal('refuse'), code: ResponseCode }),
  /** The Pre-Command does something else than the request asked; only a User who correlates sees it. */
  z.strictObject({ kind: z.literal('alterPreCommand') }),
]);

/** What to do wrong to a delivery to the Receive Response Service. */
const DeliveryFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delay'), seconds: z.number().positive() }),
  z.strictObject({ kind: z.literal('duplicate'), copies: z.int().min(1).max(100).default(1) }),
  /** Held back until after the next delivery to the same User. */
  z.strictObject({ kind: z.literal('reorder') }),
  z.strictObject({ kind: z.literal('drop') }),
  z.strictObject({ kind: z.literal('truncate') }),
  z.strictObject({ kind: z.literal('badSignature') }),
  z.strictObject({ kind: z.literal('unknownSerial') }),
  z.strictObject({ kind: z.literal('wrongSchemaVersion'), version: z.string().default('1.0') }),
  /** The device is not asked; the response says so with this code. */
  z.strictObject({ kind: z.literal('respond'), code: ResponseCode }),
  /** What goes wrong in the CSP's network: the command is not delivered, or the device keeps silent. */
  z.strictObject({
    kind: z.literal('csp'),
    failure: z.enum(['noCoverage', 'outage', 'noPower', 'offHan', 'deviceSilent']),
  }),
  /** What the Dual Control Organisation says to a critical instruction of a SMETS1 device. */
  z.strictObject({ kind: z.literal('dualControl'), answer: z.enum(['unavailable', 'disagrees', 'badSignature']) }),
  /** What goes wrong at the S1SP: it cannot reach the device, the device keeps silent, or its signature does not hold. */
  z.strictObject({ kind: z.literal('s1sp'), failure: z.enum(['unreachable', 'deviceSilent', 'badSignature']) }),
  /** This DCC Alert comes before the response. */
  z.strictObject({ kind: z.literal('dccAlert'), code: DccAlertCode, copies: z.int().min(1).max(10_000).default(1) }),
]);
export type DeliveryFault = z.infer<typeof DeliveryFault>;

const deliveryKinds = new Set<string>(DeliveryFault.options.map((option) => option.shape.kind.value));

/** A fault, and when it strikes. A condition that is left out is met by every message. */
export const FaultRule = z.strictObject({
  when: z
    .strictObject({
      serviceReferenceVariant: z.string().optional(),
      originator: z.string().optional(),
      target: z.string().optional(),
      /** The Communications Service Provider's region of the home that the target is in. */
      region: z.enum(['North', 'Central', 'South']).optional(),
      requestId: z.string().optional(),
    })
    .default({}),
  /** How likely it strikes where its conditions are met; drawn from the emulator's seed. */
  probability: z.number().min(0).max(1).default(1),
  /** How often it strikes at most. */
  times: z.int().positive().optional(),
  fault: z.union([SynchronousFault, DeliveryFault]),
});
export type FaultRule = z.infer<typeof FaultRule>;
export type SynchronousFault = z.infer<typeof SynchronousFault>;

/** A file of rules. */
export const FaultFile = z.strictObject({ faults: z.array(FaultRule) });

export const isDeliveryFault = (fault: FaultRule['fault']): fault is DeliveryFault => deliveryKinds.has(fault.kind);
