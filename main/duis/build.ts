import { WorkbenchError } from '../../shared/errors.ts';
import { collapseValues } from './collapseValues.ts';
import { createChildFrom } from './createChild.ts';
import { readDuisDocument } from './duisDocument.ts';
import { parseEui64 } from './eui64.ts';
import type { RequestModel } from './model.ts';
import { formatRequestId, parseCounter, parseRequestId, type RequestId } from './requestId.ts';
import { applySetting, type CreateChild, type Setting } from './setPath.ts';
import { writeDocument } from './writeXml.ts';
import { childOf } from './xmlPath.ts';
import type { XmlElementNode } from './xmlTree.ts';

export interface BuildServiceRequest {
  /** XML text of any Service Request: one of DCC's templates, or one composed from the model. */
  template: string;
  /** EUI-64 of the User. */
  originator?: string;
  /** EUI-64 of the Device, or of the Access Control Broker for a Non-Device request. */
  target?: string;
  /** Originator Counter, 0 to 2^64 - 1. */
  counter?: bigint | string;
  commandVariant?: number;
  schemaVersion?: string;
  firstInSequence?: boolean;
  precedingServiceRequestId?: RequestId | string;
  set?: readonly Setting[];
  /** With the model, `set` also makes optional elements that the template lacks, and values lose stray white space. */
  model?: RequestModel;
  /** Makes optional elements in place of the model's way. */
  create?: CreateChild;
}

/** Adds an element with text right after another, in the same namespace. */
export function insertAfter(before: XmlElementNode, localName: string, text: string): XmlElementNode {
  const node = newSibling(before, localName, text);
  const siblings = before.parent?.children ?? [];
  siblings.splice(siblings.indexOf(before) + 1, 0, node);
  return node;
}

function newSibling(like: XmlElementNode, localName: string, text: string): XmlElementNode {
  const { prefix, namespace, parent, offset, end } = like;
  const name = prefix === '' ? localName : `${prefix}:${localName}`;
  return {
    name,
    prefix,
    localName,
    namespace,
    declarations: [],
    attributes: [],
    children: [],
    text,
    parent,
    offset,
    end,
  };
}

function replaceChild(header: XmlElementNode, after: string, localName: string, text: string): void {
  header.children = header.children.filter((child) => child.localName !== localName);
  const before = childOf(header, after) ?? childOf(header, 'RequestID');
  if (before !== undefined) insertAfter(before, localName, text);
}

function setHeader(header: XmlElementNode, input: BuildServiceRequest): void {
  const requestIdNode = childOf(header, 'RequestID');
  if (requestIdNode === undefined) {
    throw new WorkbenchError(
      'invalid-document',
      'The template has no RequestID in its Header; choose another template.',
    );
  }
  const { originator, target, counter } = input;
  if (originator !== undefined || target !== undefined || counter !== undefined) {
    const before = parseRequestId(requestIdNode.text);
    requestIdNode.text = formatRequestId({
      businessOriginatorId:
        originator === undefined ? before.businessOriginatorId : parseEui64(originator, 'Originator'),
      businessTargetId: target === undefined ? before.businessTargetId : parseEui64(target, 'Target'),
      originatorCounter: counter === undefined ? before.originatorCounter : parseCounter(String(counter)).toString(),
    });
  }
  if (input.firstInSequence !== undefined) {
    replaceChild(header, 'RequestID', 'FirstInSequence', String(input.firstInSequence));
  }
  if (input.precedingServiceRequestId !== undefined) {
    const preceding = input.precedingServiceRequestId;
    const id = typeof preceding === 'string' ? parseRequestId(preceding, 'Preceding Service Request ID') : preceding;
    replaceChild(header, 'FirstInSequence', 'PrecedingServiceRequestID', formatRequestId(id));
  }
  const commandVariant = childOf(header, 'CommandVariant');
  if (input.commandVariant !== undefined && commandVariant) commandVariant.text = String(input.commandVariant);
}

/**
 * Builds an unsigned, whitespace-free Service Request from a template. Comments and any signature of the template are
 * left out.
 * @returns XML text with its declaration, UTF-8
 * @throws WorkbenchError `invalid-xml`, `invalid-document` (template), `invalid-argument` (a value or path)
 */
export function buildServiceRequest(input: BuildServiceRequest): string {
  const { root } = readDuisDocument(input.template, 'Request');
  const header = childOf(root, 'Header');
  if (header === undefined) {
    throw new WorkbenchError('invalid-document', 'The template has no Header; choose another template.');
  }
  root.children = root.children.filter((child) => child.localName !== 'Signature');
  setHeader(header, input);
  if (input.schemaVersion !== undefined) applySetting(root, { path: '@schemaVersion', value: input.schemaVersion });
  const create = input.create ?? (input.model && createChildFrom(input.model));
  for (const setting of input.set ?? []) applySetting(root, setting, create);
  if (input.model) collapseValues(root, input.model);
  return writeDocument(root);
}

/**
 * Builds the Signed Pre-Command request (Command Variant 5, 6 or 7) that follows a Command Variant 4 request; it keeps
 * the RequestID of that request.
 * @param request XML text of the request that produced the Pre-Command
 * @param payload the signed GBCS message, base64
 * @throws as {@link buildServiceRequest}
 */
export function buildSignedPreCommand(request: string, payload: string, commandVariant = 5): string {
  const { root } = readDuisDocument(request, 'Request');
  const body = childOf(root, 'Body');
  const bodyElement = body?.children[0];
  if (body === undefined || bodyElement === undefined) {
    throw new WorkbenchError('invalid-document', 'The request has no Body, so no Signed Pre-Command can follow it.');
  }
  const signed = newSibling(bodyElement, 'SignedPreCommand', '');
  const execution = childOf(bodyElement, 'ExecutionDateTime');
  if (execution !== undefined) signed.children.push(newSibling(execution, 'ExecutionDateTime', execution.text));
  signed.children.push(newSibling(bodyElement, 'GBCSPayload', payload));
  body.children = [signed];
  return buildServiceRequest({ template: writeDocument(root), commandVariant });
}
