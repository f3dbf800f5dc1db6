import { acceptedCommandVariants } from '../../duis/catalogue.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { isSmets1, mpxnsOf } from '../fleet.ts';
import { isSignedAsAsked } from '../parseAndCorrelate/signedPreCommand.ts';
import { suitsDevice } from '../parseAndCorrelate/transform.ts';
import { isRegistered } from '../registrations/registrations.ts';
import { isForSmets1 } from '../smets1/services.ts';
import type { EmulatorState } from '../state.ts';
import type { RequestContext } from './requestContext.ts';
import { hasKnownPreceding, sequenceCodes } from './sequences.ts';

/** One check of the DSP: its name, the code that it refuses with, where that comes from, and the test that must hold. */
export interface DspStep {
  name: string;
  code: string;
  provenance: string;
  holds(context: RequestContext): boolean;
}

const nonDeviceVariant = 8;
const isNonDevice = ({ variant }: RequestContext): boolean => variant.commandVariants.includes(nonDeviceVariant);

const servicesOf = (commandVariant: number): string =>
  commandVariant === 4 ? 'transform' : [1, 3, 5, 7].includes(commandVariant) ? 'sendCommand' : 'nonDevice';

const topUp = '2.2';

/** Counters rise by originator and target; those of top ups, whose upper half is the UTRN's, have a sequence of their own. */
export function counterKey({ requestId, serviceReferenceVariant }: ServiceRequest): string {
  const { businessOriginatorId, businessTargetId } = requestId;
  const sequence = serviceReferenceVariant === topUp ? ':top up' : '';
  return `${businessOriginatorId}:${businessTargetId}${sequence}`;
}

/** The roles in which this User may send this SRV. */
const usableRoles = ({ organisation, variant }: RequestContext): string[] =>
  (organisation?.roles ?? []).filter((role) => variant.eligibleRoles.some((eligible) => eligible.role === role));

const generationOf = ({ device }: RequestContext): 'SMETS1' | 'SMETS2+' =>
  device !== undefined && isSmets1(device.description) ? 'SMETS1' : 'SMETS2+';

/** Whether one of those roles may send this SRV to devices of this generation; most roles may to both. */
const isForGeneration = (context: RequestContext): boolean =>
  context.variant.eligibleRoles.some(
    ({ role, deviceGenerations }) =>
      usableRoles(context).includes(role) && (deviceGenerations?.includes(generationOf(context)) ?? true),
  );

/** Command Variants that ask for a copy for local delivery (DUIS XSD, CommandVariant). */
const localVariants: readonly number[] = [2, 3, 6, 7];

const statusesForService = new Set(['Commissioned', 'InstalledNotCommissioned', 'Whitelisted', 'Pending', 'Recovered']);

/** When the User must be the one: at the execution, which cancellations name for never. */
function requiredAt({ request: { executionDateTime }, nowMs }: RequestContext): number {
  const ms = executionDateTime === undefined ? Number.NaN : Date.parse(executionDateTime);
  return ms > nowMs && ms < never ? ms : nowMs;
}
const never = Date.parse('3000-12-31T00:00:00.00Z');

/** An S1SP has taken a SMETS1 device over, and it is not commissioned yet. */
const isBeingMigrated = (context: RequestContext): boolean =>
  generationOf(context) === 'SMETS1' && context.device?.description.status === 'Pending';

/**
 * The checks in the order in which they are made. The order is our reading: authenticate, then what is asked, then who
 * may ask it, then of which device, then replay last, so that a refused request does not use up its counter.
 */
