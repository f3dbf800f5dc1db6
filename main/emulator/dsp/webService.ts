import { buildServiceResponse } from '../../duis/buildResponse.ts';
import type { JsonObject } from '../../duis/jsonTree.ts';
import { parseServiceRequest, type ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import { validateAgainstSchema } from '../../duis/schema.ts';
import { signXml, verifyXmlSignature } from '../../smki/xmlSignature.ts';
import { sendOrQuarantine } from '../anomalies/sendOrQuarantine.ts';
import { regionOfDevice } from '../csp/regionOfDevice.ts';
import { alterPreCommand } from '../faults/spoil.ts';
import { transformRequest } from '../parseAndCorrelate/transform.ts';
import type { EmulatorState } from '../state.ts';
import { formatDateTime } from './dateTime.ts';
import { inItsTurn } from './inItsTurn.ts';
import { nonDeviceServices } from './nonDevice/nonDeviceServices.ts';
import type { RequestContext, WebService } from './requestContext.ts';
import { enterSequence, sequenceRefusal, settle } from './sequences.ts';
import { counterKey, findRefusal } from './steps.ts';

/** A synchronous HTTP answer. An empty body goes with a status that says it all. */
export interface WebAnswer {
  status: number;
  xml: string;
  /** Real milliseconds to let pass before it is sent. */
  afterMs?: number;
}

/**
 * One request to one of DCC's web services. Business outcomes are HTTP 200 with a DUIS Response; what is not
 * well formed or not schema-valid is HTTP 400 without one (recollection, medium-low confidence).
 */
export function handleRequest(state: EmulatorState, service: WebService, body: Uint8Array): WebAnswer {
  const read = readRequest(state, body);
  if (typeof read === 'string') {
    state.log(`${service}: refused with HTTP 400: ${read}`);
    return { status: 400, xml: '' };
  }
  const { request, variant } = read;
  const nowMs = state.clock.now();
  const { businessOriginatorId, businessTargetId } = request.requestId;
  const faults = state.faults.drawForAnswer({
    serviceReferenceVariant: variant.serviceReferenceVariant,
    originator: businessOriginatorId,
    target: businessTargetId,
    region: regionOfDevice(state, businessTargetId),
    requestId: formatRequestId(request.requestId),
  });
  const status = faults.find((fault) => fault.kind === 'httpStatus');
  if (status) return { status: status.status, xml: '' };
  const slow = faults.find((fault) => fault.kind === 'slowBody');
  const forced = faults.find((fault) => fault.kind === 'refuse');
  const answer = forced
    ? synchronous(state, request, forced.code, undefined, 'unsigned')
    : answerRequest(state, service, body, request, variant, nowMs, (preCommand) =>
        faults.some(({ kind }) => kind === 'alterPreCommand') ? alterPreCommand(preCommand) : preCommand,
      );
  return slow ? { ...answer, afterMs: slow.seconds * 1000 } : answer;
}

/** What a fault rule makes of a Pre-Command. */
type AlterPreCommand = (preCommand: Uint8Array) => Uint8Array;

function answerRequest(
  state: EmulatorState,
  service: WebService,
  body: Uint8Array,
  request: ServiceRequest,
  variant: RequestContext['variant'],
  nowMs: number,
  alter: AlterPreCommand,
): WebAnswer {
  const { businessOriginatorId, businessTargetId, originatorCounter } = request.requestId;
  const context: RequestContext = {
    state,
    service,
    request,
    variant,
    nowMs,
    signature: verifyXmlSignature(body, state.pki.resolveCertificate),
    organisation: state.organisations.get(businessOriginatorId),
    device: state.devices.get(businessTargetId),
  };
  const refusal = findRefusal(context);
  if (refusal) {
    state.log(
      `${service}: ${variant.serviceReferenceVariant} refused with ${refusal.code}: not so that ${refusal.name}`,
    );
    return synchronous(state, request, refusal.code, undefined, 'unsigned');
  }
  state.counters.set(counterKey(request), BigInt(originatorCounter));
  enterSequence(state, request);
  const nonDevice = nonDeviceServices[variant.serviceReferenceVariant];
  if (nonDevice) {
    const refused = sequenceRefusal(state, request);
    const { code, content, afterwards } = refused === undefined ? nonDevice(context) : { code: refused };
    settle(state, request, code);
    if (afterwards !== undefined) state.clock.at(nowMs, afterwards);
    state.log(`${service}: ${variant.serviceReferenceVariant} answered with ${code}`);
    return synchronous(state, request, code, content, code.startsWith('E') ? 'unsigned' : 'signed');
  }
  return acceptDeviceRequest(state, context, alter);
}

function readRequest(
  state: EmulatorState,
  body: Uint8Array,
): { request: ServiceRequest; variant: RequestContext['variant'] } | string {
  try {
    const request = parseServiceRequest(body);
    const schema = state.schemas.get(request.schemaVersion) ?? [...state.schemas.values()].at(-1);
    const [problem] = schema ? validateAgainstSchema(schema, body) : [];
    if (problem) return `line ${problem.line}: ${problem.message}`;
    const variant = state.findService(request.serviceReferenceVariant);
    return variant ? { request, variant } : `there is no Service Reference Variant ${request.serviceReferenceVariant}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A request for a device: transformed for its User to sign, delivered locally, or sent on its way. */
function acceptDeviceRequest(
  state: EmulatorState,
  { request, device, variant }: RequestContext,
  alter: AlterPreCommand,
): WebAnswer {
  const requestName = formatRequestId(request.requestId);
  if (!device) return { status: 503, xml: '' };
  if (request.signedPreCommand !== undefined) {
    const made = state.preCommands.get(requestName);
    state.preCommands.delete(requestName);
    const signedPreCommand = Buffer.from(request.signedPreCommand, 'base64');
    if (made) {
      const signed = { ...made.request, ...timed(request) };
      inItsTurn(state, signed, () => sendOrQuarantine(state, device, signed, { kind: 'signed', signedPreCommand }));
    }
    state.log(`${variant.serviceReferenceVariant} signed by its User, sent to ${request.requestId.businessTargetId}`);
    return synchronous(state, request, 'I99', undefined, 'signed');
  }
  const transformed = transformRequest(state, request);
  if (!transformed.ok) {
    state.log(`${variant.serviceReferenceVariant} has no command: ${transformed.message}`);
    return { status: transformed.code === 'not-a-device-service' ? 503 : 400, xml: '' };
  }
  if (transformed.kind === 'preCommand') {
    const { gbcsVersion } = device.description;
    state.preCommands.set(requestName, { request, gbcsVersion });
    const preCommand = {
      GBCSVersion: gbcsVersion,
      GBCSPayload: Buffer.from(alter(transformed.bytes)).toString('base64'),
    };
    return synchronous(state, request, 'I0', { PreCommand: preCommand }, 'signed');
  }
  const local = { LocalCommand: { GBCSPayload: Buffer.from(transformed.bytes).toString('base64') } };
  // Command Variant 2 is for local delivery alone, 3 for both ways (DUIS XSD, CommandVariant).
  if (request.commandVariant === 2) return synchronous(state, request, 'I0', local, 'signed');
  inItsTurn(state, request, () => sendOrQuarantine(state, device, request, { kind: 'request' }));
  state.log(`${variant.serviceReferenceVariant} to ${request.requestId.businessTargetId} accepted`);
  if (request.commandVariant === 3) return synchronous(state, request, 'I0', local, 'signed');
  return synchronous(state, request, 'I99', undefined, 'signed');
}

const timed = ({ executionDateTime }: ServiceRequest): Pick<ServiceRequest, 'executionDateTime'> =>
  executionDateTime === undefined ? {} : { executionDateTime };

/** A synchronous Response: refusals come without signature, as DCC Boxed's own sample of one does. */
function synchronous(
  state: EmulatorState,
  request: ServiceRequest,
  responseCode: string,
  content: JsonObject | undefined,
  signature: 'signed' | 'unsigned',
): WebAnswer {
  const service = {
    serviceReference: request.serviceReference,
    serviceReferenceVariant: request.serviceReferenceVariant,
  };
  const xml = buildServiceResponse({
    requestId: request.requestId,
    responseCode,
    responseDateTime: formatDateTime(state.clock.now()),
    schemaVersion: request.schemaVersion,
    body: content ? { kind: 'responseMessage', ...service, tree: content } : { kind: 'serviceReference', ...service },
  });
  return { status: 200, xml: signature === 'signed' ? signXml(xml, state.pki.dsp) : xml };
}
