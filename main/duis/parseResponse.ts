import { findServiceReferenceVariant } from './catalogue.ts';
import { base64Text, need, optionalId, readDuisDocument, trimmedText } from './duisDocument.ts';
import { type JsonTree, toJsonTree } from './jsonTree.ts';
import type { RequestId } from './requestId.ts';
import { childOf, walk } from './xmlPath.ts';
import type { XmlElementNode } from './xmlTree.ts';

export type ServiceResponseKind =
  | 'acknowledgement'
  | 'syncError'
  | 'serviceResponse'
  | 'preCommand'
  | 'localCommand'
  | 'nonDevice'
  | 'dspScheduled'
  | 'futureDatedDeviceAlert'
  | 'cin'
  | 'deviceAlert'
  | 'dccAlert'
  | 'smets1';

/** Anything that DCC sends to a User: synchronous answers, Service Responses and alerts. */
export interface ServiceResponse {
  requestId?: RequestId;
  responseId?: RequestId;
  responseCode: string;
  responseDateTime: string;
  schemaVersion: string;
  kind: ServiceResponseKind;
  serviceReference?: string;
  serviceReferenceVariant?: string;
  /** base64 without white space. */
  gbcsPayload?: string;
  dspScheduleId?: string;
  /** Device Alert code (hex), future dated alert code (8F66, 8F67) or DCC Alert code (AD1, N1 …). */
  alertCode?: string;
  /** The content of the Body: one key, such as ResponseMessage. */
  body: JsonTree;
  /** Whether a ds:Signature is present; nothing is said of its worth. */
  signed: boolean;
}

const messageKinds: Readonly<Record<string, ServiceResponseKind>> = {
  DeviceAlertMessage: 'deviceAlert',
  DCCAlertMessage: 'dccAlert',
  SMETS1ResponseMessage: 'smets1',
};

const responseMessageKinds: Readonly<Record<string, ServiceResponseKind>> = {
  FutureDatedDeviceAlertMessage: 'futureDatedDeviceAlert',
  CINMessage: 'cin',
  DSPScheduledMessage: 'dspScheduled',
  PreCommand: 'preCommand',
  LocalCommand: 'localCommand',
  GBCSPayload: 'serviceResponse',
};

/** A ResponseMessage without a payload is told apart by its code and by whether it carries a ResponseID. */
function kindWithoutPayload(code: string, hasResponseId: boolean, variant: string | undefined): ServiceResponseKind {
  if (hasResponseId) return 'serviceResponse';
  if (code.startsWith('E')) return 'syncError';
  const row = variant === undefined ? undefined : findServiceReferenceVariant(variant);
  // I99 completes a Non-Device request that has no data to return, and acknowledges every other one.
  if (row?.commandVariants.every((commandVariant) => commandVariant === 8)) return 'nonDevice';
  return 'acknowledgement';
}

function kindOf(message: XmlElementNode, code: string, hasResponseId: boolean, variant: string | undefined) {
  const own = messageKinds[message.localName];
  if (own !== undefined) return own;
  const payload = message.children.find((child) => !child.localName.startsWith('ServiceReference'));
  if (payload === undefined) return kindWithoutPayload(code, hasResponseId, variant);
  return responseMessageKinds[payload.localName] ?? 'nonDevice';
}

/** The first element of one of these names in document order. */
function firstOf(message: XmlElementNode, ...localNames: string[]): XmlElementNode | undefined {
  for (const node of walk(message)) if (localNames.includes(node.localName)) return node;
  return undefined;
}

/**
 * Reads a response, acknowledgement or alert.
 * @param xml bytes (UTF-8) or text
 * @throws WorkbenchError `invalid-xml` where it is not well-formed, `invalid-document` where a needed part is missing
 */
export function parseServiceResponse(xml: Uint8Array | string): ServiceResponse {
  const source = readDuisDocument(xml, 'Response');
  const { root } = source;
  const header = need(source, root, 'Header');
  const body = need(source, root, 'Body');
  const message = body.children[0] ?? need(source, body, 'a message');
  const responseCode = need(source, header, 'ResponseCode').text.trim();
  const requestId = optionalId(source, childOf(header, 'RequestID'));
  const responseId = optionalId(source, childOf(header, 'ResponseID'));
  const serviceReference = trimmedText(childOf(message, 'ServiceReference'));
  const serviceReferenceVariant = trimmedText(childOf(message, 'ServiceReferenceVariant'));
  const kind = kindOf(message, responseCode, responseId !== undefined, serviceReferenceVariant);
  const gbcsPayload = kind === 'smets1' ? undefined : base64Text(firstOf(message, 'GBCSPayload'));
  const schedule = kind === 'nonDevice' ? childOf(message, 'DSPScheduleID') : firstOf(message, 'DSPScheduleID');
  const dspScheduleId = trimmedText(schedule);
  const alertCode = trimmedText(
    firstOf(message, 'AlertCode', 'DCCAlertCode', 'FutureDatedAlertCode', 'GBCSHexAlertCode'),
  );
  return {
    ...(requestId && { requestId }),
    ...(responseId && { responseId }),
    responseCode,
    responseDateTime: need(source, header, 'ResponseDateTime').text.trim(),
    schemaVersion: root.attributes.find(([name]) => name === 'schemaVersion')?.[1] ?? '',
    kind,
    ...(serviceReference !== undefined && { serviceReference }),
    ...(serviceReferenceVariant !== undefined && { serviceReferenceVariant }),
    ...(gbcsPayload !== undefined && { gbcsPayload }),
    ...(dspScheduleId !== undefined && { dspScheduleId }),
    ...(alertCode !== undefined && { alertCode }),
    body: toJsonTree(body),
    signed: childOf(root, 'Signature') !== undefined,
  };
}
