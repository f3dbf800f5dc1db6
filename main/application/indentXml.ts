import { escapeAttribute, escapeText, xmlDeclaration } from '../duis/writeXml.ts';
import { parseXmlTree, type XmlElementNode } from '../duis/xmlTree.ts';

/**
 * XML laid out for reading: one element a line, two spaces a level. For the eye only: white space is signed, so a
 * request is signed without it.
 *
 * @throws WorkbenchError `invalid-xml`
 */
export function indentXml(xml: string): string {
  return `${xmlDeclaration}\n${layOut(parseXmlTree(xml).root, '')}`;
}

function layOut(node: XmlElementNode, indent: string): string {
  const names = [
    ...node.declarations.map(
      ([prefix, uri]) => `${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`,
    ),
    ...node.attributes.map(([name, value]) => `${name}="${escapeAttribute(value)}"`),
  ];
  const start = [node.name, ...names].join(' ');
  if (node.children.length > 0) {
    const inside = node.children.map((child) => layOut(child, `${indent}  `)).join('');
    return `${indent}<${start}>\n${inside}${indent}</${node.name}>\n`;
  }
  return node.text === '' ? `${indent}<${start}/>\n` : `${indent}<${start}>${escapeText(node.text)}</${node.name}>\n`;
}
