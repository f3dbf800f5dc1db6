import type { XmlElementNode } from './xmlTree.ts';

const textEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const attributeEscapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** Text as XML content, escaped as Canonical XML does. */
export const escapeText = (text: string): string =>
  text.replace(/[&<>\r]/g, (character) => textEscapes[character] ?? '');
/** Text as an attribute value in double quotes, escaped as Canonical XML does. */
export const escapeAttribute = (text: string): string =>
  text.replace(/[&<"\t\n\r]/g, (character) => attributeEscapes[character] ?? '');

/** An element without any white space between elements; the text of an element that has children is dropped. */
export function writeElement(node: XmlElementNode): string {
  const declarations = node.declarations.map(
    ([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`,
  );
  const attributes = node.attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`);
  const start = `<${node.name}${declarations.join('')}${attributes.join('')}`;
  const content = node.children.length > 0 ? node.children.map(writeElement).join('') : escapeText(node.text);
  return content === '' ? `${start}/>` : `${start}>${content}</${node.name}>`;
}

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>';

/** A whole whitespace-free document. */
export function writeDocument(root: XmlElementNode): string {
  return xmlDeclaration + writeElement(root);
}
