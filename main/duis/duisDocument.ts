import { WorkbenchError } from '../../shared/errors.ts';
import { serviceUserGateway } from './namespaces.ts';
import { positionAt } from './position.ts';
import { parseRequestId, type RequestId } from './requestId.ts';
import { childOf, xpathOf } from './xmlPath.ts';
import { parseXmlTree, type XmlElementNode } from './xmlTree.ts';

/** Where in the text a part is, for errors about it. */
export interface SourceDocument {
  text: string;
  root: XmlElementNode;
}

/** @throws WorkbenchError `invalid-document` where the root is not sr:`name` */
export function readDuisDocument(xml: Uint8Array | string, name: 'Request' | 'Response'): SourceDocument {
  const { root, text } = parseXmlTree(xml);
  if (root.localName === name && root.namespace === serviceUserGateway) return { root, text };
  const where = root.namespace === '' ? 'no namespace' : `the namespace ${root.namespace}`;
  throw new WorkbenchError(
    'invalid-document',
    `The root is ${root.name} in ${where}; expected ${name} in ${serviceUserGateway}.`,
    { detail: { ...positionAt(text, root.offset) } },
  );
}

/** An element that must be there. @throws WorkbenchError `invalid-document` with the place where it is missing */
export function need(source: SourceDocument, node: XmlElementNode, localName: string): XmlElementNode {
  const found = childOf(node, localName);
  if (found !== undefined) return found;
  const position = positionAt(source.text, node.offset);
  throw new WorkbenchError(
    'invalid-document',
    `Line ${position.line}, column ${position.column}: ${node.localName} lacks ${localName}.`,
    { detail: { ...position, xpath: xpathOf(node) } },
  );
}

/** The text of an element with white space around it removed. */
export const trimmedText = (node: XmlElementNode | undefined): string | undefined => node?.text.trim();
/** base64 content without the white space that XML allows in it. */
export const base64Text = (node: XmlElementNode | undefined): string | undefined => node?.text.replace(/\s/g, '');

/** @throws WorkbenchError `invalid-document` with the place of a wrong ID */
export function readRequestId(source: SourceDocument, node: XmlElementNode): RequestId {
  try {
    return parseRequestId(node.text, node.localName);
  } catch (cause) {
    const position = positionAt(source.text, node.offset);
    const reason = cause instanceof Error ? cause.message : '';
    throw new WorkbenchError('invalid-document', `Line ${position.line}, column ${position.column}: ${reason}`, {
      detail: { ...position, xpath: xpathOf(node) },
      cause,
    });
  }
}

/** A RequestID or ResponseID element that may be absent. @throws as {@link parseServiceRequest} */
export function optionalId(source: SourceDocument, node: XmlElementNode | undefined): RequestId | undefined {
  return node === undefined ? undefined : readRequestId(source, node);
}
