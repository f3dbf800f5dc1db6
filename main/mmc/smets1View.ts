/** What an S1SP says of a SMETS1 device: a SMETS1SignedResponse of DUIS, whose content is the MMC's (XSD `SMETS1ResponseType`). */
import { WorkbenchError } from '../../shared/errors.ts';
import { type JsonObject, type JsonTree, textAt, valueAt } from '../duis/jsonTree.ts';
import { childModel, type ElementModel, elementsOf, type RequestModel } from '../duis/model.ts';
import { responseAndAlert, serviceUserGateway } from '../duis/namespaces.ts';
import { writeFromTree } from '../duis/treeToXml.ts';
import { xmlDeclaration } from '../duis/writeXml.ts';
import type { DecodedMessage } from '../gbcs/decodedMessage.ts';
import { fitToModel } from './fitToModel.ts';
import { headerTree } from './header.ts';
import type { MmcModel } from './mmcModel.ts';
import { type MmcView, responseContent } from './mmcView.ts';

/** The part of the DUIS XSD that SMETS1 responses are written by. */
export interface Smets1Model extends Pick<MmcModel, 'version' | 'responses'> {
  readonly signedResponse: ElementModel;
}

function descend(element: ElementModel, names: readonly string[]): ElementModel {
  return names.reduce((at, name) => {
    const child = childModel(at, name);
    if (child !== undefined) return child;
    throw new WorkbenchError('schema-unavailable', `The DUIS schema has no ${name} in ${at.name}.`);
  }, element);
}

/** @throws WorkbenchError `schema-unavailable` where the version has no SMETS1 responses */
export function smets1Model({ version, response }: Pick<RequestModel, 'version' | 'response'>): Smets1Model {
  const signedResponse = descend(response, ['Body', 'SMETS1ResponseMessage', 'SMETS1SignedResponse']);
  const data = descend(signedResponse, ['SMETS1Response', 'Body', 'ResponseMessage', 'SMETSData']);
  return { version, signedResponse, responses: new Map(elementsOf(data.type).map((one) => [one.name, one])) };
}

/** Writes a SMETS1SignedResponse that is still to be signed; what the XSD cannot hold is left out and named. */
function writeSignedResponse(
  { signedResponse }: Smets1Model,
  schemaVersion: string,
  content: JsonObject,
  left: readonly string[],
): MmcView {
  const uncovered = [...left];
  const tree = fitToModel(
    signedResponse,
    {
      '@xmlns:sr': serviceUserGateway,
      '@xmlns:ra': responseAndAlert,
      '@schemaVersion': schemaVersion,
      SMETS1Response: content,
    },
    '',
    uncovered,
  );
  if (tree === undefined) return { ok: false, reason: `It does not fit the DUIS schema: ${uncovered.join('; ')}.` };
  try {
    return { ok: true, xml: xmlDeclaration + writeFromTree(signedResponse, tree), uncovered };
  } catch (error) {
    if (error instanceof WorkbenchError) return { ok: false, reason: error.message };
    throw error;
  }
}

/** Every status in the DebugInfo of the other generation, whose form COSEM and ZigBee have to themselves. */
function statusesIn(tree: JsonTree | JsonTree[]): { code: string; name: string }[] {
  if (Array.isArray(tree)) return tree.flatMap(statusesIn);
  if (typeof tree === 'string') return [];
  const code = textAt(tree, '@ResponseCode');
  if (code === undefined) return Object.values(tree).flatMap(statusesIn);
  const zigbee = textAt(tree, 'ZCLStatus');
  const name = zigbee ?? textAt(tree, 'DataAccessResult') ?? textAt(tree, 'ActionResult') ?? '';
  return [{ code: String(Number.parseInt(code, zigbee === undefined ? 10 : 16)), name }];
}

/** DebugInfo of SMETS1: the code and name of each thing that was asked, in order (XSD `StatusSMETS1`). */
function withSmets1Debug(body: JsonObject): JsonObject {
  const message = valueAt(body, 'ResponseMessage');
  const debug = valueAt(message, 'DebugInfo');
  if (typeof message !== 'object' || debug === undefined) return body;
  const responses = statusesIn(debug).map(({ code, name }, index) => ({
    '@ResponseCode': code,
    '@Position': String(index + 1),
    Error: name,
  }));
  return { ...body, ResponseMessage: { ...message, DebugInfo: { SMETS1Debug: { SMETS1Response: responses } } } };
}

/**
 * The answer of a SMETS1 device to a service. It has no message code: GBCS has no part in it (our reading; the XSD leaves
 * GBCSHexadecimalMessageCode out where there is none).
 */
export function smets1ResponseView(
  message: DecodedMessage,
  options: { model: Smets1Model; serviceReferenceVariant: string; schemaVersion: string },
): MmcView {
  const { model, serviceReferenceVariant, schemaVersion } = options;
  const content = responseContent(message, model, serviceReferenceVariant);
  if (!content.ok) return content;
  const { GBCSHexadecimalMessageCode: _, ...header } = headerTree(message, content.service);
  const tree = { Header: header, Body: withSmets1Debug(content.body.tree) };
  return writeSignedResponse(model, schemaVersion, tree, content.body.uncovered);
}

/** Something that a SMETS1 device noticed, for a party that is to know. */
export interface Smets1DeviceAlert {
  /** EUI-64s as DUIS writes them. */
  deviceId: string;
  recipientId: string;
  counter: string;
  /** Four hexadecimal digits, and the name that goes with them. */
  alertCode: string;
  description: string;
  /** ISO 8601 UTC. */
  time: string;
}

/** A Device Alert of a SMETS1 device. */
export function smets1AlertView(
  alert: Smets1DeviceAlert,
  { model, schemaVersion }: { model: Smets1Model; schemaVersion: string },
): MmcView {
  const content = {
    Header: {
      BusinessOriginatorID: alert.deviceId,
      BusinessTargetID: alert.recipientId,
      OriginatorCounter: alert.counter,
      Timestamp: alert.time,
    },
    Body: {
      DeviceAlertMessage: {
        DeviceAlertContent: {
          GBCSHexAlertCode: alert.alertCode,
          AlertDescription: alert.description,
          Timestamp: alert.time,
        },
      },
    },
  };
  return writeSignedResponse(model, schemaVersion, content, []);
}
