import { WorkbenchError } from '../../shared/errors.ts';
import type { JsonTree } from './jsonTree.ts';
import { responseAndAlert, serviceUserGateway, xmlSignature } from './namespaces.ts';
import { formatRequestId, type RequestId } from './requestId.ts';
import { type ResponseBody, responseBodyTree } from './responseBody.ts';
import { escapeAttribute, escapeText, writeElement, xmlDeclaration } from './writeXml.ts';
import { parseXmlTree } from './xmlTree.ts';

export type { ResponseBody } from './responseBody.ts';

export interface BuildServiceResponse {
  /** Absent from alerts. */
  requestId?: RequestId;
  /** Absent from acknowledgements and synchronous errors. */
  responseId?: RequestId;
  responseCode: string;
  /** ISO 8601 UTC. */
  responseDateTime: string;
  schemaVersion: string;
  body: ResponseBody;
}

const isAttribute = (name: string): boolean => name.startsWith('@');

/** One element (or several of a name) from a tree; names without a prefix get `sr`. */
function writeTree(name: string, tree: JsonTree | JsonTree[]): string {
  if (Array.isArray(tree)) return tree.map((item) => writeTree(name, item)).join('');
  const qualified = name.includes(':') ? name : `sr:${name}`;
  if (typeof tree === 'string') {
    return tree === '' ? `<${qualified}/>` : `<${qualified}>${escapeText(tree)}</${qualified}>`;
  }
  const entries = Object.entries(tree);
  const attributes = entries
    .filter(([key]) => isAttribute(key))
    .map(([key, value]) => ` ${key.slice(1)}="${escapeAttribute(String(value))}"`);
  const content = entries
    .filter(([key]) => !isAttribute(key))
    .map(([key, value]) => (key === '#text' ? escapeText(String(value)) : writeTree(key, value)));
  const start = `<${qualified}${attributes.join('')}`;
  return content.length === 0 ? `${start}/>` : `${start}>${content.join('')}</${qualified}>`;
}

const declarations = `xmlns:sr="${serviceUserGateway}" xmlns:ra="${responseAndAlert}"`;

/** Parses a fragment in the scope of our prefixes, so that it is well-formed and free of white space and comments. */
function writeFragment(xml: string): string {
  const { root } = parseXmlTree(`<fragment ${declarations} xmlns:ds="${xmlSignature}">${xml}</fragment>`);
  if (root.children.length === 1) return root.children.map(writeElement).join('');
  throw new WorkbenchError(
    'invalid-argument',
    `The Body of a response holds one element, not ${root.children.length}.`,
  );
}

/**
 * Builds an unsigned, whitespace-free response, acknowledgement or alert.
 * @returns XML text with its declaration, UTF-8; valid by the XSD where the given values are
 * @throws WorkbenchError `invalid-xml` or `invalid-argument` where a given XML body is not one element
 */
export function buildServiceResponse(input: BuildServiceResponse): string {
  const header = [
    input.requestId === undefined ? '' : writeTree('RequestID', formatRequestId(input.requestId)),
    input.responseId === undefined ? '' : writeTree('ResponseID', formatRequestId(input.responseId)),
    writeTree('ResponseCode', input.responseCode),
    writeTree('ResponseDateTime', input.responseDateTime),
  ].join('');
  const { body } = input;
  const content =
    body.kind === 'xml'
      ? writeFragment(body.xml)
      : Object.entries(responseBodyTree(body))
          .map(([name, tree]) => writeTree(name, tree))
          .join('');
  const version = escapeAttribute(input.schemaVersion);
  // ds is declared only where it is used: the signature brings its own declaration.
  const signatureDeclaration = content.includes('<ds:') ? ` xmlns:ds="${xmlSignature}"` : '';
  return `${xmlDeclaration}<sr:Response ${declarations}${signatureDeclaration} schemaVersion="${version}"><sr:Header>${header}</sr:Header><sr:Body>${content}</sr:Body></sr:Response>`;
}
