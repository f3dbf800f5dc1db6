import { escapeAttribute } from '../duis/writeXml.ts';
import { walk, xpathOf } from '../duis/xmlPath.ts';
import { findNamespace, parseXmlTree, type XmlElementNode } from '../duis/xmlTree.ts';
import { innerCarriers } from './signatureParts.ts';
import { type ResolveCertificate, type SignatureVerdict, verifyXmlSignature } from './xmlSignature.ts';

export interface InnerVerdict extends SignatureVerdict {
  /** The element that carries the signature: SMETS1SignedResponse or S1SPAlert. */
  element: string;
  xpath: string;
}

function declare(node: XmlElementNode, prefixes: Iterable<string>): string {
  const missing = [...prefixes].filter((prefix) => !node.declarations.some(([own]) => own === prefix));
  const declared = missing.map((prefix): [string, string | undefined] => [prefix, findNamespace(node, prefix)]);
  return declared
    .filter(([prefix, uri]) => uri !== undefined && uri !== '' && prefix !== 'xml')
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri ?? '')}"`)
    .join('');
}

function prefixesInScope(node: XmlElementNode | undefined): Set<string> {
  if (node === undefined) return new Set();
  return new Set([...prefixesInScope(node.parent), ...node.declarations.map(([prefix]) => prefix)]);
}

function prefixesUsed(node: XmlElementNode, except?: XmlElementNode): Set<string> {
  const used = new Set([node.prefix]);
  for (const child of node.children) if (child !== except) for (const prefix of prefixesUsed(child)) used.add(prefix);
  return used;
}

/** The element's own text with declarations put into its tag and, for what only the signature uses, into that of the signature. */
function standAlone(
  node: XmlElementNode,
  signature: XmlElementNode | undefined,
  prefixes: ReadonlySet<string>,
  text: string,
): string {
  const afterName = node.offset + 1 + node.name.length;
  const start = `<${node.name}${declare(node, prefixes)}`;
  if (signature === undefined) return start + text.slice(afterName, node.end);
  const known = new Set([...prefixes, ...node.declarations.map(([prefix]) => prefix)]);
  const own = [...prefixesUsed(signature)].filter((prefix) => !known.has(prefix));
  const afterSignatureName = signature.offset + 1 + signature.name.length;
  return `${start}${text.slice(afterName, signature.offset)}<${signature.name}${declare(signature, own)}${text.slice(afterSignatureName, node.end)}`;
}

/**
 * The element as the document that the SMETS1 Service Provider signed. The digest is over inclusive canonical XML, so
 * the namespace declarations count, and those of the original document are not known for sure: it is tried with only
 * those that the element uses, then with all that are in force (our reading; no real S1SP message was to hand).
 */
function candidates(node: XmlElementNode, text: string): string[] {
  const signature = node.children.find((child) => child.localName === 'Signature');
  const choices = [prefixesUsed(node, signature), prefixesInScope(node)];
  return choices.map((prefixes) => standAlone(node, signature, prefixes, text));
}

/**
 * Verifies the signatures that SMETS1 Service Providers put inside a message of the DSP. The DSP's own signature is
 * for `verifyXmlSignature`.
 * @returns one verdict for each SMETS1SignedResponse and S1SPAlert; empty for a SMETS2 message
 * @throws WorkbenchError `invalid-xml` where the document is not well-formed or is refused
 */
export function verifyInnerSignatures(xml: Uint8Array | string, resolve: ResolveCertificate): InnerVerdict[] {
  const { root, text } = parseXmlTree(xml);
  const carriers = [...walk(root)].filter((node) => node !== root && innerCarriers.includes(node.localName));
  return carriers.flatMap((node) => {
    const verdicts = candidates(node, text).map((document) => verifyXmlSignature(document, resolve));
    const best = verdicts.find(({ verdict }) => verdict === 'valid') ?? verdicts[0];
    return best === undefined ? [] : [{ ...best, element: node.localName, xpath: xpathOf(node) }];
  });
}
