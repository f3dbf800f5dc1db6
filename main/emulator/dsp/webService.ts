import { buildServiceResponse } from '../../duis/buildResponse.ts';
import type { JsonObject } from '../../duis/jsonTree.ts';
import { parseServiceRequest, type ServiceRequest } from '../../duis/parse.ts';
import { formatRequestId } from '../../duis/requestId.ts';
import { validateAgainstSchema } from '../../duis/schema.ts';
import { addCommandMac } from '../../gbcs/preCommand.ts';
import { signXml, verifyXmlSignature } from '../../smki/xmlSignature.ts';
import { sendOrQuarantine } from '../anomalies/sendOrQuarantine.ts';
import type { EmulatedDevice } from '../devices/emulatedDevice.ts';
import { alterPreCommand } from '../faults/spoil.ts';
import { subjectOf } from '../faults/subjectOf.ts';
import { transformRequest } from '../parseAndCorrelate/transform.ts';
import type { EmulatorState } from '../state.ts';
import type { DeviceWork } from './askDevice.ts';
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
  const faults = state.faults.drawForAnswer(subjectOf(state, request));
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

/** A request for a device: transformed for its User to sign, given back for local delivery, or sent on its way. */
function acceptDeviceRequest(
  state: EmulatorState,
  { request, device, variant }: RequestContext,
  alter: AlterPreCommand,
): WebAnswer {
  const requestName = formatRequestId(request.requestId);
  if (!device) return { status: 503, xml: '' };
  if (request.signedPreCommand !== undefined) {
    const made = state.preCommands.get(requestName);
    if (!made) return { status: 503, xml: '' };
    state.preCommands.delete(requestName);
    const signedPreCommand = Buffer.from(request.signedPreCommand, 'base64');
    const { commandVariant } = request;
    return sendOrGiveBack(
      state,
      device,
      { ...made.request, ...timed(request), commandVariant },
      {
        work: { kind: 'signed', signedPreCommand },
        command: () => addCommandMac(signedPreCommand, state.pki.gbcsKeys),
      },
    );
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
  return sendOrGiveBack(state, device, request, { work: { kind: 'request' }, command: () => transformed.bytes });
}

/** Command Variants whose command is for local delivery alone, and those for both ways (DUIS XSD, CommandVariant). */
const localAlone: readonly number[] = [2, 6];
const bothWays: readonly number[] = [3, 7];

/** Sends a command on its way to the device, gives it back for its User to deliver on the spot, or both. */
function sendOrGiveBack(
  state: EmulatorState,
  device: EmulatedDevice,
  request: ServiceRequest,
  { work, command }: { work: DeviceWork; command: () => Uint8Array },
): WebAnswer {
  const { commandVariant, serviceReferenceVariant, requestId } = request;
  const isLocalAlone = localAlone.includes(commandVariant);
  if (isLocalAlone) {
    const refused = sequenceRefusal(state, request);
    settle(state, request, refused ?? 'I0');
    if (refused !== undefined) return synchronous(state, request, refused, undefined, 'unsigned');
  } else {
    inItsTurn(state, request, () => sendOrQuarantine(state, device, request, work));
  }
  state.log(
    `${serviceReferenceVariant} ${isLocalAlone ? 'given back for local delivery to' : 'sent to'} ${requestId.businessTargetId}`,
  );
  if (!isLocalAlone && !bothWays.includes(commandVariant))
    return synchronous(state, request, 'I99', undefined, 'signed');
  const local = { LocalCommand: { GBCSPayload: Buffer.from(command()).toString('base64') } };
  return synchronous(state, request, 'I0', local, 'signed');
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