export const dspSteps: readonly DspStep[] = [
  {
    name: 'the signature is valid',
    code: 'E100',
    provenance: 'recollection, low confidence',
    holds: ({ signature }) => signature.verdict === 'valid',
  },
  {
    name: 'the signer is the originator, and a User',
    code: 'E1',
    provenance: 'third-party list of meanings',
    holds: ({ signature, organisation, request }) =>
      organisation !== undefined && signature.signer?.eui64 === request.requestId.businessOriginatorId,
  },
  {
    name: 'the status of the User allows it',
    code: 'E3',
    provenance: 'third-party list of meanings',
    holds: ({ organisation }) => organisation?.status === 'Active',
  },
  {
    name: 'the request belongs to this web service',
    code: 'E13',
    provenance: 'third-party list of meanings',
    holds: ({ service, request }) => servicesOf(request.commandVariant) === service,
  },
  {
    name: 'the Command Variant is one of this service’s',
    code: 'E12',
    provenance: 'third-party list of meanings; DUIS XSD comments',
    holds: ({ variant, request }) => acceptedCommandVariants(variant).includes(request.commandVariant),
  },
  {
    name: 'the User Role may send this service',
    code: 'E2',
    provenance: 'third-party list of meanings; roles by the catalogue',
    holds: (context) => usableRoles(context).length > 0,
  },
  {
    name: 'the device exists',
    code: 'E19',
    provenance: 'third-party list of meanings',
    holds: (context) => isNonDevice(context) || context.device !== undefined,
  },
  {
    name: 'the User Role may send this service to devices of this generation',
    code: 'E2',
    provenance: 'third-party list of meanings; generations by the catalogue',
    holds: (context) => isNonDevice(context) || isForGeneration(context),
  },
  {
    name: 'the service is one for this type of device',
    code: 'E11',
    provenance: 'third-party list of meanings',
    holds: (context) =>
      isNonDevice(context) ||
      suitsDevice(context.variant.serviceReferenceVariant, context.device?.description.deviceType ?? ''),
  },
  {
    name: 'the service is one for SMETS1 devices, where this is one',
    code: 'E11',
    provenance: 'third-party list of meanings; services by fixtures/emulator/smets1Services.json',
    holds: (context) =>
      isNonDevice(context) ||
      generationOf(context) === 'SMETS2+' ||
      isForSmets1(context.variant.serviceReferenceVariant, context.device?.description.deviceType ?? ''),
  },
  {
    name: 'Local Command Services are open to the device',
    code: 'E17',
    provenance: 'third-party list of meanings; that SMETS1 devices have none is our reading',
    holds: (context) => generationOf(context) === 'SMETS2+' || !localVariants.includes(context.request.commandVariant),
  },
  {
    name: 'the device’s status allows the service',
    code: 'E5',
    provenance: 'third-party list of meanings; that a SMETS1 device answers nobody while it is migrated is our reading',
    holds: (context) =>
      isNonDevice(context) ||
      (statusesForService.has(context.device?.description.status ?? '') && !isBeingMigrated(context)),
  },
  {
    name: 'the User holds the role for this device at the required time',
    code: 'E4',
    provenance: 'third-party list of meanings; the required time is that of execution where there is one (our reading)',
    holds: (context) => {
      const mpxns = context.device === undefined ? [] : mpxnsOf(context.device.description);
      // Other Users are registered for nothing (our reading: they act with the consumer's consent).
      if (isNonDevice(context) || mpxns.length === 0 || usableRoles(context).includes('OU')) return true;
      const { state, organisation } = context;
      const atMs = requiredAt(context);
      return usableRoles(context).some((role) =>
        isRegistered(state.fleet.registrations, { organisation: organisation?.eui64 ?? '', role, mpxns, atMs }),
      );
    },
  },
  {
    name: 'the execution time, if there is one, is in the future',
    code: 'E49',
    provenance: 'our reading of a code whose meaning is not public',
    holds: ({ request, nowMs }) =>
      request.executionDateTime === undefined || Date.parse(request.executionDateTime) > nowMs,
  },
  {
    name: 'the preceding request of the sequence was accepted',
    code: sequenceCodes.outOfOrder,
    provenance:
      'recollection, medium confidence: sequenced requests have the codes E40 and up; which is which is our reading',
    holds: ({ state, request }) => hasKnownPreceding(state, request),
  },
  {
    name: 'the Originator Counter is above the last one for this target',
    code: 'E100',
    provenance: 'our reading: a replay is a failure of message authentication',
    holds: ({ state, request }) => {
      const { originatorCounter } = request.requestId;
      const last = state.counters.get(counterKey(request));
      if (last === undefined || BigInt(originatorCounter) > last) return true;
      // A Signed Pre-Command carries the Request ID of the request that made its Pre-Command, once.
      return request.signedPreCommand !== undefined && state.preCommands.has(formatRequestId(request.requestId));
    },
  },
  {
    name: 'the Signed Pre-Command is the one that was made for this request, signed by the User',
    code: 'E50',
    provenance: 'our reading of a code whose meaning is not public',
    holds: ({ state, request }) => request.signedPreCommand === undefined || isSignedAsMade(state, request),
  },
];

/** What is looked at once more when the DSP carries out a request that it held: the world may have changed meanwhile. */
const checkedAgain = new Set(['E4', 'E5']);

/** The first check that does not hold any more when the time of a request has come. */
export function findRefusalAtExecution(
  state: EmulatorState,
  device: EmulatedDevice,
  held: ServiceRequest,
): DspStep | undefined {
  const { executionDateTime: _, ...request } = held;
  const variant = state.findService(request.serviceReferenceVariant);
  if (variant === undefined) return undefined;
  const context: RequestContext = {
    state,
    service: 'sendCommand',
    request,
    variant,
    nowMs: state.clock.now(),
    signature: { verdict: 'valid', digest: '' },
    organisation: state.organisations.get(request.requestId.businessOriginatorId),
    device,
  };
  return dspSteps.find((step) => checkedAgain.has(step.code) && !step.holds(context));
}

/** What a User must be allowed to do itself before the DSP does it for them on a schedule (our reading: by the same codes). */
const checkedForSchedule = new Set(['E2', 'E4', 'E5']);

/** The first check that the service of a schedule would fail if its User sent it to the device now. */
export function findScheduleRefusal(
  context: RequestContext,
  variant: RequestContext['variant'],
  device: EmulatedDevice,
): DspStep | undefined {
  const scheduled = { ...context, variant, device };
  return dspSteps.find((step) => checkedForSchedule.has(step.code) && !step.holds(scheduled));
}

function isSignedAsMade(state: EmulatorState, request: ServiceRequest): boolean {
  const made = state.preCommands.get(formatRequestId(request.requestId));
  const bytes = Buffer.from(request.signedPreCommand ?? '', 'base64');
  return made !== undefined && isSignedAsAsked(state, made.request, bytes);
}

/** Makes the checks in order. Returns the first that does not hold, or undefined when all do. */
export function findRefusal(context: RequestContext): DspStep | undefined {
  return dspSteps.find((step) => !step.holds(context));
}
