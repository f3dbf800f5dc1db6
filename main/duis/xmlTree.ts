import { WorkbenchError } from '../../shared/errors.ts';
import { readXmlText, withXmlDocument, type XmlLimits } from './xml.ts';

/** An element as plain data, with its place in the source text. Comments and processing instructions are left out. */
export interface XmlElementNode {
  /** As written, prefix included. */
  name: string;
  prefix: string;
  localName: string;
  namespace: string;
  /** Namespace declarations on this very element: prefix (empty for the default) and URI. */
  declarations: [prefix: string, uri: string][];
  attributes: [name: string, value: string][];
  children: XmlElementNode[];
  /** The text directly inside, all pieces joined. */
  text: string;
  parent: XmlElementNode | undefined;
  /** Offset of its `<` in the source text. */
  offset: number;
  /** Offset past its end tag. */
  end: number;
}

const predefined: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const attributePattern = /([^\s=/>]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const spacePattern = /\s*/y;
const namePattern = /[^\s/>]+/y;

function decode(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));/g, (_, hex, decimal, name) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number.parseInt(decimal, 10));
    return predefined[name] ?? '';
  });
}

const normaliseLineEnds = (raw: string): string => (raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);

/** The URI that a prefix stands for at an element, or undefined. */
export function findNamespace(node: XmlElementNode | undefined, prefix: string): string | undefined {
  if (prefix === 'xml') return 'http://www.w3.org/XML/1998/namespace';
  for (let at = node; at !== undefined; at = at.parent) {
    const declared = at.declarations.find(([own]) => own === prefix);
    if (declared !== undefined) return declared[1];
  }
  return prefix === '' ? '' : undefined;
}

function matchAt(pattern: RegExp, text: string, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(text);
}

function newNode(name: string, parent: XmlElementNode | undefined, offset: number): XmlElementNode {
  const colon = name.indexOf(':');
  return {
    name,
    prefix: colon < 0 ? '' : name.slice(0, colon),
    localName: name.slice(colon + 1),
    namespace: '',
    declarations: [],
    attributes: [],
    children: [],
    text: '',
    parent,
    offset,
    end: offset,
  };
}

/** Reads the attributes from `offset` on into a node and answers where they end. */
function readAttributes(text: string, offset: number, node: XmlElementNode): number {
  let at = offset;
  for (;;) {
    at += matchAt(spacePattern, text, at)?.[0].length ?? 0;
    const attribute = matchAt(attributePattern, text, at);
    if (attribute === null) return at;
    const [whole, attributeName = '', double, single] = attribute;
    // XML 1.0 section 3.3.3: white space in an attribute becomes a space unless it was a character reference.
    const value = decode(normaliseLineEnds(double ?? single ?? '').replace(/[\t\n]/g, ' '));
    if (attributeName === 'xmlns') node.declarations.push(['', value]);
    else if (attributeName.startsWith('xmlns:')) node.declarations.push([attributeName.slice(6), value]);
    else node.attributes.push([attributeName, value]);
    at += whole.length;
  }
}

/** Reads the start tag at `offset`; answers the element, where the tag ends, and whether it was an empty-element tag. */
function readStartTag(text: string, offset: number, parent: XmlElementNode | undefined) {
  const name = matchAt(namePattern, text, offset + 1)?.[0] ?? '';
  const node = newNode(name, parent, offset);
  const afterName = offset + 1 + name.length;
  // Most elements have no attributes; a response of a year has a hundred thousand of them.
  const at = text.charAt(afterName) === '>' ? afterName : readAttributes(text, afterName, node);
  const inherits = node.declarations.length === 0 && parent?.prefix === node.prefix;
  node.namespace = inherits ? parent.namespace : (findNamespace(node, node.prefix) ?? '');
  const empty = text.charAt(at) === '/';
  return { node, end: at + (empty ? 2 : 1), empty };
}

/**
 * Reads well-formed XML without a DOCTYPE into a tree in one pass. Only for text that libxml2 has accepted:
 * {@link parseXmlTree} does both.
 */
export function readXmlTree(text: string): XmlElementNode {
  let root: XmlElementNode | undefined;
  let current: XmlElementNode | undefined;
  let at = text.indexOf('<');
  while (at >= 0 && at < text.length) {
    let end: number;
    const second = text.charAt(at + 1);
    if (second === '/') {
      end = text.indexOf('>', at) + 1;
      if (current) current.end = end;
      current = current?.parent;
    } else if (second !== '!' && second !== '?') {
      const tag = readStartTag(text, at, current);
      end = tag.end;
      tag.node.end = end;
      if (current) current.children.push(tag.node);
      else root ??= tag.node;
      if (!tag.empty) current = tag.node;
    } else if (text.startsWith('<!--', at)) end = text.indexOf('-->', at + 4) + 3;
    else if (text.startsWith('<![CDATA[', at)) {
      end = text.indexOf(']]>', at) + 3;
      if (current) current.text += normaliseLineEnds(text.slice(at + 9, end - 3));
    } else end = text.indexOf('?>', at) + 2;
    const next = text.indexOf('<', end);
    if (current && next > end) current.text += decode(normaliseLineEnds(text.slice(end, next)));
    at = next;
  }
  if (root === undefined) throw new WorkbenchError('invalid-xml', 'Line 1, column 1: there is no root element.');
  return root;
}

/**
 * Checks a document with libxml2 and reads it into a tree.
 * @throws WorkbenchError `invalid-xml` with line and column
 */
export function parseXmlTree(
  source: Uint8Array | string,
  limits: XmlLimits = {},
): { root: XmlElementNode; text: string } {
  const text = readXmlText(source, limits);
  return withXmlDocument(source, () => ({ root: readXmlTree(text), text }), limits);
}
