import { acceptedCommandVariants } from '../../duis/catalogue.ts';
import type { ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import { decodeMessage } from '../../gbcs/decodeMessage.ts';
import { correlate } from '../../transform/correlate.ts';
import { mpxnsOf } from '../fleet.ts';
import { suitsDevice } from '../parseAndCorrelate/transform.ts';
import { isRegistered } from '../registrations/registrations.ts';
import type { EmulatorState } from '../state.ts';
import type { RequestContext } from './requestContext.ts';

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

const statusesForService = new Set(['Commissioned', 'InstalledNotCommissioned', 'Whitelisted', 'Pending', 'Recovered']);

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
    name: 'the service is one for this type of device',
    code: 'E11',
    provenance: 'third-party list of meanings',
    holds: (context) =>
      isNonDevice(context) ||
      suitsDevice(context.variant.serviceReferenceVariant, context.device?.description.deviceType ?? ''),
  },
  {
    name: 'the device’s status allows the service',
    code: 'E5',
    provenance: 'third-party list of meanings',
    holds: (context) => isNonDevice(context) || statusesForService.has(context.device?.description.status ?? ''),
  },
  {
    name: 'the User holds the role for this device now',
    code: 'E4',
    provenance: 'third-party list of meanings',
    holds: (context) => {
      const mpxns = context.device === undefined ? [] : mpxnsOf(context.device.description);
      // Other Users are registered for nothing (our reading: they act with the consumer's consent).
      if (isNonDevice(context) || mpxns.length === 0 || usableRoles(context).includes('OU')) return true;
      const { state, nowMs, organisation } = context;
      return usableRoles(context).some((role) =>
        isRegistered(state.fleet.registrations, { organisation: organisation?.eui64 ?? '', role, mpxns, atMs: nowMs }),
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

/** Correlate: the signed message does what the request asked, and the signature is the originator's. */
function isSignedAsMade(state: EmulatorState, request: ServiceRequest): boolean {
  const made = state.preCommands.get(formatRequestId(request.requestId));
  if (!made) return false;
  const bytes = Buffer.from(request.signedPreCommand ?? '', 'base64');
  return isSignatureValid(state, request, bytes) && correlate(made.request, bytes).agrees;
}

/** By the originator's certificate in the SMKI, or by the one that the device holds of it since it was replaced. */
function isSignatureValid(state: EmulatorState, request: ServiceRequest, bytes: Uint8Array): boolean {
  const keys = state.pki.gbcsKeys;
  const device = state.devices.get(request.requestId.businessTargetId);
  const points = [
    keys.digitalSignaturePublicPoint,
    (eui: string) => device?.signaturePointOf?.(eui) ?? keys.digitalSignaturePublicPoint(eui),
  ];
  return points.some((digitalSignaturePublicPoint) => {
    const decoded = decodeMessage(bytes, { ...keys, digitalSignaturePublicPoint });
    return decoded.ok && decoded.message.signature === 'valid';
  });
}

/** Makes the checks in order. Returns the first that does not hold, or undefined when all do. */
export function findRefusal(context: RequestContext): DspStep | undefined {
  return dspSteps.find((step) => !step.holds(context));
}
