import { base64Text, need, readDuisDocument, readRequestId, trimmedText } from './duisDocument.ts';
import { type JsonTree, toJsonTree } from './jsonTree.ts';
import type { RequestId } from './requestId.ts';
import { childOf, descendantOf } from './xmlPath.ts';

/** A Service Request as sent, XSD-valid or not, as far as it can be read. */
export interface ServiceRequest {
  schemaVersion: string;
  requestId: RequestId;
  firstInSequence?: boolean;
  precedingServiceRequestId?: RequestId;
  commandVariant: number;
  serviceReference: string;
  serviceReferenceVariant: string;
  /** Local name of the one element in the Body; `SignedPreCommand` for Command Variants 5, 6 and 7. */
  bodyElement: string;
  /** The content of that element. */
  body: JsonTree;
  /** GBCSPayload of a Signed Pre-Command: base64 without white space. */
  signedPreCommand?: string;
  executionDateTime?: string;
  /** Whether a ds:Signature is present; nothing is said of its worth. */
  signed: boolean;
}

/**
 * Reads a Service Request or Signed Pre-Command.
 * @param xml bytes (UTF-8) or text
 * @throws WorkbenchError `invalid-xml` where it is not well-formed, `invalid-document` where a needed part is missing
 */
export function parseServiceRequest(xml: Uint8Array | string): ServiceRequest {
  const source = readDuisDocument(xml, 'Request');
  const { root } = source;
  const header = need(source, root, 'Header');
  const body = need(source, root, 'Body');
  const bodyElement = body.children[0] ?? need(source, body, 'a service element');
  const first = trimmedText(childOf(header, 'FirstInSequence'));
  const preceding = childOf(header, 'PrecedingServiceRequestID');
  const execution = trimmedText(childOf(bodyElement, 'ExecutionDateTime'));
  const request: ServiceRequest = {
    schemaVersion: root.attributes.find(([name]) => name === 'schemaVersion')?.[1] ?? '',
    requestId: readRequestId(source, need(source, header, 'RequestID')),
    commandVariant: Number(need(source, header, 'CommandVariant').text),
    serviceReference: need(source, header, 'ServiceReference').text.trim(),
    serviceReferenceVariant: need(source, header, 'ServiceReferenceVariant').text.trim(),
    bodyElement: bodyElement.localName,
    body: toJsonTree(bodyElement),
    signed: childOf(root, 'Signature') !== undefined,
  };
  if (first !== undefined) request.firstInSequence = first === 'true' || first === '1';
  if (preceding !== undefined) request.precedingServiceRequestId = readRequestId(source, preceding);
  if (execution !== undefined) request.executionDateTime = execution;
  if (bodyElement.localName === 'SignedPreCommand') {
    request.signedPreCommand = base64Text(descendantOf(bodyElement, 'GBCSPayload')) ?? '';
  }
  return request;
}

export { parseServiceResponse, type ServiceResponse } from './parseResponse.ts';
